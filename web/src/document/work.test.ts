import { describe, expect, it } from 'vitest'
import type { Edit, History } from '../engine/wire'
import { begin, follow, moveTo, same } from './work'

const rename = (value: string): Edit => ({ kind: 'set', actor: 'ana', field: 'name', value })
const history = (position: number, coalesced = false): History => ({
  position,
  length: position,
  undo: '',
  redo: '',
  coalesced,
})

describe('the page follows the history of the engine', () => {
  const one = follow(begin('{}'), rename('A'), history(1))
  const two = follow(one, { kind: 'title', value: 'x' }, history(2))

  it('appends an edit', () => {
    expect(two).toEqual({ scenario: '{}', edits: [rename('A'), { kind: 'title', value: 'x' }], position: 2 })
  })

  it('replaces the last edit by one that coalesced with it', () => {
    expect(follow(one, rename('An'), history(1, true))).toEqual({ scenario: '{}', edits: [rename('An')], position: 1 })
  })

  it('keeps undone edits until another one is made', () => {
    const undone = moveTo(two, history(1))
    expect(undone.edits).toHaveLength(2)
    expect(follow(undone, { kind: 'title', value: 'y' }, history(2)).edits).toEqual([
      rename('A'),
      { kind: 'title', value: 'y' },
    ])
  })

  it('knows when there is nothing to save', () => {
    expect(same(two, two)).toBe(true)
    expect(same(two, one)).toBe(false)
    expect(same(moveTo(two, history(1)), one)).toBe(true)
    expect(same(follow(one, rename('B'), history(1, true)), one)).toBe(false)
    expect(same(begin('{}'), begin('{ }'))).toBe(false)
  })
})
