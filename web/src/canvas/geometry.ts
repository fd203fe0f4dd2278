// Lines between actors: from outline to outline, and clear of everybody who is not their end. A line
// that passed behind somebody would seem to end there.

import type { At } from '../engine/wire'

export interface Shape extends At {
  readonly kind: 'member' | 'page'
  readonly scale: number
}

export interface Line {
  readonly path: string
  readonly arrow: string // a triangle at the end
  readonly points: readonly At[] // the path as straight pieces
}

// Outline is a convex polygon: its corners clockwise as seen on the screen, each with what points out of the side after it.
export interface Outline extends At {
  readonly sides: readonly (At & { readonly out: At })[]
  readonly reach: number // how far out the corners are
  readonly text: boolean // what is written under somebody, which a line may cross where there is no other way
}

export const memberRadius = 34
export const pageWidth = 84
export const pageHeight = 62
export const largeBy = 1.18

const textTop = 38 // from a shape's middle
const textHeight = 18 // of a line
const letterWidth = 7.4
const beside = 6 // a text
const widestText = 230

export const room = 16 // between a line and whoever is not its end
const turn = 32 // from a corner to where the line begins to round it
const patience = 32 // how many a way is looked for around: a crowd beyond that could not be read anyway
const touching = 0.5 // how deep in an outline a line still only follows its side

// line goes from one outline to the other, bent sideways by the first of the bends that keeps it
// clear of the others, or else by the shortest way around them. Whoever covers an end cannot be
// kept clear of, and an end that is walled in, or a whole crowd away, has no such way: its line goes
// as if nobody were there.
export function line(from: Shape, to: Shape, bends: readonly number[], others: readonly Outline[], gap = 3): Line {
  const arcs = bends.map((bend) => drawn(from, to, [bow(from, to, bend)], Infinity, gap))
  const apart = others.filter((other) => !holds(other, from) && !holds(other, to))
  const nobody = apart.filter(({ text }) => !text)
  const near = distance(from, to) * 1.4 + 160
  for (const [some, longest] of [
    [apart, near],
    [nobody, Infinity],
  ] as const) {
    const clear = arcs.find(({ points }) => !some.some((other) => hits(points, other)))
    const corners = clear ? undefined : around(from, to, some, longest)
    const found = corners ? drawn(from, to, corners, turn, gap) : clear
    if (found) return found
  }
  return arcs[0] ?? drawn(from, to, [], turn, gap)
}

// outline is what lines keep clear of: an octagon around a member, a rectangle around a Page.
export function outline({ x, y, kind, scale }: Shape, by = room): Outline {
  if (kind === 'page') return rectangle({ x, y }, (pageWidth * scale) / 2 + by, (pageHeight * scale) / 2 + by, false)
  const reach = (memberRadius * scale + by) / Math.cos(Math.PI / 8)
  const corners = [1, 3, 5, 7, 9, 11, 13, 15].map((eighth) => {
    const angle = (eighth * Math.PI) / 8
    return at(x + reach * Math.cos(angle), y + reach * Math.sin(angle))
  })
  return polygon({ x, y }, corners, reach, false)
}

// textUnder is what is written under somebody: lines of so many letters. How wide
// letters are is a guess, for lines are drawn before the text is.
export function textUnder({ x, y, scale }: Shape, lines: readonly number[]): Outline {
  const width = Math.min(Math.max(...lines) * letterWidth, widestText)
  const height = lines.length * textHeight
  return rectangle(
    at(x, y + (textTop + height / 2) * scale),
    (width / 2) * scale + beside,
    (height / 2) * scale + beside,
    true,
  )
}

function rectangle({ x, y }: At, w: number, h: number, text: boolean): Outline {
  const corners = [at(x - w, y - h), at(x + w, y - h), at(x + w, y + h), at(x - w, y + h)]
  return polygon({ x, y }, corners, distance(at(0, 0), at(w, h)), text)
}

function polygon(middle: At, corners: readonly At[], reach: number, text: boolean): Outline {
  const sides = corners.map((corner, index) => {
    const next = corners[(index + 1) % corners.length] ?? corner
    const length = distance(corner, next)
    return { ...corner, out: at((next.y - corner.y) / length, (corner.x - next.x) / length) }
  })
  return { ...middle, sides, reach, text }
}

