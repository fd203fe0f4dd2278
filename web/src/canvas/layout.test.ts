import { describe, expect, it } from 'vitest'
import { clearOf, place } from './layout'
import { distanceToSegment } from './geometry'
import type { Actor, At, Tie } from '../engine/wire'
import { random } from '../../test/crowd'

const actor = (id: string): Actor => ({ id, kind: 'Patient', name: id, caption: 'Urgent', values: {}, fixed: [] })
const tie = (from: string, to: string): Tie => ({ tie: 'kin', from, to, text: '' })
const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const actors = ids.map(actor)
const ties = [tie('a', 'b'), tie('b', 'c'), tie('c', 'a'), tie('d', 'e')]
const pick = (among: readonly Actor[], next: () => number) => among[Math.floor(next() * among.length)]?.id ?? ''
const distance = (a?: At, b?: At) => Math.hypot((a?.x ?? 0) - (b?.x ?? 0), (a?.y ?? 0) - (b?.y ?? 0))

describe('places', () => {
  it('are the same for the same network', () => {
    expect([...place(actors, ties, new Map())]).toEqual([...place(actors, ties, new Map())])
  })

  it('stay where they were given', () => {
    const fixed = new Map([
      ['a', { x: 10, y: 20 }],
      ['d', { x: 400, y: -30 }],
    ])
    const places = place(actors, ties, fixed)
    expect(places.get('a')).toEqual({ x: 10, y: 20 })
    expect(places.get('d')).toEqual({ x: 400, y: -30 })
    expect(places.size).toBe(8)
  })

  it('leave room for the captions', () => {
    const places = [...place(actors, ties, new Map()).values()]
    places.forEach((a, i) => places.slice(i + 1).forEach((b) => expect(distance(a, b)).toBeGreaterThan(100)))
  })

  it('leave room for long names', () => {
    const long = ids.map((id) => ({ ...actor(id), name: id.repeat(40) }))
    const places = [...place(long, ties, new Map()).values()]
    for (const [i, a] of places.entries())
      for (const b of places.slice(i + 1))
        expect(Math.abs(a.x - b.x) > 230 || Math.abs(a.y - b.y) > 40, `${i}`).toBe(true)
  })

  it('leave room for names in a crowd full of ties', () => {
    const many = Array.from({ length: 60 }, (_, index) => actor(`m${index}`))
    const crossing = many.flatMap((_, index) =>
      [1, 7, 19, 31].map((step) => tie(`m${index}`, `m${(index + step) % 60}`)),
    )
    const places = [...place(many, crossing, new Map()).entries()]
    for (const [index, [one, a]] of places.entries())
      for (const [other, b] of places.slice(index + 1))
        expect(Math.abs(a.x - b.x) > 185 || Math.abs(a.y - b.y) > 160, `${one} and ${other}`).toBe(true)
  })

  it('are found for an unknown tie end and for nobody', () => {
    expect(place([actor('a')], [tie('a', 'ghost')], new Map()).size).toBe(1)
    expect(place([], [], new Map()).size).toBe(0)
  })

  it('of newcomers are clear of the others', () => {
    const taken = [
      { x: 0, y: 0 },
      { x: 160, y: 0 },
      { x: -160, y: 0 },
    ]
    const at = clearOf({ x: 0, y: 0 }, taken, [])
    for (const other of taken) expect(Math.abs(at.x - other.x) > 150 || Math.abs(at.y - other.y) > 120).toBe(true)
    expect(clearOf({ x: 900, y: 0 }, taken, [])).toEqual({ x: 900, y: 0 })
  })
  it('of newcomers are clear of lines', () => {
    const [left, right] = [
      { x: -400, y: 0 },
      { x: 400, y: 0 },
    ]
    const at = clearOf({ x: 0, y: 0 }, [left, right], [[left, right]])
    expect(distanceToSegment(at, left, right)).toBeGreaterThan(60)
    expect(distance(at)).toBeLessThan(200)
  })

  it('of newcomers are clear of people at least, where lines are everywhere', () => {
    const lines = Array.from({ length: 80 }, (_, i) => [
      { x: -4000, y: 100 * (i - 40) },
      { x: 4000, y: 100 * (i - 40) },
    ])
    expect(distance(clearOf({ x: 0, y: 0 }, [{ x: 0, y: 0 }], lines))).toBeGreaterThan(160)
  })

  it('are beside the ties of others, in networks of up to twenty', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const next = random(seed)
      const count = 3 + Math.floor(next() * 18)
      const some = Array.from({ length: count }, (_, i) => actor(`m${i}`))
      const pairs = Array.from({ length: Math.ceil(count * 1.2) }, () => tie(pick(some, next), pick(some, next)))
      const places = place(
        some,
        pairs.filter(({ from, to }) => from !== to),
        new Map(),
      )
      for (const { from, to } of pairs)
        for (const [id, at] of places) {
          if (id === from || id === to) continue
          const [a, b] = [places.get(from) ?? at, places.get(to) ?? at]
          expect(distanceToSegment(at, a, b), `${seed}: ${id} at the tie of ${from} and ${to}`).toBeGreaterThan(56)
        }
    }
  })

  it('of those without one are beside the ties of those with one', () => {
    const fixed = new Map([
      ['a', { x: 0, y: 0 }],
      ['b', { x: 500, y: 0 }],
    ])
    const places = place(['a', 'b', 'c', 'd'].map(actor), [tie('a', 'b')], fixed)
    for (const id of ['c', 'd']) {
      expect(distanceToSegment(places.get(id) ?? { x: 0, y: 0 }, { x: 0, y: 0 }, { x: 500, y: 0 })).toBeGreaterThan(56)
    }
  })
})
