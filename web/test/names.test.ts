import { describe, expect, it } from 'vitest'
import { freshName, initials, shortNames } from '../src/shared/names'
import { outcomeOf } from '../src/shared/outcome'
import { has, offers } from '../src/session/tie-kinds'
import type { Actor } from '../src/engine/wire'

const named = (name: string, kind: Actor['kind'] = 'member') => ({ id: name.toLowerCase(), kind, name }) as Actor

describe('names', () => {
  it('are shortened', () => {
    expect(['Ana Díaz', 'eve', 'Mary Ann van Dyk', '  ', '李 小龍', 'Member 12'].map(initials)).toEqual([
      'AD',
      'E',
      'MD',
      '?',
      '李小',
      'M12',
    ])
    const short = shortNames([named('Ana Díaz'), named('Ben Okoye'), named('Ben Lund')])
    expect([...short.values()]).toEqual(['Ana', 'Ben Okoye', 'Ben Lund'])
  })

  it('of newcomers are free', () => {
    expect(freshName('member', [])).toBe('Ana')
    expect(freshName('member', [named('Ana Díaz'), named('Ben')])).toBe('Cara')
    const many = Array.from({ length: 40 }).reduce<Actor[]>((all) => [...all, named(freshName('member', all))], [])
    expect(new Set(many.map((actor) => actor.name)).size).toBe(40)
  })
})

describe('ties on offer', () => {
  const kinds = (a: Actor, b: Actor) => offers(a, b).map(({ tie, from, to }) => `${tie} ${from} ${to}`)

  it('begin with the likeliest', () => {
    expect(kinds(named('A'), named('B'))[0]).toBe('connections a b')
    expect(kinds(named('P', 'page'), named('B'))[0]).toBe('follows b p')
    expect(kinds(named('P', 'page'), named('Q', 'page'))).toEqual(['wrote p q', 'wrote q p'])
  })

  it('are known to be there whatever the order of a connection', () => {
    const [connected, invited] = offers(named('A'), named('B'))
    const ties = [{ tie: 'connections' as const, from: 'b', to: 'a', text: '' }]
    expect(connected && has(ties, connected)).toBe(true)
    expect(invited && has(ties, invited)).toBe(false)
  })
})

it('draws a decision by what it came to', () => {
  expect(outcomeOf({ verdict: 'allowed', contested: false, cost: 0 })).toBe('free')
  expect(outcomeOf({ verdict: 'allowed', contested: false, cost: 1 })).toBe('cost')
  expect(outcomeOf({ verdict: 'forbidden', contested: true, cost: 0 })).toBe('contested')
  expect(outcomeOf({ verdict: 'forbidden', contested: false, cost: 0 })).toBe('forbidden')
  expect(outcomeOf({ verdict: 'unstated', contested: false, cost: 0 })).toBe('unstated')
})
