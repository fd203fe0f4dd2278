// Routes that keep clear of everybody who is not one of their two ends: a line that passed behind
// somebody would seem to end there. The engine's pictures have the same routes (rules/drawing/route.go) where few are in
// the way, and the cases in rules/testdata/routes.jsonl hold the two together.

import type { At } from '../engine/wire'
import {
  cardHeight,
  cardWidth,
  curveOf,
  discRadius,
  distance,
  distanceToSegment,
  pointAlong,
  type Route,
  type Shape,
} from './geometry'
import { tautened, walk } from './walk'

// Obstacle is a convex polygon that routes do not enter.
export interface Obstacle extends At {
  readonly corners: readonly Corner[] // clockwise on the screen
  readonly radius: number // of the circle around it
  readonly of: At // the shape that it belongs to
  readonly soft: boolean // a text: crossed where there is no other way
}

interface Corner extends At {
  readonly normal: At // outward, of the edge from here to the next corner
}

export interface Routed extends Route {
  readonly tried: readonly Path[] // every path that was tested on the way to this one
  readonly walled: boolean // there is no way: it goes as if nobody were there
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

// Path is straight segments with their bounding box.
export interface Path extends Box {
  readonly points: readonly At[]
}

const textTop = 38 // from a shape's centre
const textHeight = 18 // of a line
export const textClearance = 6

export const clearance = 16 // of a route from whoever is not its end
const rounding = 32
const mostObstacles = 16 // that the shortest detour is searched around: around more, it takes too long to find
const mostInLine = 6 // that a straight line may meet, for the same reason
export const leastClearance = 8 // where people stand close, or many are in the way
const stepLength = 12 // of a walk: too short to cut off more of a clearance than a sliver
const tolerance = 0.5 // a path this deep in an obstacle only follows its edge

const cellSize = 256

// Obstacles is a spatial index: a grid of cells, each with the obstacles that reach into it.
export class Obstacles {
  readonly #cells = new Map<number, Obstacle[]>()
  readonly #all: readonly Obstacle[]

  constructor(all: readonly Obstacle[]) {
    this.#all = all
    for (const obstacle of all) {
      for (const key of cellsOf(around(obstacle, obstacle.radius))) {
        const cell = this.#cells.get(key)
        if (cell) cell.push(obstacle)
        else this.#cells.set(key, [obstacle])
      }
    }
  }

