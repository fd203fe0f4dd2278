// The routes of the open network at one level of detail, memoised: only those are searched again that
// somebody who has moved may change. So a drag keeps up with the pointer in a large network too.

import type { At } from '../engine/wire'
import { curveOf, pointAlong, type Curve, type Shape } from './geometry'
import {
  clearance,
  labelSpot,
  outline,
  passes,
  route,
  textClearance,
  textUnder,
  leastClearance,
  Obstacles,
  type Obstacle,
  type Routed,
} from './routing'

// Person is a shape with the width of each line of text under it.
export interface Person extends Shape {
  readonly text: readonly number[]
}

// Line is one of a pair's lines: the lane says how many the pair has before it.
export interface Line {
  readonly from: string
  readonly to: string
  readonly bends: readonly number[]
  readonly lane: number
}

interface Plan {
  readonly line: Line
  readonly routed: Routed
  label?: { readonly part: number; readonly top: Curve | undefined } // how far along it stands
  drawn?: { readonly grown: number; readonly curve: Curve }
}

const laneWidth = 12 // between two lines of a pair around the same obstacle
const strandWidth = 5 // between those of different pairs
const labelMargin = 14

export class Routes {
  readonly #grown: number
  #people: ReadonlyMap<string, Person> = new Map()
  readonly #obstacles = new Map<number, Obstacles>() // by spread
  #close: Obstacles | undefined
  readonly #plans = new Map<string, Plan>()

  // Shapes may be drawn up to so much larger than they are.
  constructor(grown: number) {
    this.#grown = grown
  }

  update(people: ReadonlyMap<string, Person>): void {
    const ids = new Set([...this.#people.keys(), ...people.keys()])
    const changed = new Set([...ids].filter((id) => !same(this.#people.get(id), people.get(id))))
    if (changed.size === 0) return
    const moved = [this.#people, people].flatMap((some) =>
      [...changed].flatMap((id) => this.#obstaclesOf(some.get(id), 0)),
    )
    for (const [key, { line, routed }] of this.#plans) {
      // Obstacles that are near none of the paths that were tried had no say in the route, nor in its label's place.
      const margin = labelMargin * this.#grown + spreadOf(line) * 1.5
      const near = (obstacle: Obstacle) => routed.tried.some((path) => passes(path, obstacle, obstacle.radius + margin))
      const touched = routed.walled || changed.has(line.from) || changed.has(line.to)
      if (touched || moved.some(near)) this.#plans.delete(key)
    }
    this.#obstacles.clear()
    this.#close = undefined
    this.#people = people
  }

  // curve draws a line between shapes that are so much larger than they are.
  curve(line: Line, grown: number, gap?: number): Curve {
    const plan = this.#planOf(line)
    if (plan.drawn?.grown === grown) return plan.drawn.curve
    const [from, to] = [this.#shape(line.from, grown), this.#shape(line.to, grown)]
    const curve = curveOf(from, to, plan.routed, gap, this.#textOf(line.to, to))
    plan.drawn = { grown, curve }
    return curve
  }

  // label is where on its curve a line's label has room, and is not under the curve that is drawn on top.
  label(line: Line, { points }: Curve, top?: Curve): At {
    const plan = this.#planOf(line)
    if (!plan.label || plan.label.top !== top) {
      const part = labelSpot(points, line.lane, this.#spread(0), labelMargin * this.#grown, top?.points)
      plan.label = { part, top }
    }
    return pointAlong(points, plan.label.part)
  }

  #planOf(line: Line): Plan {
    const { from, to, bends, lane } = line
    const key = `${from} ${to} ${bends.join(' ')} ${lane}`
    let plan = this.#plans.get(key)
    if (!plan) {
      const [start, end] = [this.#shape(from, this.#grown), this.#shape(to, this.#grown)]
      const rooms = {
        arcs: this.#spread(0),
        detours: this.#spread(spreadOf(line)),
        close: () => (this.#close ??= this.#around(leastClearance - clearance)),
      }
      plan = { line, routed: route(start, end, bends, rooms) }
      this.#plans.set(key, plan)
    }
    return plan
  }

  #spread(spread: number): Obstacles {
    const known = this.#obstacles.get(spread)
    if (known) return known
    const obstacles = this.#around(spread)
    this.#obstacles.set(spread, obstacles)
    return obstacles
  }

  #around(spread: number): Obstacles {
    return new Obstacles([...this.#people.values()].flatMap((person) => this.#obstaclesOf(person, spread)))
  }

  #obstaclesOf(person: Person | undefined, spread: number): readonly Obstacle[] {
    if (!person) return []
    const shape = { ...person, scale: person.scale * this.#grown }
    const disc = outline(shape, clearance + spread)
    if (person.text.length === 0) return [disc]
    return [disc, textUnder(shape, Math.max(...person.text), person.text.length, textClearance + spread)]
  }

  #textOf(id: string, shape: Shape): readonly At[] {
    const { text } = this.#people.get(id) ?? { text: [] }
    return text.length > 0 ? textUnder(shape, Math.max(...text), text.length, 1).corners : []
  }

  #shape(id: string, grown: number): Shape {
    const { x, y, drawn, scale } = this.#people.get(id) ?? { x: 0, y: 0, drawn: 'person', scale: 1 }
    return { x, y, drawn, scale: scale * grown }
  }
}

// spreadOf is how much further out than others a line's detour goes. Pairs are told apart by their ids, so that a line
// stays where it is when another one comes.
function spreadOf({ from, to, lane }: Line): number {
  const sum = [...(from + to)].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
  return lane * laneWidth + (sum % 3) * strandWidth
}

function same(a?: Person, b?: Person): boolean {
  return (
    a?.x === b?.x &&
    a?.y === b?.y &&
    a?.drawn === b?.drawn &&
    a?.scale === b?.scale &&
    a?.text.join(' ') === b?.text.join(' ')
  )
}