// hits says whether a path enters an outline.
export function hits(points: readonly At[], outline: Outline): boolean {
  return points.some((point, index) => index > 0 && enters(points[index - 1] ?? point, point, outline))
}

function holds(outline: Outline, point: At): boolean {
  return enters(point, point, outline)
}

// enters clips the piece from a to b by each side of the outline: what is left over is inside.
function enters(a: At, b: At, outline: Outline): boolean {
  if (distanceTo(outline, a, b) > outline.reach) return false
  let first = 0
  let last = 1
  for (const { x, y, out } of outline.sides) {
    const start = (a.x - x) * out.x + (a.y - y) * out.y + touching
    const along = (b.x - a.x) * out.x + (b.y - a.y) * out.y
    if (Math.abs(along) < 1e-9) {
      if (start >= 0) return false
    } else if (along > 0) last = Math.min(last, -start / along)
    else first = Math.max(first, -start / along)
  }
  return last > first
}

// around has the corners of the shortest way. It is looked for around those who are met, then around
// those who are met on that way as well, until nobody is.
function around(from: Shape, to: Shape, others: readonly Outline[], longest: number): At[] | undefined {
  const ends = [outline(from, 0), outline(to, 0)]
  const met = new Set<Outline>()
  for (let way: At[] | undefined = [from, to]; way; way = shortest(from, to, [...met], ends, longest)) {
    const points = way
    const more = others.filter((other) => !met.has(other) && hits(points, other))
    if (more.length === 0) return way.slice(1, -1)
    for (const other of more) met.add(other)
    if (met.size > patience) return undefined
  }
  return undefined
}

// Stop is a place where a way may turn: a corner, with the two beside it.
interface Stop {
  readonly at: At
  readonly beside: readonly At[]
  length: number
  before?: Stop
}

// shortest is the way that A* finds over those corners that lie in the open.
function shortest(
  from: At,
  to: At,
  others: readonly Outline[],
  ends: readonly Outline[],
  longest: number,
): At[] | undefined {
  const inside = [...others, ...ends]
  const corners = others.flatMap(({ sides }) =>
    sides.flatMap((at, index): Stop[] => {
      const beside = [sides.at(index - 1) ?? at, sides[(index + 1) % sides.length] ?? at]
      return inside.some((other) => holds(other, at)) ? [] : [{ at, beside, length: Infinity }]
    }),
  )
  const goal: Stop = { at: to, beside: [], length: Infinity }
  const open = new Set<Stop>([{ at: from, beside: [], length: 0 }, ...corners, goal])
  for (;;) {
    let stop = goal
    for (const next of open) if (next.length + distance(next.at, to) < stop.length + distance(stop.at, to)) stop = next
    if (stop === goal) return goal.before && trace(goal)
    if (stop.length + distance(stop.at, to) > longest) return undefined
    open.delete(stop)
    for (const next of open) {
      const length = stop.length + distance(stop.at, next.at)
      if (length >= next.length || !taut(stop, next) || !taut(next, stop)) continue
      if (others.some((other) => enters(stop.at, next.at, other))) continue
      next.length = length
      next.before = stop
    }
  }
}

// taut says whether a way to or from another stop can turn here: it touches the outline and does not cut it.
function taut({ at, beside }: Stop, other: Stop): boolean {
  const [one = 0, two = 0] = beside.map(
    (next) => (other.at.x - at.x) * (next.y - at.y) - (other.at.y - at.y) * (next.x - at.x),
  )
  return one * two >= -1e-6
}

function trace({ at, before }: Stop): At[] {
  return [...(before ? trace(before) : []), at]
}

// bow is the control point of an arc.
function bow(from: At, to: At, bend: number): At {
  const length = distance(from, to) || 1
  const aside = bend / length
  return at((from.x + to.x) / 2 - (to.y - from.y) * aside, (from.y + to.y) / 2 + (to.x - from.x) * aside)
}

