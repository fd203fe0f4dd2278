// The open scenario as nodes and edges of the canvas.

import type { Edge, Node } from '@xyflow/svelte'
import type { Actor, At, Cell, Mark, Tie, View } from '../engine/wire'
import { shortNames } from '../shared/names'
import type { Outcome } from '../shared/outcome'
import { largeBy, spot, type Line } from './geometry'
import type { Lines, Person } from './lines'

export type ActorData = {
  actor: Actor
  mark: Mark | undefined
  role: 'from' | 'to' | 'other'
  inward: boolean
}
export type TieData = { tie: Tie; line: Line; word: At | undefined; picked: boolean }
export type WayData = { line: Line; outcome: Outcome }

export type ActorNode = Node<ActorData, 'actor'>
export type TieEdge = Edge<TieData, 'tie'>
export type WayEdge = Edge<WayData, 'way'>
export type CanvasEdge = TieEdge | WayEdge

const apart = 34 // between two lines of the same pair
const wayBend = 0.26 // of the distance

export function nodesOf(view: View, places: ReadonlyMap<string, At>): ActorNode[] {
  const marks = new Map(view.marks.map((mark) => [mark.actor, mark]))
  return view.actors.map((actor) => {
    const mark = marks.get(actor.id)
    const role = actor.id === view.look.from ? 'from' : actor.id === view.look.to ? 'to' : 'other'
    return {
      id: actor.id,
      type: 'actor',
      position: { ...(places.get(actor.id) ?? { x: 0, y: 0 }) },
      data: { actor, mark, role, inward: view.look.inward ?? false },
      zIndex: role === 'other' ? 1 : 2,
      ariaLabel: [actor.name, actor.caption, mark?.text ?? 'looking as'].filter(Boolean).join(', '),
      domAttributes: {
        'aria-roledescription': actor.kind === 'page' ? 'Page' : 'member',
        'aria-describedby': 'canvas-keys',
      },
    }
  })
}

// Scale is how large everybody is drawn, and how many lines of text stand under them.
export interface Scale {
  readonly grown: number
  readonly rows: 0 | 1 | 2
}

export function edgesOf(
  view: View,
  places: ReadonlyMap<string, At>,
  { grown, rows }: Scale,
  picked: string,
  lines: Lines,
): CanvasEdge[] {
  lines.around(
    new Map(
      view.actors.map(({ id, kind, name, caption }): [string, Person] => {
        const scale = grown * (id === view.look.from ? largeBy : 1)
        const text = [name.length, caption.length].slice(0, rows)
        return [id, { ...(places.get(id) ?? { x: 0, y: 0 }), kind, scale, text }]
      }),
    ),
  )
  const drawn = new Map<string, number>() // lines of a pair so far
  const ties = view.ties.map((tie): TieEdge => {
    const pair = [tie.from, tie.to].sort().join(' ')
    const index = drawn.get(pair) ?? 0
    drawn.set(pair, index + 1)
    const side = tie.from < tie.to ? 1 : -1
    const id = tieId(tie)
    const line = lines.draw(tie.from, tie.to, [side * bendOf(index)], index)
    const word = tie.tie === 'connections' ? undefined : spot(line, lines.others(tie.from, tie.to), 14 * grown)
    return {
      id,
      type: 'tie',
      source: tie.from,
      target: tie.to,
      ariaLabel: tie.text,
      domAttributes: { 'aria-roledescription': 'tie' },
      data: { tie, line, word, picked: id === picked },
    }
  })
  const way = wayOf(view, places, lines, (a, b) => drawn.get([a, b].sort().join(' ')) ?? 0)
  return way ? [...ties, way] : ties
}

export function tieId(tie: Pick<Tie, 'tie' | 'from' | 'to'>): string {
  return `${tie.tie} ${tie.from} ${tie.to}`
}

// The lines of a pair lie at 0, +1, -1, +2 ... times the distance between them.
function bendOf(index: number): number {
  return Math.ceil(index / 2) * apart * (index % 2 === 1 ? 2 : -2)
}

function wayOf(
  view: View,
  places: ReadonlyMap<string, At>,
  lines: Lines,
  already: (a: string, b: string) => number,
): WayEdge | undefined {
  const { answer } = view
  if (!answer || answer.cell.mark === 'self') return undefined
  const outcome: Exclude<Cell['mark'], 'self'> = answer.cell.mark
  const [from, to] = [answer.from, answer.to].map((id) => places.get(id) ?? { x: 0, y: 0 })
  if (!from || !to) return undefined
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const bent = Math.min(Math.max(length * wayBend, 44), 110)
  const count = already(answer.from, answer.to)
  const clear = bent + Math.floor(count / 2) * apart * 2
  // The curve hangs below, like a thrown line, but where it climbs to the right: it would end in a caption.
  const climbs = to.x > from.x && to.y < from.y - 60
  const bend = to.x >= from.x && !climbs ? clear : -clear
  const names = shortNames(view.actors)
  return {
    id: 'way',
    type: 'way',
    source: answer.from,
    target: answer.to,
    zIndex: 1,
    ariaLabel: `${names.get(answer.from)} → ${names.get(answer.to)}`,
    domAttributes: { 'aria-roledescription': 'answer' },
    data: { line: lines.draw(answer.from, answer.to, [bend, -bend], count, 5), outcome },
  }
}
