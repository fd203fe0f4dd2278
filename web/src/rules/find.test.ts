import { describe, expect, it } from 'vitest'
import type { Rule } from '../engine/wire'
import { found, grouped } from './find'

const rule = (id: string, change: Partial<Rule> = {}): Rule => ({
  id,
  title: `Title of ${id}`,
  effect: 'permit',
  actions: ['call'],
  sources: [],
  readings: '',
  cost: 0,
  cedar: '',
  on: true,
  inForce: true,
  own: false,
  ...change,
})

const actions = [
  { action: 'call', label: 'Telephone', own: false },
  { action: 'write', label: 'Send a letter', own: false },
]
const rules = [
  rule('colleagues', { sources: ['H1', 'H2'] }),
  rule('strangers', { actions: ['write'], cedar: 'forbid(principal, action, resource);' }),
  rule('mine', { actions: ['call', 'write'], own: true }),
]
const ids = (list: readonly Rule[]) => list.map(({ id }) => id)
const all = { text: '', here: false, mine: false }
const seek = (change: Partial<typeof all>) =>
  ids(found(rules, { ...all, ...change }, actions, { here: { strangers: ['Send a letter'] } }))

describe('rules are found', () => {
  it('by title, id, source, action and text, every word of what is typed', () => {
    expect(seek({ text: 'title OF' })).toEqual(['colleagues', 'strangers', 'mine'])
    expect(seek({ text: 'strang' })).toEqual(['strangers'])
    expect(seek({ text: 'h2' })).toEqual(['colleagues'])
    expect(seek({ text: 'letter' })).toEqual(['strangers', 'mine'])
    expect(seek({ text: 'forbid(' })).toEqual(['strangers'])
    expect(seek({ text: 'letter mine' })).toEqual(['mine'])
  })

  it('that decide here, and that are one’s own', () => {
    expect(seek({ here: true })).toEqual(['strangers'])
    expect(seek({ mine: true })).toEqual(['mine'])
    expect(seek({ here: true, mine: true })).toEqual([])
  })
})

it('rules stand under their action, those on several behind', () => {
  expect(grouped(rules, actions).map(({ heading, rules }) => [heading, ids(rules)])).toEqual([
    ['Telephone', ['colleagues']],
    ['Send a letter', ['strangers']],
    ['Several actions', ['mine']],
  ])
})