  // near has every obstacle that reaches into a box, and some that do not.
  near(box: Box): Iterable<Obstacle> {
    const cells = cellsOf(box, this.#cells.size)
    return cells.length === 0 ? this.#all : new Set(cells.flatMap((key) => this.#cells.get(key) ?? []))
  }

  // over has every obstacle that a point is in.
  over(point: At): Obstacle[] {
    const [key = 0] = cellsOf(around(point, 0))
    return (this.#cells.get(key) ?? []).filter((obstacle) => contains(obstacle, point))
  }
}

// cellsOf lists the cells of a box, or none if they are more than the most.
function cellsOf({ left, top, right, bottom }: Box, most = Infinity): number[] {
  const [x, y] = [Math.floor(left / cellSize), Math.floor(top / cellSize)]
  const width = Math.floor(right / cellSize) - x + 1
  const height = Math.floor(bottom / cellSize) - y + 1
  if (width * height > most) return []
  return Array.from(
    { length: width * height },
    (_, index) => (x + (index % width)) * 2 ** 24 + y + Math.floor(index / width),
  )
}

// Rooms are the obstacles that a route is to be clear of.
export interface Rooms {
  readonly arcs: Obstacles
  readonly detours: Obstacles // may be wider, so that detours around the same people lie apart
  readonly close: () => Obstacles // as small as they may be, for where people stand close
}

// route is the first of the arcs that meets no obstacle, or else the shortest way around all that are met. An arc is
// given by its bend: how far its control point is beside the middle. Texts are crossed rather than gone around by
// far. Where many are in the way, or they stand close, it is a walk around them that need not be the shortest.
//
// Whoever stands over the middle of an end is ignored, and so no line is clear of them. Between two of whom one is walled
// in by people who touch, there is no way: the route is the first arc, as if nobody were there.
export function route(from: Shape, to: Shape, bends: readonly number[], { arcs, detours, close }: Rooms): Routed {
  const bent = bends.map((bend) => {
    const arc = { controls: [controlOf(from, to, bend)], rounding: Infinity }
    return { ...arc, path: pathOf(curveOf(from, to, arc).points) }
  })
  const tried = [pathOf([from, to]), ...bent.map(({ path }) => path)]
  const ignored = (obstacle: Obstacle) =>
    [from, to].some((end) => distance(obstacle.of, end) === 0 || contains(obstacle, end))
  const met = (path: Path, among: Obstacles, texts: boolean) =>
    [...among.near(path)].filter((one) => (texts || !one.soft) && hits(path, one) && !ignored(one))
  const found = (controls: readonly At[], rounding: number): Routed => ({ controls, rounding, tried, walled: false })

  for (const { texts, longest } of [
    { texts: true, longest: distance(from, to) * 1.4 + 160 },
    { texts: false, longest: Infinity },
  ]) {
    const free = bent.find(({ path }) => met(path, arcs, texts).length === 0)
    if (free) return found(free.controls, free.rounding)
    const controls = detour(from, to, longest, (path) => met(path, detours, texts), tried)
    if (controls) return found(controls, rounding)
  }
  const obstacles = close()
  const clear = (a: At, b: At) => met(pathOf([a, b]), obstacles, false).length === 0
  const occupied = (at: At) => obstacles.over(at).some((one) => !one.soft && !ignored(one))
  const steps = walk(from, to, stepLength, occupied)
  if (steps) {
    const controls = tautened(steps, clear).slice(1, -1)
    tried.push(pathOf([from, ...controls, to]))
    return found(controls, leastClearance)
  }
  return { controls: bent[0]?.controls ?? [], rounding: Infinity, tried, walled: true }
}

// controlOf is the control point of an arc with a bend.
function controlOf(from: At, to: At, bend: number): At {
  const aside = bend / (distance(from, to) || 1)
  return { x: (from.x + to.x) / 2 - (to.y - from.y) * aside, y: (from.y + to.y) / 2 + (to.x - from.x) * aside }
}

// outline is the obstacle of a shape: an octagon around a disc, a rectangle around a card.
export function outline({ x, y, drawn, scale }: Shape, margin = clearance): Obstacle {
  const of = { x, y }
  if (drawn === 'organisation') {
    const corners = rectangle(of, (cardWidth * scale) / 2 + margin, (cardHeight * scale) / 2 + margin)
    return obstacle(of, corners, of, false)
  }
  const radius = (discRadius * scale + margin) / Math.cos(Math.PI / 8)
  const corners = [1, 3, 5, 7, 9, 11, 13, 15].map((sixteenth) => {
    const angle = (sixteenth * Math.PI) / 8
    return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) }
  })
  return obstacle(of, corners, of, false)
}

// textUnder is the obstacle of the lines of text under a shape.
export function textUnder(
  { x, y, scale }: Shape,
  width: number,
  lines: number,
  margin: number = textClearance,
): Obstacle {
  const height = lines * textHeight
  const centre = { x, y: y + (textTop + height / 2) * scale }
  const corners = rectangle(centre, (width / 2) * scale + margin, (height / 2) * scale + margin)
  return obstacle(centre, corners, { x, y }, true)
}

function rectangle({ x, y }: At, w: number, h: number): At[] {
  return [
    { x: x - w, y: y - h },
    { x: x + w, y: y - h },
    { x: x + w, y: y + h },
    { x: x - w, y: y + h },
  ]
}

function obstacle(centre: At, points: readonly At[], of: At, soft: boolean): Obstacle {
  const corners = points.map((point, index) => {
    const next = points[(index + 1) % points.length] ?? point
    const length = distance(point, next)
    return { ...point, normal: { x: (next.y - point.y) / length, y: (point.x - next.x) / length } }
  })
  return { ...centre, corners, radius: Math.max(...points.map((point) => distance(centre, point))), of, soft }
}

export function pathOf(points: readonly At[]): Path {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  return { points, left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) }
}

// passes says whether a path comes nearer to a point than some distance.
export function passes(path: Path, point: At, within: number): boolean {
  return mayPass(path, point, within) && segments(path, (a, b) => distanceToSegment(point, a, b) < within)
}

// hits is the hit test of a path and an obstacle.
export function hits(path: Path, obstacle: Obstacle): boolean {
  return mayPass(path, obstacle, obstacle.radius) && segments(path, (a, b) => enters(a, b, obstacle))
}

function mayPass({ left, top, right, bottom }: Path, { x, y }: At, within: number): boolean {
  return x + within > left && x - within < right && y + within > top && y - within < bottom
}

function segments({ points }: Path, found: (a: At, b: At) => boolean): boolean {
  let before: At | undefined
  for (const point of points) {
    if (before && found(before, point)) return true
    before = point
  }
  return false
}

function around({ x, y }: At, by: number): Box {
  return { left: x - by, top: y - by, right: x + by, bottom: y + by }
}

function contains(obstacle: Obstacle, point: At): boolean {
  return enters(point, point, obstacle)
}

