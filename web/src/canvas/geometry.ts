// Shapes on the canvas, and the curves between them.

import type { At, Kind } from '../engine/wire'

export interface Shape extends At {
  readonly drawn: Kind['drawn']
  readonly scale: number
}

// Route is a way from one shape to another: the control points where it bends. A bend starts so far
// before its control point; with Infinity, one bend makes the whole route an arc.
export interface Route {
  readonly controls: readonly At[]
  readonly rounding: number
}

export interface Curve {
  readonly path: string // SVG
  readonly arrow: string // SVG: a triangle at the end
  readonly points: readonly At[] // the path as straight segments
}

export const discRadius = 34 // of a person
export const cardWidth = 84 // of an organisation
export const cardHeight = 62
const arrowLength = 10
export const largeBy = 1.18 // who looks is drawn larger

// widthOf guesses how wide a text is: routes and places are found before it is rendered.
export function widthOf(text: string, widest: number): number {
  return Math.min(text.length * 7.4, widest)
}

// curveOf draws a route from outline to outline; where it comes from below, to the text under the shape, which would hide its end.
export function curveOf(
  from: Shape,
  to: Shape,
  { controls, rounding }: Route,
  gap = 3,
  under: readonly At[] = [], // the corners of that text
): Curve {
  const start = edge(from, controls[0] ?? to, gap)
  const end = before(under, edge(to, controls.at(-1) ?? from, gap), controls.at(-1) ?? start)
  const points = [start]
  let path = `M${text(start)}`
  const lineTo = (point: At) => {
    if (text(point) !== text(points.at(-1) ?? start)) path += ` L${text(point)}`
  }
  controls.forEach((control, index) => {
    const [before, after] = [controls[index - 1], controls[index + 1]]
    // Two bends share the segment between them.
    const enter = toward(
      control,
      before ?? start,
      before ? Math.min(rounding, distance(control, before) / 2) : rounding,
    )
    const leave = toward(control, after ?? end, after ? Math.min(rounding, distance(control, after) / 2) : rounding)
    lineTo(enter)
    path += ` Q${text(control)} ${text(leave)}`
    points.push(enter, ...flattened(enter, control, leave))
  })
  lineTo(end)
  points.push(end)
  return { path, arrow: arrowhead(controls.at(-1) ?? from, end), points }
}

// pointAlong is the point of a path after some part of its length.
export function pointAlong(points: readonly At[], part: number): At {
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

// toward is so far from one point towards another, but not past it.
function toward(from: At, to: At, by: number): At {
  const part = Math.min(by / (distance(from, to) || 1), 1)
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
}

// flattened has the points of a quadratic Bézier curve after its first, close enough that no segment is a pixel off.
function flattened(start: At, control: At, end: At): At[] {
  const count = Math.ceil(Math.sqrt(distanceToSegment(control, start, end))) || 1
  return Array.from({ length: count }, (_, index) => {
    const t = (index + 1) / count
    const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t]
    return { x: a * start.x + b * control.x + c * end.x, y: a * start.y + b * control.y + c * end.y }
  })
}

// edge is where a ray from a shape's centre leaves the shape.
function edge(shape: Shape, towards: At, gap: number): At {
  const dx = towards.x - shape.x
  const dy = towards.y - shape.y
  const length = Math.hypot(dx, dy) || 1
  const { scale } = shape
  const out =
    shape.drawn === 'person'
      ? discRadius * scale
      : Math.min(
          (cardWidth * scale * length) / 2 / Math.abs(dx || 1e-9),
          (cardHeight * scale * length) / 2 / Math.abs(dy || 1e-9),
        )
  const part = (out + gap) / length
  return { x: shape.x + dx * part, y: shape.y + dy * part }
}

// before is where a line that ends behind a box is seen last: the end itself where the box hides nothing of it.
function before(corners: readonly At[], end: At, towards: At): At {
  const [left, right] = [Math.min(...corners.map(({ x }) => x)), Math.max(...corners.map(({ x }) => x))]
  const [top, bottom] = [Math.min(...corners.map(({ y }) => y)), Math.max(...corners.map(({ y }) => y))]
  const length = distance(end, towards) || 1
  const [ux, uy] = [(towards.x - end.x) / length, (towards.y - end.y) / length]
  const [enterX, leaveX] = span(end.x, ux, left, right)
  const [enterY, leaveY] = span(end.y, uy, top, bottom)
  const [enter, leave] = [Math.max(enterX, enterY, 0), Math.min(leaveX, leaveY)]
  const hidden = enter < leave && enter < arrowLength && leave + arrowLength < length
  return hidden ? toward(end, towards, leave) : end
}

// span is how far along a direction a line is between two bounds.
function span(at: number, direction: number, least: number, most: number): readonly [number, number] {
  if (direction === 0) return at > least && at < most ? [-Infinity, Infinity] : [Infinity, -Infinity]
  const [a, b] = [(least - at) / direction, (most - at) / direction]
  return a < b ? [a, b] : [b, a]
}

function arrowhead(from: At, tip: At): string {
  const length = distance(from, tip) || 1
  const ux = (tip.x - from.x) / length
  const uy = (tip.y - from.y) / length
  const back = { x: tip.x - ux * arrowLength, y: tip.y - uy * arrowLength }
  const left = { x: back.x - uy * 4.5, y: back.y + ux * 4.5 }
  const right = { x: back.x + uy * 4.5, y: back.y - ux * 4.5 }
  return `M${text(tip)} L${text(left)} L${text(right)} Z`
}

function text({ x, y }: At): string {
  return `${x.toFixed(1)},${y.toFixed(1)}`
}

// distance is several times as fast as Math.hypot; routing calls it in its inner loop.
export function distance(a: At, b: At): number {
  const dx = a.x - b.x
  const dy = a.y - b.y
  return Math.sqrt(dx * dx + dy * dy)
}

export function distanceToSegment(point: At, a: At, b: At): number {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const part = ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy || 1)
  const nearest = part < 0 ? 0 : part > 1 ? 1 : part
  const ox = point.x - a.x - nearest * dx
  const oy = point.y - a.y - nearest * dy
  return Math.sqrt(ox * ox + oy * oy)
}
