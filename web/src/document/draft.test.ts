import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Draft, type Step } from './draft.svelte'

// An engine that takes one step after another, when the test says so.
class Turns {
  readonly made: { readonly value: string | undefined; readonly coalesce: boolean }[] = []
  #waiting: (() => Step)[] = []

  readonly make = (step: () => Step) => {
    this.#waiting.push(step)
    return Promise.resolve()
  }
  get waiting() {
    return this.#waiting.length
  }
  begin(): Step {
    const step = this.#waiting.shift()?.()
    if (!step) throw new Error('nothing waits')
    this.made.push({ value: step.edit.value, coalesce: step.coalesce })
    return step
  }
  take(refused = '') {
    this.begin().taken?.(refused ? [{ path: 'value', message: refused }] : [])
  }
}

const name = { kind: 'set', actor: 'ana', field: 'name' } as const
const pause = () => vi.advanceTimersByTime(1000)

describe('a draft', () => {
  let turns: Turns
  let draft: Draft

  beforeEach(() => {
    vi.useFakeTimers()
    turns = new Turns()
    draft = new Draft(name, turns.make)
  })

  it('sends nothing while one types, and all of it after a pause', () => {
    for (const text of ['H', 'Hu', 'Hug', 'Hugo']) draft.type(text)
    expect(turns.waiting).toBe(0)
    pause()
    turns.take()
    expect(turns.made).toEqual([{ value: 'Hugo', coalesce: false }])
    expect(draft.text).toBe('Hugo')
    draft.leave()
    expect(draft.text).toBeUndefined()
  })

  it('sends at once on leaving, and shows what was typed until it is taken', () => {
    draft.type('Hugo')
    draft.leave()
    const step = turns.begin()
    expect(step.edit).toEqual({ ...name, value: 'Hugo' })
    expect(draft.text).toBe('Hugo')
    step.taken?.([])
    expect(draft.text).toBeUndefined()
  })

  it('has one request wait, which takes the latest', () => {
    for (const text of ['H', 'Hu', 'Hugo']) {
      draft.type(text)
      pause()
    }
    expect(turns.waiting).toBe(1)
    turns.take()
    expect(turns.made).toEqual([{ value: 'Hugo', coalesce: false }])
  })

  it('makes one step of a word, and another of the next', () => {
    draft.type('Hu')
    pause()
    const first = turns.begin()
    draft.type('Hugo')
    draft.leave()
    draft.type('Hugo D')
    draft.leave()
    first.taken?.([])
    turns.take()
    turns.take()
    expect(turns.made).toEqual([
      { value: 'Hu', coalesce: false },
      { value: 'Hugo', coalesce: true },
      { value: 'Hugo D', coalesce: false },
    ])
    expect(draft.text).toBeUndefined()
  })

  it('keeps what is refused, with the reason, until it is right', () => {
    draft.type('3x')
    draft.leave()
    turns.take('no number')
    expect([draft.text, draft.refused]).toEqual(['3x', 'no number'])
    draft.type('3')
    draft.leave()
    turns.take()
    expect([draft.text, draft.refused]).toEqual([undefined, ''])
    expect(turns.made[1]).toEqual({ value: '3', coalesce: false })
  })

  it('tells what is not in the scenario yet', () => {
    draft.type('Hu')
    expect(draft.underway).toEqual({ edit: { ...name, value: 'Hu' }, coalesce: false })
    pause()
    const step = turns.begin()
    expect(draft.underway).toEqual({ edit: { ...name, value: 'Hu' }, coalesce: false })
    step.taken?.([])
    expect(draft.underway).toBeUndefined()
    draft.type('Hugo')
    expect(draft.underway).toEqual({ edit: { ...name, value: 'Hugo' }, coalesce: true })
  })

  it('sends nothing of what was typed for a scenario that is no longer open', () => {
    draft.type('Hu')
    draft.drop()
    pause()
    expect(turns.waiting).toBe(0)
    expect(draft.text).toBeUndefined()
  })
})
