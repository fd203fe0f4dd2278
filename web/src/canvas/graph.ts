// The open scenario as nodes and edges of the canvas.

import type { Edge, Node } from '@xyflow/svelte'
import type { Actor, At, Kind, Tie, TieKind } from '../engine/wire'
import type { ActorMark, View } from '../document/view'
import { isPerson, kindOf, tieKindOf } from '../document/world'
import type { MarkName } from '../parts/marks'
import { shortNames } from '../parts/names'
import { largest, widestAt, type Detail } from './viewport'
import { largeBy, widthOf, type Curve } from './geometry'
import { Routes, type Person } from './routes'
import { whole } from './slices'

export type ActorData = {
  actor: Actor
  drawn: Kind['drawn']
  mark: ActorMark | undefined
  role: 'from' | 'to' | 'other'
  inward: boolean
  along: boolean // on the path of the answer
  faded: boolean // in a crowd, beside what the answer is about
}
export type TieData = {
  tie: Tie
  kind: TieKind | undefined
  curve: Curve
  label: At | undefined
  picked: boolean
  along: boolean // a step of the path of the answer
  faded: boolean
}
export type WayData = { curve: Curve; mark: MarkName }

export type ActorNode = Node<ActorData, 'actor'>
export type TieEdge = Edge<TieData, 'tie'>
export type WayEdge = Edge<WayData, 'way'>
export type CanvasEdge = TieEdge | WayEdge

const apart = 34 // between two lines of the same pair
const wayBend = 0.26 // of the distance
const crowd = 30 // of more than these, those whom the answer is not about are faded

export function nodesOf(view: View, places: ReadonlyMap<string, At>): ActorNode[] {
  const { world } = view.rules
  const marks = new Map(view.marks.map((mark) => [mark.actor, mark]))
  const path = new Set(view.answer?.path?.actors)
  return view.actors
    .filter(({ id }) => places.has(id))
    .map((actor) => {
      const mark = marks.get(actor.id)
      const role = actor.id === view.look.from ? 'from' : actor.id === view.look.to ? 'to' : 'other'
      const along = path.has(actor.id)
      const above = role !== 'other' || along
      return {
        id: actor.id,
        type: 'actor',
        position: { ...(places.get(actor.id) ?? { x: 0, y: 0 }) },
        data: {
          actor,
          drawn: drawnOf(view, actor),
          mark,
          role,
          inward: view.look.inward ?? false,
          along,
          faded: isCrowd(view) && !above,
        },
        zIndex: above ? 3 : 1,
        ariaLabel: [actor.name, actor.caption, mark?.text ?? 'looking as'].filter(Boolean).join(', '),
        domAttributes: {
          'aria-roledescription': kindOf(world, actor)?.label ?? '',
          'aria-describedby': 'canvas-keys',
        },
      }
    })
}

// isCrowd reports whether there are so many that whom the answer is about has to stand out.
export function isCrowd({ actors, answer }: View): boolean {
  return answer !== undefined && actors.length > crowd
}

// stepsOf are the ties of the path of the answer, each with its ends in the order of their ids.
export function stepsOf({ answer }: View): ReadonlySet<string> {
  const { tie = '', actors = [] } = answer?.path ?? {}
  return new Set(actors.slice(1).map((actor, before) => `${tie} ${pairOf(actors[before] ?? '', actor)}`))
}

// isStep reports whether a tie is one of those steps.
export function isStep(steps: ReadonlySet<string>, { tie, from, to }: Tie): boolean {
  return steps.has(`${tie} ${pairOf(from, to)}`)
}

// Levels are the routes of every level of detail that was looked at.
export type Levels = Map<string, Routes>

// Routes clear shapes as large as the largest of a level, so that a zoom within it needs no new ones.
const levels = [1, 1.35, largest]

type ToDraw = readonly [
  view: View,
  places: ReadonlyMap<string, At>,
  detail: Pick<Detail, 'grown' | 'rows'>,
  picked: string,
  memo: Levels,
]

export function edgesOf(...drawn: ToDraw): CanvasEdge[] {
  return whole(edgesIn(...drawn))
}

// keep puts edges in the place of those before that have the same id. One that looks as it did stays the same object, which
// is not drawn again.
export function keep(before: readonly CanvasEdge[], edges: readonly CanvasEdge[]): CanvasEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]))
  return edges.map((edge) => {
    const old = known.get(edge.id)
    return old && looksLike(old, edge) ? old : edge
  })
}

