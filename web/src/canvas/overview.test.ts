import { describe, expect, it } from 'vitest'
import { apart, named, type Dot } from './overview'

const dot = (id: string, more: Partial<Dot> = {}): Dot => ({
  id,
  name: id,
  x: 0,
  y: 0,
  mark: 'free',
  cost: 0,
  square: false,
  role: 'other',
  near: false,
  along: false,
  faded: false,
  ...more,
})
const dots = [dot('far'), dot('near', { near: true }), dot('between', { along: true }), dot('to', { role: 'to' })]
const ids = (of: readonly Dot[]) => of.map(({ id }) => id)

describe('names in a large network', () => {
  it('are those of whom the answer is about, until all can be read', () => {
    expect(ids(named(dots, [], 0.1))).toEqual(['to', 'between'])
    expect(ids(named(dots, ['far'], 0.1))).toEqual(['far', 'to', 'between'])
    expect(ids(named(dots, [], 1))).toEqual(['to', 'between', 'near', 'far'])
  })

  it('never lie over each other, and the first keeps its place', () => {
    const label = (x: number, y: number) => ({ x, y, width: 80, height: 16 })
    const labels = [label(0, 0), label(40, 8), label(85, 0), label(0, 16), label(120, 10)]
    expect(apart(labels)).toEqual([label(0, 0), label(85, 0), label(0, 16)])
  })
})
