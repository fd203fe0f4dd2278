import { describe, expect, it } from 'vitest'
import { clearOf, place } from '../src/canvas/layout'
import { line } from '../src/canvas/geometry'
import type { Actor, At, Tie } from '../src/engine/wire'

const actor = (id: string): Actor => ({
  id,
  kind: 'member',
  name: id,
  company: '',
  headline: '',
  tier: 'free',
  credits: 0,
  sentInmails: 0,
  seats: 0,
  inmail: 'anyone',
  openProfile: false,
  caption: 'Free',
})
const tie = (from: string, to: string): Tie => ({ tie: 'connections', from, to, text: '' })
const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const actors = ids.map(actor)
const ties = [tie('a', 'b'), tie('b', 'c'), tie('c', 'a'), tie('d', 'e')]
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
    const at = clearOf({ x: 0, y: 0 }, taken)
    for (const other of taken) expect(Math.abs(at.x - other.x) > 150 || Math.abs(at.y - other.y) > 120).toBe(true)
    expect(clearOf({ x: 900, y: 0 }, taken)).toEqual({ x: 900, y: 0 })
  })
})

describe('lines', () => {
  it('end at the outlines', () => {
    const { path, middle } = line(
      { x: 0, y: 0, kind: 'member', scale: 1 },
      { x: 200, y: 0, kind: 'page', scale: 1 },
      0,
      0,
    )
    expect(path).toBe('M34.0,0.0 Q100.0,0.0 158.0,0.0')
    expect(middle).toEqual({ x: 98, y: 0 })
  })

  it('of two in the same place are still drawn', () => {
    const { path } = line({ x: 5, y: 5, kind: 'member', scale: 1 }, { x: 5, y: 5, kind: 'page', scale: 1 }, 20)
    expect(path).not.toContain('NaN')
  })
})