function looksLike(a: CanvasEdge, b: CanvasEdge): boolean {
  const words = (edge: CanvasEdge) => JSON.stringify({ ...edge, data: { ...edge.data, curve: undefined } })
  return a.data?.curve === b.data?.curve && words(a) === words(b)
}

// edgesIn is edgesOf in steps: it gives all that there are after each.
export function* edgesIn(
  ...[view, places, { grown, rows }, picked, memo]: ToDraw
): Generator<readonly CanvasEdge[], CanvasEdge[]> {
  const level = levels.find((most) => most >= grown) ?? largest
  const key = `${level} ${rows}`
  const routes = memo.get(key) ?? new Routes(level)
  memo.set(key, routes)
  routes.update(
    new Map(
      view.actors.flatMap((actor): [string, Person][] => {
        const { id, name, caption } = actor
        const at = places.get(id)
        const scale = id === view.look.from ? largeBy : 1
        const text = [name, caption].slice(0, rows).map((line) => widthOf(line, widestAt(level)))
        return at ? [[id, { ...at, drawn: drawnOf(view, actor), scale, text }]] : []
      }),
    ),
  )
  const way = wayOf(view, places, routes, grown)
  const steps = stepsOf(view)
  const lanes = new Map<string, number>() // of a pair so far
  const edges: CanvasEdge[] = way ? [way] : []
  for (const tie of view.ties) {
    const { from, to } = tie
    if (!places.has(from) || !places.has(to)) continue
    const pair = pairOf(from, to)
    const lane = lanes.get(pair) ?? 0
    lanes.set(pair, lane + 1)
    const line = { from, to, bends: [(from < to ? 1 : -1) * bendOf(lane)], lane }
    const curve = routes.curve(line, grown)
    const kind = tieKindOf(view.rules.world, tie)
    const label = kind?.short ? routes.label(line, curve, way?.data?.curve) : undefined
    const id = tieId(tie)
    const along = isStep(steps, tie)
    const edge: TieEdge = {
      id,
      type: 'tie',
      source: from,
      target: to,
      zIndex: along && isCrowd(view) ? 2 : 0,
      ariaLabel: tie.text,
      domAttributes: { 'aria-roledescription': 'tie' },
      data: { tie, kind, curve, label, picked: id === picked, along, faded: isCrowd(view) && !along },
    }
    edges.push(edge)
    yield edges
  }
  return edges
}

// wayOf is drawn over the ties, beside those of its pair.
function wayOf(view: View, places: ReadonlyMap<string, At>, routes: Routes, grown: number): WayEdge | undefined {
  const { answer } = view
  if (!answer || answer.cell.mark === 'self') return undefined
  const { from, to } = answer
  if (!places.has(from) || !places.has(to)) return undefined
  const pair = pairOf(from, to)
  const lane = view.ties.filter((tie) => pairOf(tie.from, tie.to) === pair).length
  const names = shortNames(view.actors, (actor) => isPerson(view.rules.world, actor))
  return {
    id: 'way',
    type: 'way',
    source: from,
    target: to,
    zIndex: 2,
    ariaLabel: `${names.get(from)} → ${names.get(to)}`,
    domAttributes: { 'aria-roledescription': 'answer' },
    data: {
      curve: routes.curve({ from, to, bends: wayBends(places.get(from), places.get(to), lane), lane }, grown, 5),
      mark: answer.cell.mark,
    },
  }
}

function drawnOf({ rules }: View, actor: Actor): Kind['drawn'] {
  return kindOf(rules.world, actor)?.drawn ?? 'person'
}

export function tieId(tie: Pick<Tie, 'tie' | 'from' | 'to'>): string {
  return `${tie.tie} ${tie.from} ${tie.to}`
}

function pairOf(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`
}

// The lines of a pair lie at 0, +1, -1, +2 ... times the distance between them.
function bendOf(lane: number): number {
  return Math.ceil(lane / 2) * apart * (lane % 2 === 1 ? 2 : -2)
}

// The curve of the way hangs below, like a thrown line, but where it climbs to the right: it would end in a caption.
function wayBends(from: At = { x: 0, y: 0 }, to: At = { x: 0, y: 0 }, lane: number): number[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const bend = Math.min(Math.max(length * wayBend, 44), 110) + Math.floor(lane / 2) * apart * 2
  const climbs = to.x > from.x && to.y < from.y - 60
  return to.x >= from.x && !climbs ? [bend, -bend] : [-bend, bend]
}
