import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { curveOf, pointAlong, type Curve, type Shape } from './geometry'
import { Routes, type Person } from './routes'
import { clearance, labelSpot, Obstacles, outline, route, textClearance, textUnder, type Obstacle } from './routing'
import type { At } from '../engine/wire'
import { beside, crowd, margin, person, random, trail } from '../../test/crowd'

function line(from: Shape, to: Shape, bends: readonly number[], others: readonly Obstacle[], gap?: number): Curve {
  const obstacles = new Obstacles(others)
  return curveOf(from, to, route(from, to, bends, { arcs: obstacles, detours: obstacles, close: () => obstacles }), gap)
}

it('ends a line from below at the text, which would hide its arrowhead', () => {
  const at = { drawn: 'person', scale: 1 } as const
  const routes = new Routes(1)
  routes.update(
    new Map([
      ['below', { ...at, x: 20, y: 300, text: [60] }],
      ['above', { ...at, x: 0, y: 0, text: [60, 90] }],
      ['aside', { ...at, x: -300, y: 0, text: [60] }],
    ]),
  )
  const text = textUnder({ ...at, x: 0, y: 0 }, 90, 2, 0).corners.map(({ y }) => y)
  const tipOf = (from: string) => routes.curve({ from, to: 'above', bends: [0], lane: 0 }, 1).points.at(-1)
  expect(tipOf('below')?.y).toBeGreaterThan(Math.max(...text))
  expect(tipOf('below')?.y).toBeLessThan(Math.max(...text) + 5)
  expect(tipOf('aside')?.y).toBeCloseTo(0, 0) // nothing hides it
})

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
    const { path } = line(person(0, 0), { x: 200, y: 0, drawn: 'organisation', scale: 1 }, [0], [], 0)
    expect(path).toBe('M34.0,0.0 Q100.0,0.0 158.0,0.0')
  })

  it('of two in the same place is still drawn', () => {
    const { path } = line(person(5, 5), { x: 5, y: 5, drawn: 'organisation', scale: 1 }, [20], [])
    expect(path).not.toContain('NaN')
  })

  it('takes the first bend that is clear', () => {
    const other = person(200, 60)
    const bent = (bends: number[]) => line(person(0, 0), person(400, 0), bends, [outline(other)]).path
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
    const ring = Array.from({ length: 8 }, (_, i) => person(90 * Math.cos(i * 0.785), 90 * Math.sin(i * 0.785)))
    const direct = line(person(0, 0), person(600, 0), [0], []).path
    expect(
      line(
        person(0, 0),
        person(600, 0),
        [0],
        ring.map((other) => outline(other)),
      ).path,
    ).toBe(direct)
    expect(line(person(0, 0), person(600, 0), [0], [outline(person(10, 0))]).path).toBe(direct)
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

  it('has its label where nobody stands', () => {
    const others = [outline(person(200, 46))]
    const { points } = line(person(0, 0), person(400, 0), [0], [])
    const spot = (some: readonly Obstacle[]) => pointAlong(points, labelSpot(points, 0, new Obstacles(some), 12))
    expect(Math.abs(spot([]).x - 200)).toBeLessThan(1)
    expect(Math.abs(spot(others).x - 200)).toBeGreaterThan(50)
    const across = [
      { x: 200, y: -100 },
      { x: 200, y: 100 },
    ]
    const { x } = pointAlong(points, labelSpot(points, 0, new Obstacles([]), 12, across))
    expect(Math.abs(x - 200)).toBeGreaterThan(20)
  })

  it('keeps clear of what is written under somebody, but rather crosses that than somebody', () => {
    const others = (x: number, y: number) => [outline(person(x, y)), textUnder(person(x, y), 148, 2)]
    const { points } = line(person(0, 60), person(400, 60), [0], others(200, 0))
    expect(Math.max(...points.map(({ y }) => y))).toBeGreaterThan(74)
    const wall = [-4, -3, -2, -1, 0, 1, 2, 3, 4].flatMap((row) => others(200, row * 110))
    const through = trail(line(person(0, 60), person(400, 60), [0], wall).path)
    expect(Math.max(...through.map(({ y }) => Math.abs(y)))).toBeLessThan(110)
    expect(Math.min(...through.map((point) => beside(point, person(200, 0))))).toBeGreaterThan(margin)
    expect(Math.min(...through.map((point) => beside(point, person(200, 110))))).toBeGreaterThan(margin)
  })
})

interface Case {
  readonly from: Figure
  readonly to: Figure
  readonly bends: readonly number[]
  readonly lane: number
  readonly spread: number
  readonly others: readonly Figure[]
  readonly path: string
  readonly arrow: string
  readonly label: readonly [number, number]
}

interface Figure extends Shape {
  readonly text: number // how wide what is written under it is
}

