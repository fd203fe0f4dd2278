// A walk over a grid, for lines with so many in the way that the shortest way around them takes too long to find.

import { distance } from './geometry'
import type { At } from '../engine/wire'

const sides = [
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
] as const
const mostSteps = 6_000 // who is not reached by then counts as walled in

const haste = 1.4 // how much more what is left weighs than what is walked: a little longer walks are found far sooner

interface Step extends At {
  readonly column: number
  readonly row: number
  readonly length: number // of the walk to here
  readonly estimate: number // of the whole walk
  readonly before: Step | undefined
}

// walk finds a short walk in steps along a grid that meets nothing (A*), undefined where there is none.
export function walk(from: At, to: At, step: number, occupied: (at: At) => boolean): At[] | undefined {
  const stepAt = (column: number, row: number, length: number, before?: Step): Step => {
    const at = { x: from.x + column * step, y: from.y + row * step }
    return { ...at, column, row, length, estimate: length + haste * distance(at, to), before }
  }
  const keyOf = ({ column, row }: Step) => column * 2 ** 20 + row
  const open = new Heap()
  const best = new Map<number, number>()
  const done = new Set<number>()
  open.push(stepAt(0, 0, 0))
  while (done.size < mostSteps) {
    const here = open.pop()
    if (!here) return undefined
    if (done.has(keyOf(here))) continue
    done.add(keyOf(here))
    if (distance(here, to) < step) return [...trace(here), to]
    for (const [x, y] of sides) {
      const length = here.length + step * (x && y ? Math.SQRT2 : 1)
      const next = stepAt(here.column + x, here.row + y, length, here)
      const key = keyOf(next)
      if (length >= (best.get(key) ?? Infinity)) continue
      const wall = !best.has(key) && occupied(next)
      best.set(key, wall ? 0 : length)
      if (!wall) open.push(next)
    }
  }
  return undefined
}

function trace({ x, y, before }: Step): At[] {
  const points = [{ x, y }]
  for (let step = before; step; step = step.before) points.push({ x: step.x, y: step.y })
  return points.reverse()
}

// tautened leaves out the points of a walk that it can do without.
export function tautened(walk: readonly At[], clear: (a: At, b: At) => boolean): At[] {
  const [first] = walk
  if (!first) return []
  const points = [first]
  let from = first
  walk.forEach((point, index) => {
    const next = walk[index + 1]
    if (index === 0 || (next && clear(from, next))) return
    points.push(point)
    from = point
  })
  return points
}

// Heap is a binary heap of steps: the one with the least estimate comes out first.
class Heap {
  readonly #steps: Step[] = []

  push(step: Step): void {
    let at = this.#steps.push(step) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (this.#estimate(parent) <= step.estimate) break
      this.#move(parent, at)
      at = parent
    }
    this.#steps[at] = step
  }

  pop(): Step | undefined {
    const [first] = this.#steps
    const last = this.#steps.pop()
    if (!first || !last || this.#steps.length === 0) return first
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      const child = this.#estimate(left + 1) < this.#estimate(left) ? left + 1 : left
      if (this.#estimate(child) >= last.estimate) break
      this.#move(child, at)
      at = child
    }
    this.#steps[at] = last
    return first
  }

  #estimate(at: number): number {
    return this.#steps[at]?.estimate ?? Infinity
  }

  #move(from: number, to: number): void {
    const step = this.#steps[from]
    if (step) this.#steps[to] = step
  }
}
