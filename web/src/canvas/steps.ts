// Steps from one to the next on the canvas, by the arrow keys.

import { distance } from './geometry'
import type { At } from '../engine/wire'

const directions: Readonly<Record<string, At>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

// directionOf is where an arrow key points, of length 1; undefined for another key.
export function directionOf(key: string): At | undefined {
  return directions[key]
}

// nextIn is who is nearest in a direction, at most 45 degrees off it; undefined where nobody is.
export function nextIn(places: ReadonlyMap<string, At>, id: string, direction: At): string | undefined {
  const here = places.get(id)
  if (!here) return undefined
  let next: string | undefined
  let least = Infinity
  for (const [other, at] of places) {
    const [dx, dy] = [at.x - here.x, at.y - here.y]
    const along = dx * direction.x + dy * direction.y
    const across = Math.abs(dx * direction.y - dy * direction.x)
    const away = distance(here, at)
    if (along <= 0 || across > along || away >= least) continue
    next = other
    least = away
  }
  return next
}
