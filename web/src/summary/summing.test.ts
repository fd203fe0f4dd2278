import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Reach, Summary } from '../engine/wire'
import { Summing, type Ground } from './summing.svelte'

const reach: Reach = { text: '', senders: 1, pairs: 1, reached: 1, ways: [] }

function slice(revision: number, from: string, done: number): Summary {
  const progress = { done, of: 2, more: done < 2 }
  return { revision, progress, from, all: reach, groups: [], worths: [], notices: [] }
}

// engine answers each question with two slices, of the revision that it is in.
function engine() {
  const asked: string[] = []
  const done = new Map<string, number>()
  const state = { revision: 1 }
  const summing = new Summing((from) => {
    asked.push(from)
    const key = `${state.revision} ${from}`
    done.set(key, (done.get(key) ?? 0) + 1)
    return Promise.resolve(slice(state.revision, from, done.get(key) ?? 0))
  })
  return { summing, asked, state }
}

const first: Ground = { opened: 1, revision: 1, from: 'ana' }

describe('the summary', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    return () => vi.useRealTimers()
  })

  it('is asked for until there is no more, first what is of one', async () => {
    const { summing, asked } = engine()
    summing.follow(first)
    await vi.runAllTimersAsync()
    expect(asked).toEqual(['ana', 'ana', '', ''])
    expect(summing.everybody.now?.progress?.more).toBe(false)
  })

  it('is not asked for again where it is known, but for another who is looked as', async () => {
    const { summing, asked } = engine()
    summing.follow(first)
    await vi.runAllTimersAsync()
    summing.leave()
    summing.follow({ ...first })
    await vi.runAllTimersAsync()
    expect(asked).toHaveLength(4)
    summing.follow({ ...first, from: 'ben' })
    expect(summing.one).toEqual({})
    await vi.runAllTimersAsync()
    expect(asked.slice(4)).toEqual(['ben', 'ben'])
  })

  it('waits after an edit until the hands rest, and shows what was before', async () => {
    const { summing, asked, state } = engine()
    summing.follow(first)
    await vi.runAllTimersAsync()
    const { now } = summing.everybody
    for (const revision of [2, 3]) {
      state.revision = revision
      summing.follow({ ...first, revision })
      await vi.advanceTimersByTimeAsync(300)
    }
    expect(asked).toHaveLength(4)
    expect(summing.everybody).toEqual({ before: now })
    await vi.runAllTimersAsync()
    expect(asked).toHaveLength(8)
    expect(summing.everybody.now?.revision).toBe(3)
    expect(summing.everybody.before).toBeUndefined()
  })

  it('is given up where nobody looks any more, or the engine is in another state', async () => {
    const { summing, asked, state } = engine()
    summing.follow(first)
    summing.leave()
    await vi.runAllTimersAsync()
    expect(asked).toEqual([])
    state.revision = 2
    summing.follow(first)
    await vi.runAllTimersAsync()
    expect(asked).toEqual(['ana'])
    expect(summing.one.now).toBeUndefined()
  })

  it('of a scenario that was just opened has nothing of the one before', async () => {
    const { summing } = engine()
    summing.follow(first)
    await vi.runAllTimersAsync()
    summing.follow({ ...first, opened: 2 })
    expect([summing.everybody, summing.one]).toEqual([{}, {}])
  })
})
