// People in places, and what is drawn between them.

import { cardHeight, cardWidth, discRadius, type Shape } from '../src/canvas/geometry'
import type { At } from '../src/engine/wire'

export const person = (x: number, y: number, scale = 1): Shape => ({ x, y, drawn: 'person', scale })
export const margin = 9 // less than lines are meant to keep: what a curve may cut off

// trail samples what a path draws, read as a browser reads it.
export function trail(path: string): At[] {
  const numbers = (text: string) => text.split(/[ ,]/).map(Number)
  let at: At = { x: NaN, y: NaN }
  return [...path.matchAll(/([MLQ])([-\d., ]+)/g)].flatMap(([, command, text = '']) => {
    const [x1 = NaN, y1 = NaN, x2 = x1, y2 = y1] = numbers(text.trim())
    const start = command === 'M' ? { x: x2, y: y2 } : at
    const control = command === 'Q' ? { x: x1, y: y1 } : { x: (start.x + x2) / 2, y: (start.y + y2) / 2 }
    at = { x: x2, y: y2 }
    return Array.from({ length: 201 }, (_, step) => {
      const t = step / 200
      const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t]
      return { x: a * start.x + b * control.x + c * x2, y: a * start.y + b * control.y + c * y2 }
    })
  })
}

// beside is how far a point is from somebody's outline; negative inside.
export function beside({ x, y }: At, shape: Shape): number {
  if (shape.drawn === 'person') return Math.sqrt((x - shape.x) ** 2 + (y - shape.y) ** 2) - discRadius * shape.scale
  const dx = Math.abs(x - shape.x) - (cardWidth / 2) * shape.scale
  const dy = Math.abs(y - shape.y) - (cardHeight / 2) * shape.scale
  return dx > 0 && dy > 0 ? Math.hypot(dx, dy) : Math.max(dx, dy)
}

// crowd is the same people for the same seed, none nearer to another than some distance.
export function crowd(seed: number, count: number, apart: number, spread = 1): Shape[] {
  const next = random(seed)
  const shapes: Shape[] = []
  const scale = [1, 1.35, 1.75][seed % 3] ?? 1
  while (shapes.length < count) {
    const at = { x: Math.round(next() * 1100 * spread), y: Math.round(next() * 800 * spread) }
    if (shapes.some((other) => Math.hypot(at.x - other.x, at.y - other.y) < apart)) continue
    const large = shapes.length === 0 ? 1.18 : 1
    shapes.push({ ...at, drawn: next() < 0.25 ? 'organisation' : 'person', scale: scale * large })
  }
  return shapes
}

// random gives the same numbers from 0 to 1 for the same seed.
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
