// The drawing of a large network: everybody is a dot, and every tie a faint straight line.

import type { Viewport } from '@xyflow/svelte'
import type { At } from '../engine/wire'
import type { View } from '../document/view'
import { marks, type MarkName } from '../parts/marks'
import { readable } from './viewport'

// Dot is somebody, in the network's pixels.
export interface Dot extends At {
  readonly id: string
  readonly name: string
  readonly mark: MarkName
  readonly cost: number
  readonly square: boolean // drawn as an organisation
  readonly role: 'from' | 'to' | 'other'
  readonly near: boolean // tied to one of the two who are looked at
}

export interface Overview {
  readonly dots: readonly Dot[] // the two who are looked at last, on top of the others
  readonly faint: readonly (readonly [At, At])[] // ties
  readonly strong: readonly (readonly [At, At])[] // ties of the one who is looked at
  readonly way: { readonly from: Dot; readonly to: Dot; readonly mark: MarkName } | undefined
}

export type Colours = Readonly<Record<MarkName | 'paper' | 'tie' | 'strong' | 'ink' | 'accent' | 'onMark', string>>

export function overviewOf(view: View, places: ReadonlyMap<string, At>): Overview {
  const { from, to } = view.look
  const cells = new Map(view.marks.map(({ actor, cell }) => [actor, cell]))
  const kinds = new Map(view.rules.world.kinds.map(({ kind, drawn }) => [kind, drawn]))
  const near = new Set(view.ties.flatMap((tie) => (tie.from === to ? [tie.to] : tie.to === to ? [tie.from] : [])))
  const dots = view.actors.flatMap(({ id, kind, name }): Dot[] => {
    const at = places.get(id)
    const cell = cells.get(id)
    const role = id === from ? 'from' : id === to ? 'to' : 'other'
    const square = kinds.get(kind) === 'organisation'
    return at
      ? [{ ...at, id, name, mark: cell?.mark ?? 'self', cost: cell?.cost ?? 0, square, role, near: near.has(id) }]
      : []
  })
  const byId = new Map(dots.map((dot) => [dot.id, dot]))
  const lines = view.ties.flatMap((tie) => {
    const ends = [byId.get(tie.from), byId.get(tie.to)] as const
    return ends[0] && ends[1] ? [[ends[0], ends[1]] as const] : []
  })
  const looked = (line: readonly [Dot, Dot]) => line.some(({ role }) => role === 'to')
  const [sender, recipient, mark] = [
    byId.get(view.answer?.from ?? ''),
    byId.get(view.answer?.to ?? ''),
    view.answer?.cell.mark,
  ]
  const rank = ({ role, near }: Dot) => (role !== 'other' ? 2 : near ? 1 : 0)
  return {
    dots: dots.sort((a, b) => rank(a) - rank(b)),
    faint: lines.filter((line) => !looked(line)),
    strong: lines.filter(looked),
    way: sender && recipient && mark && mark !== 'self' ? { from: sender, to: recipient, mark } : undefined,
  }
}

// radiusOf is that of a dot on the screen.
export function radiusOf({ role, near }: Pick<Dot, 'role' | 'near'>, zoom: number): number {
  const radius = Math.min(Math.max(30 * zoom, 3), 15)
  return role !== 'other' ? Math.max(radius * 1.3, 7) : near ? Math.max(radius * 1.15, 4.5) : radius
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
  { dots, faint, strong, way }: Overview,
  { x, y, zoom }: Viewport,
  size: { readonly width: number; readonly height: number },
  colours: Colours,
  named: ReadonlySet<string>, // whose names are written even where not all can be read
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
  lines(strong, colours.strong, 1.6)
  if (way) arrow(context, on(way.from), on(way.to), radiusOf({ role: 'to', near: false }, zoom), colours, way.mark)

  for (const dot of dots) {
    const at = on(dot)
    if (!seen(at)) continue
    const radius = radiusOf(dot, zoom)
    shape(context, at, radius, dot.square)
    context.fillStyle = dot.role === 'from' ? colours.accent : colours[dot.mark]
    context.fill()
    context.strokeStyle = dot.role === 'other' ? colours.paper : colours.ink
    context.lineWidth = dot.role === 'other' ? 1 : 2
    context.stroke()
    if (radius >= 8) glyph(context, at, radius, dot, colours.onMark)
  }

  context.font = '600 13px "Inter Variable", system-ui, sans-serif'
  context.textAlign = 'center'
  context.textBaseline = 'top'
  context.lineJoin = 'round'
  for (const dot of dots) {
    const at = on(dot)
    if (!seen(at) || (zoom < readable && !named.has(dot.id))) continue
    const top = at.y + radiusOf(dot, zoom) + 4
    context.strokeStyle = colours.paper
    context.lineWidth = 5
    context.strokeText(dot.name, at.x, top)
    context.fillStyle = colours.ink
    context.fillText(dot.name, at.x, top)
  }
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
