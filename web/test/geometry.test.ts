import { describe, expect, it } from 'vitest'
import { line, outline, spot, textUnder, type Shape } from '../src/canvas/geometry'
import { Lines, type Person } from '../src/canvas/lines'
import type { At } from '../src/engine/wire'
import { beside, crowd, margin, member, trail } from './crowd'

// passable floods the plane: is there any way between two at all that is well clear of the others?
function passable(from: Shape, to: Shape, others: readonly Shape[]): boolean {
  const [cell, size, shift] = [20, 100, 22]
  const indexOf = ({ x, y }: At) => (Math.round(y / cell) + shift) * size + Math.round(x / cell) + shift
  const free = (index: number) => {
    const at = { x: ((index % size) - shift) * cell, y: (Math.floor(index / size) - shift) * cell }
    return others.every((other) => beside(at, other) > 30)
  }
  const seen = new Uint8Array(size * size)
  const queue = [indexOf(from)]
  for (const index of queue) {
    if (index < 0 || index >= seen.length || seen[index] || !free(index)) continue
    if (index === indexOf(to)) return true
    seen[index] = 1
    queue.push(index + 1, index - 1, index + size, index - size)
  }
  return false
}

function pairs(shapes: readonly Shape[]): [Shape, Shape, Shape[]][] {
  return shapes.flatMap((from, i) =>
    shapes.slice(i + 1).map((to): [Shape, Shape, Shape[]] => [from, to, shapes.filter((s) => s !== from && s !== to)]),
  )
}

describe('a line', () => {
  it('ends at the outlines', () => {
    const { path } = line(member(0, 0), { x: 200, y: 0, kind: 'page', scale: 1 }, [0], [], 0)
    expect(path).toBe('M34.0,0.0 Q100.0,0.0 158.0,0.0')
  })

  it('of two in the same place is still drawn', () => {
    const { path } = line(member(5, 5), { x: 5, y: 5, kind: 'page', scale: 1 }, [20], [])
    expect(path).not.toContain('NaN')
  })

  it('takes the first bend that is clear', () => {
    const other = member(200, 60)
    const bent = (bends: number[]) => line(member(0, 0), member(400, 0), bends, [outline(other)]).path
    expect(bent([120, -120])).toBe(bent([-120]))
    expect(bent([-120, 120])).toBe(bent([-120]))
  })

  it('goes around everybody who is not its end, wherever they stand', { timeout: 30_000 }, () => {
    let around = 0
    for (let seed = 1; seed <= 16; seed++) {
      for (const [from, to, others] of pairs(crowd(seed, 4 + (seed % 7), 190))) {
        const drawn = line(
          from,
          to,
          [0],
          others.map((other) => outline(other)),
        )
        const points = trail(drawn.path)
        for (const other of others)
          expect(Math.min(...points.map((point) => beside(point, other))), `${seed}`).toBeGreaterThan(margin)
        if (drawn.path.includes('L')) around++
      }
    }
    expect(around).toBeGreaterThan(50)
  })

  it('goes around a crowd wherever there is a way', { timeout: 30_000 }, () => {
    let ways = 0
    let walled = 0
    for (let seed = 1; seed <= 4; seed++) {
      for (const [from, to, others] of pairs(crowd(seed, 12, 90))) {
        if (!passable(from, to, others)) {
          walled++
          continue
        }
        ways++
        const points = trail(
          line(
            from,
            to,
            [0, 68],
            others.map((other) => outline(other)),
          ).path,
        )
        for (const other of others)
          expect(Math.min(...points.map((point) => beside(point, other))), `${seed}`).toBeGreaterThan(margin)
      }
    }
    expect(ways).toBeGreaterThan(100)
    expect(walled).toBeGreaterThan(5)
  })

  it('of somebody walled in, or under somebody, goes as if nobody else were there', () => {
    const ring = Array.from({ length: 8 }, (_, i) => member(90 * Math.cos(i * 0.785), 90 * Math.sin(i * 0.785)))
    const direct = line(member(0, 0), member(600, 0), [0], []).path
    expect(
      line(
        member(0, 0),
        member(600, 0),
        [0],
        ring.map((other) => outline(other)),
      ).path,
    ).toBe(direct)
    expect(line(member(0, 0), member(600, 0), [0], [outline(member(10, 0))]).path).toBe(direct)
  })

  it('is the same for the same network', () => {
    const [from, to, ...others] = crowd(3, 9, 190) as [Shape, Shape, ...Shape[]]
    const drawn = () =>
      line(
        from,
        to,
        [0],
        others.map((other) => outline(other)),
      )
    expect(drawn()).toEqual(drawn())
  })

  it('has its word where nobody stands', () => {
    const others = [outline(member(200, 46))]
    const drawn = line(member(0, 0), member(400, 0), [0], [])
    expect(Math.abs(spot(drawn, []).x - 200)).toBeLessThan(1)
    expect(Math.abs(spot(drawn, others).x - 200)).toBeGreaterThan(50)
  })

  it('keeps clear of what is written under somebody, but rather crosses that than somebody', () => {
    const others = (x: number, y: number) => [outline(member(x, y)), textUnder(member(x, y), [12, 20])]
    const { points } = line(member(0, 60), member(400, 60), [0], others(200, 0))
    expect(Math.max(...points.map(({ y }) => y))).toBeGreaterThan(74)
    const wall = [-4, -3, -2, -1, 0, 1, 2, 3, 4].flatMap((row) => others(200, row * 110))
    const through = trail(line(member(0, 60), member(400, 60), [0], wall).path)
    expect(Math.max(...through.map(({ y }) => Math.abs(y)))).toBeLessThan(110)
    expect(Math.min(...through.map((point) => beside(point, member(200, 0))))).toBeGreaterThan(margin)
    expect(Math.min(...through.map((point) => beside(point, member(200, 110))))).toBeGreaterThan(margin)
  })
})

describe('lines', () => {
  it('keep clear of somebody who is dragged among them, and of everybody else', { timeout: 30_000 }, () => {
    const [dragged, ...others] = crowd(6, 9, 190)
    if (!dragged) throw new Error('nobody is there')
    const lines = new Lines()
    for (let step = 0; step <= 30; step++) {
      const now = [{ ...dragged, x: step * 40, y: 80 + step * 24 }, ...others]
      if (others.some((other) => beside(now[0] ?? other, other) < 100)) continue // nobody can be kept clear of there
      lines.around(new Map(now.map((shape, id): [string, Person] => [String(id), { ...shape, text: [] }])))
      for (const [from, to, rest] of pairs(now)) {
        const { path } = lines.draw(String(now.indexOf(from)), String(now.indexOf(to)), [0], 0)
        const points = trail(path)
        const [start, end] = [points[0], points.at(-1)]
        if (start && end) {
          expect(Math.abs(beside(start, from) - 3)).toBeLessThan(2)
          expect(Math.abs(beside(end, to) - 3)).toBeLessThan(2)
        }
        for (const other of rest)
          expect(Math.min(...points.map((point) => beside(point, other))), `${step}`).toBeGreaterThan(margin)
      }
    }
  })

  it('are not drawn again where nobody has moved', () => {
    const lines = new Lines()
    const people = new Map(crowd(5, 6, 190).map((shape, id): [string, Person] => [String(id), { ...shape, text: [9] }]))
    lines.around(people)
    const first = lines.draw('0', '1', [0], 0)
    lines.around(new Map(people))
    expect(lines.draw('0', '1', [0], 0)).toBe(first)
  })
})
