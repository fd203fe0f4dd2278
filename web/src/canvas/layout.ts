// Places for actors that have none. The same network always gets the same picture.

import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force'
import type { Actor, At, Tie } from '../engine/wire'

interface Body extends SimulationNodeDatum {
  readonly id: string
}

const patience = 120_000 // steps times actors: a large network gets a rougher picture in the same time
const distance = 190
const radius = 112 // of an actor with its name and caption
const flatten = 0.72 // captions are wider than high, and so are screens

// place gives everybody a place. Those that fixed names stay where they are.
export function place(actors: readonly Actor[], ties: readonly Tie[], fixed: ReadonlyMap<string, At>): Map<string, At> {
  const loose = actors.some((actor) => !fixed.has(actor.id))
  if (!loose) return new Map(fixed)

  const start = centre([...fixed.values()])
  const bodies = actors.map((actor, index): Body => {
    const at = fixed.get(actor.id)
    if (at) return { id: actor.id, fx: at.x, fy: at.y / flatten }
    const angle = index * 2.4 // the golden angle: neighbours in the list start far apart
    const reach = distance * 0.6 * Math.sqrt(index + 1)
    return { id: actor.id, x: start.x + reach * Math.cos(angle), y: start.y / flatten + reach * Math.sin(angle) }
  })
  const known = new Set(actors.map((actor) => actor.id))
  const links = ties
    .filter((tie) => known.has(tie.from) && known.has(tie.to))
    .map((tie) => ({ source: tie.from, target: tie.to }))

  forceSimulation(bodies)
    .force(
      'link',
      forceLink<Body, { source: string; target: string }>(links)
        .id((body) => body.id)
        .distance(distance),
    )
    .force('apart', forceManyBody().strength(-900).distanceMax(900))
    .force('collide', forceCollide(radius))
    .force('x', forceX(start.x).strength(0.04))
    .force('y', forceY(start.y / flatten).strength(0.06))
    .stop()
    .tick(Math.min(300, Math.ceil(patience / actors.length)))

  return new Map(
    bodies.map((body) => [body.id, { x: Math.round(body.x ?? 0), y: Math.round((body.y ?? 0) * flatten) }]),
  )
}

// clearOf is the spot nearest to the one wanted where nobody stands yet.
export function clearOf(wanted: At, taken: Iterable<At>): At {
  const others = [...taken]
  const free = (at: At) => others.every((o) => Math.abs(o.x - at.x) > 190 || Math.abs(o.y - at.y) > 170)
  for (let step = 0; step < 400; step++) {
    const reach = 26 * Math.sqrt(step)
    const at = {
      x: Math.round(wanted.x + 1.4 * reach * Math.cos(step * 2.4)),
      y: Math.round(wanted.y + reach * Math.sin(step * 2.4)),
    }
    if (free(at)) return at
  }
  return wanted
}

function centre(places: readonly At[]): At {
  if (places.length === 0) return { x: 0, y: 0 }
  return {
    x: places.reduce((sum, at) => sum + at.x, 0) / places.length,
    y: places.reduce((sum, at) => sum + at.y, 0) / places.length,
  }
}