// drawn goes from outline to outline by way of corners, which it rounds: by one corner and with
// turns as long as they can be, it is an arc.
function drawn(from: Shape, to: Shape, corners: readonly At[], turn: number, gap: number): Line {
  const start = edge(from, corners[0] ?? to, gap)
  const end = edge(to, corners.at(-1) ?? from, gap)
  const points = [start]
  let path = `M${text(start)}`
  corners.forEach((corner, index) => {
    const [before, after] = [corners[index - 1], corners[index + 1]]
    const enter = before ? toward(corner, before, turn, 2) : toward(corner, start, turn)
    const leave = after ? toward(corner, after, turn, 2) : toward(corner, end, turn)
    if (text(enter) !== text(points.at(-1) ?? start)) path += ` L${text(enter)}`
    path += ` Q${text(corner)} ${text(leave)}`
    points.push(enter, ...arc(enter, corner, leave))
  })
  if (text(end) !== text(points.at(-1) ?? start)) path += ` L${text(end)}`
  return { path, arrow: arrowhead(corners.at(-1) ?? from, end), points: [...points, end] }
}

// spot is where along a line a word has room: near the middle, and not under somebody.
export function spot({ points }: Line, others: readonly Outline[], wide = 12): At {
  const spots = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].map((part) => along(points, part))
  const free = (at: At) => others.every((other) => distance(at, other) > other.reach + wide)
  return spots.find(free) ?? along(points, 0.5)
}

function along(points: readonly At[], part: number): At {
  const lengths = points.map((point, index) => distance(points[index - 1] ?? point, point))
  let left = part * lengths.reduce((sum, length) => sum + length, 0)
  for (const [index, length] of lengths.entries()) {
    const point = points[index]
    const before = points[index - 1]
    if (point && before && length >= left) return toward(before, point, left)
    left -= length
  }
  return points.at(-1) ?? { x: 0, y: 0 }
}

// toward is a turn's length from a corner, but not past the next one's share of the way.
function toward(corner: At, next: At, turn: number, share = 1): At {
  const length = distance(corner, next) || 1
  const part = Math.min(turn / length, 1 / share)
  return at(corner.x + (next.x - corner.x) * part, corner.y + (next.y - corner.y) * part)
}

// arc has the points of a quadratic curve after its first, each less than a pixel from the curve.
function arc(start: At, control: At, end: At): At[] {
  const high = distanceTo(control, start, end)
  const count = Math.ceil(Math.sqrt(high)) || 1
  return Array.from({ length: count }, (_, index) => {
    const t = (index + 1) / count
    const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t]
    return at(a * start.x + b * control.x + c * end.x, a * start.y + b * control.y + c * end.y)
  })
}

// edge is where the way from a shape's middle towards a point leaves the shape.
function edge(shape: Shape, towards: At, gap: number): At {
  const dx = towards.x - shape.x
  const dy = towards.y - shape.y
  const length = Math.hypot(dx, dy) || 1
  const { scale } = shape
  const out =
    shape.kind === 'member'
      ? memberRadius * scale
      : Math.min(
          (pageWidth * scale * length) / 2 / Math.abs(dx || 1e-9),
          (pageHeight * scale * length) / 2 / Math.abs(dy || 1e-9),
        )
  const reach = (out + gap) / length
  return at(shape.x + dx * reach, shape.y + dy * reach)
}

function arrowhead(from: At, tip: At): string {
  const length = distance(from, tip) || 1
  const ux = (tip.x - from.x) / length
  const uy = (tip.y - from.y) / length
  const back = at(tip.x - ux * 10, tip.y - uy * 10)
  const left = at(back.x - uy * 4.5, back.y + ux * 4.5)
  const right = at(back.x + uy * 4.5, back.y - ux * 4.5)
  return `M${text(tip)} L${text(left)} L${text(right)} Z`
}

function at(x: number, y: number): At {
  return { x, y }
}

function text({ x, y }: At): string {
  return `${x.toFixed(1)},${y.toFixed(1)}`
}

// distance is Math.hypot several times as fast, for lines are drawn anew at every step of a drag.
function distance(a: At, b: At): number {
  const dx = a.x - b.x
  const dy = a.y - b.y
  return Math.sqrt(dx * dx + dy * dy)
}

// distanceTo is how far a point is from the piece between two others.
export function distanceTo(point: At, a: At, b: At): number {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const part = ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy || 1)
  const nearest = Math.min(Math.max(part, 0), 1)
  return distance(point, at(a.x + nearest * dx, a.y + nearest * dy))
}