// enters clips a segment by each edge of a convex polygon (Cyrus and Beck): what is left over is inside.
function enters(a: At, b: At, obstacle: Obstacle): boolean {
  if (distanceToSegment(obstacle, a, b) > obstacle.radius) return false
  let first = 0
  let last = 1
  for (const { x, y, normal } of obstacle.corners) {
    const start = (a.x - x) * normal.x + (a.y - y) * normal.y + tolerance
    const along = (b.x - a.x) * normal.x + (b.y - a.y) * normal.y
    if (Math.abs(along) < 1e-9) {
      if (start >= 0) return false
    } else if (along > 0) last = Math.min(last, -start / along)
    else first = Math.max(first, -start / along)
  }
  return last > first
}

// detour has the corners of the shortest way. It is searched around the obstacles that the straight line meets, then
// around those as well that this way meets, until it meets none.
function detour(
  from: Shape,
  to: Shape,
  longest: number,
  met: (path: Path) => Obstacle[],
  tried: Path[],
): At[] | undefined {
  const ends = [outline(from, 0), outline(to, 0)]
  const known = new Set<Obstacle>()
  for (let way: At[] | undefined = [from, to]; way; way = shortest(from, to, [...known], ends, longest)) {
    const path = pathOf(way)
    tried.push(path)
    const more = met(path).filter((obstacle) => !known.has(obstacle))
    if (more.length === 0) return way.slice(1, -1)
    for (const obstacle of more) known.add(obstacle)
    if (known.size > (way.length === 2 ? mostInLine : mostObstacles)) return undefined
  }
  return undefined
}

// Vertex is one of the visibility graph: an end, or a corner of an obstacle with the two corners beside it.
interface Vertex {
  readonly at: At
  readonly left: At
  readonly right: At
  length: number // of the shortest way to here that is known
  before?: Vertex
}

// shortest searches the visibility graph of the obstacles by A*. Corners inside an obstacle or an end are no vertices.
function shortest(
  from: At,
  to: At,
  obstacles: readonly Obstacle[],
  ends: readonly Obstacle[],
  longest: number,
): At[] | undefined {
  const solid = [...obstacles, ...ends]
  const vertices = obstacles.flatMap(({ corners }) =>
    corners.flatMap((at, index): Vertex[] => {
      const [left, right] = [corners.at(index - 1) ?? at, corners[(index + 1) % corners.length] ?? at]
      return solid.some((obstacle) => contains(obstacle, at)) ? [] : [{ at, left, right, length: Infinity }]
    }),
  )
  const goal: Vertex = { at: to, left: to, right: to, length: Infinity }
  const open = new Set<Vertex>([{ at: from, left: from, right: from, length: 0 }, ...vertices, goal])
  for (;;) {
    let vertex = goal
    let least = goal.length
    for (const next of open) {
      const estimate = next.length + distance(next.at, to)
      if (estimate < least) [vertex, least] = [next, estimate]
    }
    if (vertex === goal) return goal.before && trace(goal)
    if (least > longest) return undefined
    open.delete(vertex)
    for (const next of open) {
      const length = vertex.length + distance(vertex.at, next.at)
      if (length >= next.length || !tangent(vertex, next) || !tangent(next, vertex)) continue
      if (obstacles.some((obstacle) => enters(vertex.at, next.at, obstacle))) continue
      next.length = length
      next.before = vertex
    }
  }
}

// tangent says whether the segment to or from another vertex touches the obstacle here without cutting it: a shortest
// way turns nowhere else.
function tangent({ at, left, right }: Vertex, other: Vertex): boolean {
  return side(at, other.at, left) * side(at, other.at, right) >= -1e-6
}

// side is on which side of the line through two points a third lies (their cross product).
function side(a: At, b: At, { x, y }: At): number {
  return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)
}

function trace({ at, before }: Vertex): At[] {
  return [...(before ? trace(before) : []), at]
}

// labelSpot is how far along a path a label is clear of the obstacles, near the middle. Labels of a pair's lines, which
// lie side by side, begin at different parts. No label stands under the line that is drawn on top.
export function labelSpot(
  points: readonly At[],
  lane: number,
  obstacles: Obstacles,
  margin: number,
  top: readonly At[] = [],
): number {
  const first = [0.5, 0.38, 0.62][lane % 3] ?? 0.5
  const path = pathOf(points)
  const near = [
    ...obstacles.near({
      left: path.left - margin,
      top: path.top - margin,
      right: path.right + margin,
      bottom: path.bottom + margin,
    }),
  ]
  const over = pathOf(top)
  const clear = (at: At) =>
    near.every((obstacle) => distance(at, obstacle) > obstacle.radius + margin) && !passes(over, at, 2 * margin)
  return [first, 0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].find((part) => clear(pointAlong(points, part))) ?? first
}
