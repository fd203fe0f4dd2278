// Lines between actors: they start and end at the outline, not at the middle.

import type { At } from '../engine/wire'

export interface Shape extends At {
  readonly kind: 'member' | 'page'
  readonly scale: number
}

export interface Line {
  readonly path: string
  readonly arrow: string // a triangle at the end
  readonly middle: At
}

export const memberRadius = 34
export const pageWidth = 84
export const pageHeight = 62
export const largeBy = 1.18

// line goes from one outline to the other, bent sideways by bend pixels.
export function line(from: Shape, to: Shape, bend: number, gap = 3): Line {
  const dx = to.x - from.x
  const dy = to.y - from.y
  const length = Math.hypot(dx, dy) || 1
  const control = {
    x: (from.x + to.x) / 2 - (dy / length) * bend,
    y: (from.y + to.y) / 2 + (dx / length) * bend,
  }
  const start = edge(from, control, gap)
  const end = edge(to, control, gap)
  const middle = {
    x: start.x / 4 + control.x / 2 + end.x / 4,
    y: start.y / 4 + control.y / 2 + end.y / 4,
  }
  return {
    path: `M${point(start)} Q${point(control)} ${point(end)}`,
    arrow: arrowhead(control, end),
    middle,
  }
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
  return { x: shape.x + dx * reach, y: shape.y + dy * reach }
}

function arrowhead(from: At, tip: At): string {
  const length = Math.hypot(tip.x - from.x, tip.y - from.y) || 1
  const ux = (tip.x - from.x) / length
  const uy = (tip.y - from.y) / length
  const back = { x: tip.x - ux * 10, y: tip.y - uy * 10 }
  const left = { x: back.x - uy * 4.5, y: back.y + ux * 4.5 }
  const right = { x: back.x + uy * 4.5, y: back.y - ux * 4.5 }
  return `M${point(tip)} L${point(left)} L${point(right)} Z`
}

function point(at: At): string {
  return `${at.x.toFixed(1)},${at.y.toFixed(1)}`
}
