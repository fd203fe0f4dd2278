// What the engine's bytes say, and which of its answers are taken.

import { describe, expect, it } from 'vitest'
import { dora, emil, pat, quin, ward } from '../../test/hospital'
import type { Actor, CellOutcome } from '../engine/wire'
import {
  Everyone,
  flippedAt,
  nextFlipped,
  nothingOffered,
  outcomeAt,
  sharesOf,
  type Ground,
  type MatrixRequest,
  type Slice,
} from './everyone.svelte'
import { said } from './said'

const self: CellOutcome = { mark: 'self', way: '', cost: 0, text: '' }
const free: CellOutcome = { mark: 'free', way: 'call', cost: 0, text: 'reachable by call' }
const cost: CellOutcome = { mark: 'cost', way: 'call', cost: 2, text: 'reachable by call for 2 minutes' }

function slice(bytes: readonly number[], change: Partial<Slice> = {}): Slice {
  const rows = bytes.length / 3
  return {
    ...{ revision: 1, flipped: 0, outcomes: [self, free], bytes: Uint8Array.from(bytes) },
    ...{ senders: Array.from({ length: rows }, (_, row) => row), recipients: [] },
    progress: { done: rows, of: 3, more: false },
    ...change,
  }
}

const ground = (revision: number, actors: readonly Actor[] = [pat, dora, ward], opened = 1): Ground => ({
  ...{ opened, revision, actors },
})

