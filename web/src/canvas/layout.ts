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
import { widthOf } from './geometry'
import { hits, outline, pathOf } from './routing'
import { whole } from './slices'
import { mostShapes, widestText } from './viewport'

interface Body extends SimulationNodeDatum {
  readonly id: string
  readonly radius: number
}

interface Link {
  readonly source: Body
  readonly target: Body
}

const patience = 300_000 // steps times actors: a large network gets a rougher picture in the same time
const distance = 190
const radius = 112 // of an actor with its name and caption, unless the name is longer than most
const aside = 100 // from the middle of an actor to a tie of others
const affordable = 60_000 // ties times actors: in a larger network only the lines keep clear
const crowd = 20 // of more than these, all are drawn larger than they are, to stay readable from afar
const box = { width: 190, height: 165 } // that an actor has alone there: the outline, with the name under it
const rounds = 60 // of separating
const flatten = 0.72 // captions are wider than high, and so are screens

// place gives everybody a place. Those that fixed names stay where they are.
export function place(actors: readonly Actor[], ties: readonly Tie[], fixed: ReadonlyMap<string, At>): Map<string, At> {
  return whole(placing(actors, ties, fixed))
}

// Placed is how far a layout is, from 0 to 1, and where everybody would be if it ended here.
export interface Placed {
  readonly part: number
  places(): Map<string, At>
}

// placing is place in steps.
export function* placing(
  actors: readonly Actor[],
  ties: readonly Tie[],
  fixed: ReadonlyMap<string, At>,
): Generator<Placed, Map<string, At>> {
  const loose = actors.some((actor) => !fixed.has(actor.id))
  if (!loose) return new Map(fixed)

  const start = centre([...fixed.values()])
  const bodies = actors.map((actor, index): Body => {
    const at = fixed.get(actor.id)
    const body = { id: actor.id, radius: Math.max(radius, widthOf(actor.name, widestText) / 2 + 20) }
    if (at) return { ...body, fx: at.x, fy: at.y / flatten }
    const angle = index * 2.4 // the golden angle: neighbours in the list start far apart
    const reach = distance * 0.6 * Math.sqrt(index + 1)
    return { ...body, x: start.x + reach * Math.cos(angle), y: start.y / flatten + reach * Math.sin(angle) }
  })
  const byId = new Map(bodies.map((body) => [body.id, body]))
  const links = ties.flatMap((tie) => {
    const [source, target] = [byId.get(tie.from), byId.get(tie.to)]
    return source && target ? [{ source, target }] : []
  })

  const steps = Math.min(300, Math.ceil(patience / actors.length))
  const simulation = forceSimulation(bodies)
    .alphaDecay(1 - 0.001 ** (1 / steps)) // so that it comes to rest with the last
    .force('link', forceLink<Body, Link>(links).distance(distance))
    .force('apart', forceManyBody().strength(-900).distanceMax(900))
    .force(
      'collide',
      forceCollide<Body>((body) => body.radius),
    )
    .force('aside', () => links.length * bodies.length <= affordable && stepAside(links, bodies))
    .force('x', forceX(start.x).strength(0.04))
    .force('y', forceY(start.y / flatten).strength(0.06))
    .stop()

  const places = () =>
    new Map(bodies.map(({ id, x = 0, y = 0 }) => [id, { x: Math.round(x), y: Math.round(y * flatten) }]))
  for (let step = 1; step <= steps; step++) {
    simulation.tick()
    yield { part: step / steps, places }
  }
  // An overview names hardly anybody.
  if (bodies.length > crowd && bodies.length <= mostShapes)
    for (let round = 0; round < rounds && separate(bodies); round++) yield { part: 1, places }
  return places()
}

// separate moves apart who stand in each other's way, by the shorter way, and reports whether anybody did: where ties are many, the
// forces come to rest with a name behind a neighbour. Those that are fixed stay. A round is O(n²).
function separate(bodies: readonly Body[]): boolean {
  let moved = false
  bodies.forEach((one, index) => {
    for (let next = index + 1; next < bodies.length; next++) {
      const other = bodies[next]
      if (!other) continue
      const [dx, dy] = [(other.x ?? 0) - (one.x ?? 0), (other.y ?? 0) - (one.y ?? 0)]
      const [across, down] = [box.width - Math.abs(dx), box.height / flatten - Math.abs(dy)]
      if (across < 1 || down < 1) continue // less than a pixel would go on for ever
      const loose = [one, other].filter((body) => body.fx === undefined)
      const [x, y] = across < down ? [Math.sign(dx || 1) * across, 0] : [0, Math.sign(dy || 1) * down]
      for (const body of loose) {
        const share = (body === one ? -1 : 1) / loose.length
        body.x = (body.x ?? 0) + x * share
        body.y = (body.y ?? 0) + y * share
        moved = true
      }
    }
  })
  return moved
}

// stepAside is a force: it pushes everybody away from the ties of others, and these ties away from them.
function stepAside(links: readonly Link[], bodies: readonly Body[]): void {
  for (const { source, target } of links)
    for (const body of bodies) {
      const { x = 0, y = 0 } = source
      const [dx, dy] = [(target.x ?? 0) - x, (target.y ?? 0) - y]
      const [px, py] = [(body.x ?? 0) - x, (body.y ?? 0) - y]
      const part = (px * dx + py * dy) / (dx * dx + dy * dy || 1)
      if (body === source || body === target || part <= 0 || part >= 1) continue
      const [ox, oy] = [px - part * dx, py - part * dy]
      const away = Math.hypot(ox, oy)
      if (away === 0 || away >= aside) continue
      const share = (aside - away) / away / 2
      push(body, ox * share, oy * share)
      push(source, -ox * share * (1 - part), -oy * share * (1 - part))
      push(target, -ox * share * part, -oy * share * part)
    }
}

function push(body: Body, x: number, y: number): void {
  body.vx = (body.vx ?? 0) + x
  body.vy = (body.vy ?? 0) + y
}

// clearOf is the spot nearest to the one wanted where nobody stands yet and that no line crosses; where lines
// are everywhere, one where nobody stands.
export function clearOf(wanted: At, taken: Iterable<At>, lines: readonly (readonly At[])[]): At {
  const others = [...taken]
  const spots = Array.from({ length: 1600 }, (_, step) => {
    const reach = 26 * Math.sqrt(step)
    return {
      x: Math.round(wanted.x + 1.4 * reach * Math.cos(step * 2.4)),
      y: Math.round(wanted.y + reach * Math.sin(step * 2.4)),
    }
  })
  const free = spots.filter((at) => others.every((o) => Math.abs(o.x - at.x) > 190 || Math.abs(o.y - at.y) > 170))
  const paths = lines.map(pathOf)
  const crossed = (at: At) => {
    const around = outline({ ...at, drawn: 'organisation', scale: 1 }, 30)
    return paths.some((path) => hits(path, around))
  }
  return free.find((at) => !crossed(at)) ?? free[0] ?? wanted
}

function centre(places: readonly At[]): At {
  if (places.length === 0) return { x: 0, y: 0 }
  return {
    x: places.reduce((sum, at) => sum + at.x, 0) / places.length,
    y: places.reduce((sum, at) => sum + at.y, 0) / places.length,
  }
}
