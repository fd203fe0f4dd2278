// The drawing of a large network: everybody is a dot, and every tie a faint straight line.

import type { Viewport } from '@xyflow/svelte'
import type { At } from '../engine/wire'
import type { View } from '../document/view'
import { marks, type MarkName } from '../parts/marks'
import { isCrowd, isStep, stepsOf } from './graph'
import { readable } from './viewport'

export const nameHeight = 16 // in pixels, under or over a dot

// Dot is somebody, in the network's pixels.
export interface Dot extends At {
  readonly id: string
  readonly name: string
  readonly mark: MarkName
  readonly cost: number
  readonly square: boolean // drawn as an organisation
  readonly role: 'from' | 'to' | 'other'
  readonly near: boolean // tied to one of the two who are looked at
  readonly along: boolean // on the path of the answer
  readonly faded: boolean // beside what the answer is about
}

export interface Overview {
  readonly dots: readonly Dot[] // the two who are looked at last, on top of the others
  readonly faint: readonly (readonly [At, At])[] // ties
  readonly strong: readonly (readonly [At, At])[] // ties of the one who is looked at
  readonly path: readonly (readonly [At, At])[] // the steps of the answer
  readonly way: { readonly from: Dot; readonly to: Dot; readonly mark: MarkName } | undefined
}

export type Colours = Readonly<
  Record<MarkName | 'paper' | 'tie' | 'strong' | 'ink' | 'muted' | 'accent' | 'onMark', string>
>

const fadedBy = 0.4 // what the answer is not about

export function overviewOf(view: View, places: ReadonlyMap<string, At>): Overview {
  const { from, to } = view.look
  const cells = new Map(view.marks.map(({ actor, cell }) => [actor, cell]))
  const kinds = new Map(view.rules.world.kinds.map(({ kind, drawn }) => [kind, drawn]))
  const path = new Set(view.answer?.path?.actors)
  const steps = stepsOf(view)
  const near = new Set(view.ties.flatMap((tie) => (tie.from === to ? [tie.to] : tie.to === to ? [tie.from] : [])))
  const dots = view.actors.flatMap(({ id, kind, name }): Dot[] => {
    const at = places.get(id)
    const cell = cells.get(id)
    const role = id === from ? 'from' : id === to ? 'to' : 'other'
    if (!at) return []
    const along = path.has(id)
    const faded = isCrowd(view) && role === 'other' && !along
    const looks = { mark: cell?.mark ?? 'self', cost: cell?.cost ?? 0, square: kinds.get(kind) === 'organisation' }
    return [{ ...at, id, name, ...looks, role, near: near.has(id), along, faded }]
  })
  const byId = new Map(dots.map((dot) => [dot.id, dot]))
  const lines = view.ties.flatMap((tie) => {
    const ends = [byId.get(tie.from), byId.get(tie.to)] as const
    return ends[0] && ends[1] ? [{ ends: [ends[0], ends[1]] as const, step: isStep(steps, tie) }] : []
  })
  const looked = (line: { readonly ends: readonly Dot[] }) => line.ends.some(({ role }) => role === 'to')
  const drawn = (of: typeof lines) => of.map(({ ends }) => ends)
  const [sender, recipient, mark] = [
    byId.get(view.answer?.from ?? ''),
    byId.get(view.answer?.to ?? ''),
    view.answer?.cell.mark,
  ]
  const rank = ({ role, near, along }: Dot) => (role !== 'other' ? 3 : along ? 2 : near ? 1 : 0)
  return {
    dots: dots.sort((a, b) => rank(a) - rank(b)),
    faint: drawn(lines.filter((line) => !line.step && !looked(line))),
    strong: drawn(lines.filter((line) => !line.step && looked(line))),
    path: drawn(lines.filter(({ step }) => step)),
    way: sender && recipient && mark && mark !== 'self' ? { from: sender, to: recipient, mark } : undefined,
  }
}

// radiusOf is that of a dot on the screen.
export function radiusOf({ role, near, along }: Pick<Dot, 'role' | 'near' | 'along'>, zoom: number): number {
  const radius = Math.min(Math.max(30 * zoom, 3), 15)
  return role !== 'other' || along ? Math.max(radius * 1.3, 7) : near ? Math.max(radius * 1.15, 4.5) : radius
}

// dotAt is whoever is drawn nearest to a point on the screen, within the reach of a finger.
export function dotAt({ dots }: Overview, { x, y, zoom }: Viewport, at: At, reach: number): Dot | undefined {
  let [found, least] = [undefined as Dot | undefined, Infinity]
  for (const dot of dots) {
    const away = Math.hypot(dot.x * zoom + x - at.x, dot.y * zoom + y - at.y) - radiusOf(dot, zoom)
    if (away < reach && away <= least) [found, least] = [dot, away]
  }
  return found
}