// engine answers with what is given, one after another, when it is told to.
function engine() {
  const asked: MatrixRequest[] = []
  const waiting: ((slice: Slice | undefined) => void)[] = []
  const everyone = new Everyone((request) => {
    asked.push(request)
    return new Promise((resolve) => waiting.push(resolve))
  })
  const answer = async (slice?: Slice) => {
    waiting.shift()?.(slice)
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { everyone, asked, answer }
}

const first = slice([0, 1, 1], { progress: { done: 1, of: 3, more: true } })
const rest = slice([2, 0, 129, 1, 1, 0], {
  ...{ senders: [1, 2], outcomes: [self, free, cost], flipped: 1 },
  progress: { done: 3, of: 3, more: false },
})

describe('a byte', () => {
  it('is the number of an outcome, and whether the last edit changed it', async () => {
    const { everyone, answer } = engine()
    void everyone.follow(ground(1))
    await answer(first)
    await answer(rest)
    const told = everyone.told
    if (!told) throw new Error('nothing is told')
    expect(outcomeAt(told, 0, 0)).toEqual(self)
    expect(outcomeAt(told, 1, 0)).toEqual(cost)
    expect(outcomeAt(told, 1, 2)).toEqual(free)
    expect([flippedAt(told, 1, 0), flippedAt(told, 1, 2), told.flipped]).toEqual([false, true, 1])
  })

  it('leads to the next change, round the end', async () => {
    const { everyone, answer } = engine()
    void everyone.follow(ground(1))
    await answer(slice([0, 129, 1, 1, 0, 1, 129, 1, 0], { flipped: 2 }))
    const told = everyone.told
    if (!told) throw new Error('nothing is told')
    expect(nextFlipped(told, [0, 1, 2], [0, -1])).toEqual([0, 1])
    expect(nextFlipped(told, [0, 1, 2], [0, 1])).toEqual([2, 0])
    expect(nextFlipped(told, [0, 1, 2], [2, 0])).toEqual([0, 1])
    expect(nextFlipped(told, [2, 1, 0], [0, 0])).toEqual([0, 2])
    expect(nextFlipped({ ...told, bytes: new Uint8Array(9) }, [0, 1, 2], [0, 0])).toBeUndefined()
  })

  it('is said with the pair', () => {
    expect(said('Pat', 'Dora', cost, true)).toBe('Pat to Dora: reachable by call for 2 minutes, changed')
    expect(said('Pat', 'Pat', self, false)).toContain('themselves')
    expect(said('Pat', 'North Wing', self, false)).toContain('nothing is offered')
  })
})

describe('the rows', () => {
  it('of what was just opened are shown as they come, each asked for when the one before is there', async () => {
    const { everyone, asked, answer } = engine()
    void everyone.follow(ground(1))
    expect(asked).toEqual([{ start: 0 }])
    await answer(first)
    expect(everyone.told?.rows).toBe(1)
    expect(everyone.told && outcomeAt(everyone.told, 1, 0)).toBeUndefined()
    expect(asked).toEqual([{ start: 0 }, { start: 1 }])
    await answer(rest)
    expect(everyone.told?.rows).toBe(3)
    expect(asked).toHaveLength(2)
  })

  it('of an edit take the place of those before it when all are there', async () => {
    const { everyone, answer } = engine()
    void everyone.follow(ground(1))
    await answer(slice([0, 1, 1, 1, 0, 1, 1, 1, 0]))
    void everyone.follow(ground(2))
    await answer({ ...first, revision: 2 })
    expect(everyone.told?.revision).toBe(1)
    await answer({ ...rest, revision: 2 })
    expect(everyone.told?.revision).toBe(2)
  })

  it('of another revision are dropped, and no more of it are asked for', async () => {
    const { everyone, asked, answer } = engine()
    void everyone.follow(ground(1))
    void everyone.follow(ground(2))
    await answer(first)
    expect(everyone.told).toBeUndefined()
    expect(asked).toEqual([{ start: 0 }, { start: 0 }])
    await answer({ ...first, revision: 2 })
    await answer({ ...rest, revision: 2 })
    expect(everyone.told?.revision).toBe(2)
  })

  it('that the engine tells of a later state are not taken for the one at hand, which can be followed again', async () => {
    const { everyone, asked, answer } = engine()
    void everyone.follow(ground(1))
    await answer({ ...first, revision: 2 })
    expect(everyone.told).toBeUndefined()
    void everyone.follow(ground(1))
    expect(asked).toHaveLength(2)
  })

  it('are waited for by whoever would ask for what takes longer', async () => {
    const { everyone, answer } = engine()
    await everyone.settled()
    void everyone.follow(ground(1))
    let settled = false
    void everyone.settled().then(() => (settled = true))
    await answer(first)
    expect(settled).toBe(false)
    void everyone.follow(ground(2))
    await answer(rest)
    expect(settled).toBe(false)
    await answer({ ...first, revision: 2 })
    await answer({ ...rest, revision: 2 })
    expect(settled).toBe(true)
  })

  it('of another scenario do not stay', async () => {
    const { everyone, answer } = engine()
    void everyone.follow(ground(1))
    await answer(slice([0, 1, 1, 1, 0, 1, 1, 1, 0]))
    void everyone.follow(ground(1, [emil, quin, dora], 2))
    expect(everyone.told).toBeUndefined()
  })

  it('are none of fewer than two', async () => {
    const { everyone, asked } = engine()
    await everyone.follow(ground(1, [pat]))
    expect(asked).toEqual([])
    expect(everyone.told).toBeUndefined()
  })

  it('without any outcome say that nothing is offered', async () => {
    const { everyone, answer } = engine()
    void everyone.follow(ground(1))
    await answer(slice([0, 0, 0, 0, 0, 0, 0, 0, 0], { outcomes: [self] }))
    expect(everyone.told && nothingOffered(everyone.told)).toBe(true)
    void everyone.follow(ground(2))
    await answer(slice([0, 1, 0, 0, 0, 0, 0, 0, 0], { revision: 2 }))
    expect(everyone.told && nothingOffered(everyone.told)).toBe(false)
  })
})

describe('what an edit touched', () => {
  // followed has the matrix of a first revision, in which one cell was changed by an edit before.
  async function followed() {
    const all = engine()
    void all.everyone.follow(ground(1))
    await all.answer(slice([0, 129, 1, 1, 0, 1, 1, 1, 0], { flipped: 1 }))
    return all
  }
  const touched = slice([2, 0, 130, 1, 130, 129], {
    ...{ revision: 2, relative: true, senders: [1], recipients: [2], outcomes: [self, free, cost], flipped: 2 },
    progress: { done: 3, of: 3, more: false },
  })

  it('is put into what is told, where no mark of the edit before stays', async () => {
    const { everyone, asked, answer } = await followed()
    const before = everyone.told
    void everyone.turn()
    expect(asked.at(-1)).toEqual({ since: 1 })
    await answer(touched)
    expect([...(everyone.told?.bytes ?? [])]).toEqual([0, 1, 1, 2, 0, 130, 1, 1, 129])
    expect([...(before?.bytes ?? [])]).toEqual([0, 129, 1, 1, 0, 1, 1, 1, 0])
    expect([everyone.told?.revision, everyone.told?.flipped]).toEqual([2, 2])
    expect(everyone.told && [...sharesOf(everyone.told)]).toEqual([
      ['free', 5 / 7],
      ['cost', 2 / 7],
    ])
  })

  it('is all that is asked for: who is there comes with the rest', async () => {
    const { everyone, asked, answer } = await followed()
    void everyone.turn()
    await answer(touched)
    const renamed = [{ ...pat, name: 'Patrick' }, dora, ward]
    void everyone.follow(ground(2, renamed))
    expect(everyone.told?.actors).toEqual(renamed)
    expect(asked).toHaveLength(2)
  })

  it('is asked for row by row where it is too much', async () => {
    const { everyone, asked, answer } = await followed()
    void everyone.turn()
    await answer(slice([], { revision: 2, progress: { done: 0, of: 3, more: true }, outcomes: [] }))
    expect(everyone.told?.revision).toBe(1)
    void everyone.follow(ground(2))
    expect(asked.at(-1)).toEqual({ start: 0 })
  })

  it('is not put into what came meanwhile, and not asked for while rows are missing', async () => {
    const { everyone, asked, answer } = engine()
    void everyone.follow(ground(1))
    await answer(first)
    void everyone.turn()
    expect(asked).toEqual([{ start: 0 }, { start: 1 }])
    await answer(rest)
    void everyone.turn()
    void everyone.follow(ground(1, [emil, quin, dora], 2))
    await answer(touched)
    expect(everyone.told).toBeUndefined()
  })
})

it('comes as CSV in parts, whole or not at all', async () => {
  const { everyone, asked, answer } = engine()
  const whole = everyone.csv()
  await answer(first)
  await answer(rest)
  expect((await whole)?.map(({ length }) => length)).toEqual([3, 6])
  expect(asked).toEqual([
    { start: 0, csv: true },
    { start: 1, csv: true },
  ])
  const changed = everyone.csv()
  await answer(first)
  await answer({ ...rest, revision: 2 })
  expect(await changed).toBeUndefined()
})