it('draws lines as the engine does', () => {
  const cases = readFileSync(new URL('../../../rules/testdata/routes.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((one) => JSON.parse(one) as Case)
  expect(cases.length).toBeGreaterThan(50)
  const short = (path: string) => path.replace(/-?\d+\.\d/g, (number) => String(Number(number) + 0))
  for (const { from, to, others, bends, lane, spread, path, arrow, label } of cases) {
    const spreadBy = (by: number) =>
      new Obstacles(
        [from, to, ...others].flatMap((one) => [
          outline(one, clearance + by),
          textUnder(one, one.text, 2, textClearance + by),
        ]),
      )
    const obstacles = spreadBy(0)
    const curve = curveOf(
      from,
      to,
      route(from, to, bends, { arcs: obstacles, detours: spreadBy(spread), close: () => obstacles }),
    )
    expect(short(curve.path)).toBe(path)
    expect(short(curve.arrow)).toBe(arrow)
    const { x, y } = pointAlong(curve.points, labelSpot(curve.points, lane, obstacles, 14))
    expect([Math.round(x), Math.round(y)]).toEqual(label)
  }
})

describe('routes', () => {
  const everybody = (shapes: readonly Shape[]) =>
    new Map(shapes.map((shape, id): [string, Person] => [String(id), { ...shape, text: [66, 104] }]))
  const lines = (count: number) =>
    Array.from({ length: count }, (_, from) =>
      Array.from({ length: from }, (_, to) => ({
        from: String(from),
        to: String(to),
        bends: [0],
        lane: (from + to) % 2,
      })),
    ).flat()
  const drawn = (routes: Routes, count: number) =>
    lines(count).map((line) => {
      const curve = routes.curve(line, 1)
      return { ...curve, label: routes.label(line, curve) }
    })

  it('are what a search afresh finds, whoever is dragged about', { timeout: 60_000 }, () => {
    const [dragged, ...others] = crowd(6, 9, 190)
    if (!dragged) throw new Error('nobody is there')
    const routes = new Routes(1)
    for (let step = 0; step <= 30; step++) {
      const people = everybody([{ ...dragged, x: step * 40, y: 80 + step * 24 }, ...others])
      const fresh = new Routes(1)
      routes.update(people)
      fresh.update(people)
      expect(drawn(routes, people.size), `step ${step}`).toEqual(drawn(fresh, people.size))
    }
  })

  it('are not searched again where nobody near has moved', () => {
    const far = person(9000, 9000)
    const shapes = crowd(5, 6, 190)
    const routes = new Routes(1)
    routes.update(everybody([...shapes, far]))
    const before = lines(6).map((line) => routes.curve(line, 1))
    routes.update(everybody([...shapes, { ...far, x: 9300 }]))
    lines(6).forEach((line, index) => expect(routes.curve(line, 1)).toBe(before[index]))
  })

  it('touch nobody but their ends, however many people stand in between', { timeout: 120_000 }, () => {
    let around = 0
    for (let seed = 1; seed <= 3; seed++) {
      const shapes = crowd(seed, 150, 178, 3.4)
      const next = random(seed)
      const people = everybody(shapes)
      const routes = new Routes(1)
      routes.update(people)
      for (let tie = 0; tie < 60; tie++) {
        const [from = '', to = ''] = [0, 0].map(() => String(Math.floor(next() * shapes.length)))
        if (from === to) continue
        const lane = tie % 3
        const { path } = routes.curve({ from, to, bends: [lane * 34], lane }, 1)
        if (path.includes('L')) around++
        const points = trail(path)
        for (const [id, other] of people)
          if (id !== from && id !== to)
            expect(Math.min(...points.map((point) => beside(point, other))), `${seed}: ${path}`).toBeGreaterThan(2)
      }
    }
    expect(around).toBeGreaterThan(50)
  })

  it('pass between people who leave little room', () => {
    const wall = Array.from({ length: 41 }, (_, i) => person(200, (i - 20) * 90))
    const routes = new Routes(1)
    routes.update(everybody([person(0, 0), person(400, 20), ...wall]))
    const points = trail(routes.curve({ from: '0', to: '1', bends: [0], lane: 0 }, 1).path)
    for (const other of wall) expect(Math.min(...points.map((point) => beside(point, other)))).toBeGreaterThan(2)
    expect(Math.max(...points.map(({ y }) => Math.abs(y)))).toBeLessThan(200)
  })

  it('end at the outlines, however large these are drawn', () => {
    const [from, to] = [person(0, 0), person(300, 0)]
    const routes = new Routes(1.75)
    routes.update(everybody([from, to]))
    for (const grown of [1.4, 1.75]) {
      const { points } = routes.curve({ from: '0', to: '1', bends: [0], lane: 0 }, grown, 3)
      expect(points[0]?.x).toBeCloseTo(34 * grown + 3)
      expect(points.at(-1)?.x).toBeCloseTo(300 - 34 * grown - 3)
    }
  })
})