// draw draws an overview on a canvas of a size.
export function draw(
  context: CanvasRenderingContext2D,
  { dots, faint, strong, path, way }: Overview,
  { x, y, zoom }: Viewport,
  size: { readonly width: number; readonly height: number },
  colours: Colours,
  about: readonly string[], // whom the pointer is at; two of them are a pair
): void {
  const on = (at: At) => ({ x: at.x * zoom + x, y: at.y * zoom + y })
  const seen = ({ x, y }: At) => x > -20 && y > -20 && x < size.width + 20 && y < size.height + 20
  context.clearRect(0, 0, size.width, size.height)

  const lines = (of: readonly (readonly [At, At])[], colour: string, width: number) => {
    context.beginPath()
    for (const [from, to] of of) {
      const [a, b] = [on(from), on(to)]
      context.moveTo(a.x, a.y)
      context.lineTo(b.x, b.y)
    }
    context.strokeStyle = colour
    context.lineWidth = width
    context.stroke()
  }
  lines(faint, colours.tie, zoom < 0.2 ? 0.6 : 1)
  context.globalAlpha = way ? fadedBy : 1
  lines(strong, colours.strong, 1.4)
  context.globalAlpha = 1
  lines(path, colours.paper, 8)
  lines(path, colours.accent, 3.5)
  if (way) arrow(context, on(way.from), on(way.to), radiusOf(way.to, zoom), colours, way.mark)

  const pointed = dots.filter(({ id }) => about.includes(id))
  const [one, other] = pointed
  if (one && other) {
    context.setLineDash([2, 5])
    lines([[one, other]], colours.accent, 2)
    context.setLineDash([])
  }

  for (const dot of dots) {
    const at = on(dot)
    if (!seen(at)) continue
    const radius = radiusOf(dot, zoom)
    context.globalAlpha = dot.faded && !about.includes(dot.id) ? fadedBy : 1
    shape(context, at, radius, dot.square)
    context.fillStyle = dot.role === 'from' ? colours.accent : colours[dot.mark]
    context.fill()
    context.strokeStyle = dot.along ? colours.accent : dot.role === 'other' ? colours.paper : colours.ink
    context.lineWidth = dot.role === 'other' && !dot.along ? 1 : 2
    context.stroke()
    if (radius >= 8) glyph(context, at, radius, dot, colours.onMark)
    context.globalAlpha = 1
  }
  for (const dot of pointed) {
    const at = on(dot)
    context.beginPath()
    context.arc(at.x, at.y, radiusOf(dot, zoom) + 4, 0, 2 * Math.PI)
    context.strokeStyle = colours.accent
    context.lineWidth = 2.5
    context.stroke()
  }

  context.font = '600 13px "Inter Variable", system-ui, sans-serif'
  context.textAlign = 'center'
  context.textBaseline = 'top'
  context.lineJoin = 'round'
  context.strokeStyle = colours.paper
  context.lineWidth = 5
  const wanted = named(dots, about, zoom).filter((dot) => seen(on(dot)))
  // Of the two of the question, the upper is named above: the arrow comes from below.
  const [upper] = dots.filter(({ role }) => role !== 'other').sort((a, b) => a.y - b.y)
  const texts = wanted.map((dot) => {
    const { x, y } = on(dot)
    const below = radiusOf(dot, zoom) + 4
    return {
      dot,
      x,
      y: dot === upper ? y - below - nameHeight : y + below,
      width: context.measureText(dot.name).width,
      height: 16,
    }
  })
  for (const { dot, x, y } of apart(texts)) {
    context.strokeText(dot.name, x, y)
    context.fillStyle = dot.faded && !about.includes(dot.id) ? colours.muted : colours.ink
    context.fillText(dot.name, x, y)
  }
}

// named are those whose names are to be read, who matters most first: always those whom the answer and the pointer are about, and
// everybody from where names can be read.
export function named(dots: readonly Dot[], about: readonly string[], zoom: number): readonly Dot[] {
  const rank = ({ id, role, along, near }: Dot) =>
    about.includes(id) ? 0 : role !== 'other' ? 1 : along ? 2 : near ? 3 : 4
  return dots.filter((dot) => zoom >= readable || rank(dot) < 3).sort((a, b) => rank(a) - rank(b))
}

// Label is a name by the middle of its upper edge.
interface Label extends At {
  readonly width: number
  readonly height: number
}

// apart leaves out every label that would lie over one before it.
export function apart<One extends Label>(labels: readonly One[]): readonly One[] {
  const placed: One[] = []
  for (const label of labels) {
    const free = placed.every(
      (other) =>
        Math.abs(label.x - other.x) >= (label.width + other.width) / 2 + 4 ||
        Math.abs(label.y - other.y) >= label.height,
    )
    if (free) placed.push(label)
  }
  return placed
}

function shape(context: CanvasRenderingContext2D, { x, y }: At, radius: number, square: boolean): void {
  context.beginPath()
  if (square) context.roundRect(x - radius, y - radius * 0.8, radius * 2, radius * 1.6, radius * 0.35)
  else context.arc(x, y, radius, 0, 2 * Math.PI)
}

function glyph(context: CanvasRenderingContext2D, { x, y }: At, radius: number, dot: Dot, colour: string): void {
  const { path, text } = marks[dot.mark]
  if (path) {
    const scale = (radius * 1.3) / 16
    context.save()
    context.translate(x - 8 * scale, y - 8 * scale)
    context.scale(scale, scale)
    context.lineWidth = 2.4
    context.lineCap = 'round'
    context.strokeStyle = colour
    context.stroke(new Path2D(path))
    context.restore()
    return
  }
  if (dot.mark === 'self') return
  context.font = `700 ${radius}px "Inter Variable", system-ui, sans-serif`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillStyle = colour
  context.fillText(text ?? `${dot.cost || ''}c`, x, y)
}

function arrow(
  context: CanvasRenderingContext2D,
  from: At,
  to: At,
  radius: number,
  colours: Colours,
  mark: MarkName,
): void {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length]
  const tip = { x: to.x - ux * (radius + 3), y: to.y - uy * (radius + 3) }
  const back = { x: tip.x - ux * 11, y: tip.y - uy * 11 }
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.lineTo(back.x, back.y)
  context.strokeStyle = colours.paper
  context.lineWidth = 7
  context.stroke()
  context.strokeStyle = colours[mark]
  context.lineWidth = 3
  context.stroke()
  context.beginPath()
  context.moveTo(tip.x, tip.y)
  context.lineTo(back.x - uy * 6, back.y + ux * 6)
  context.lineTo(back.x + uy * 6, back.y - ux * 6)
  context.fillStyle = colours[mark]
  context.fill()
}
