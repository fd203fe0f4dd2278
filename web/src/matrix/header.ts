// The names at the top and at the left of the painted matrix, and those of groups.

import type { Cut } from './cut'
import { initialsSize, type Palette, type Range, type Scene } from './scene'

// Edge is where names stand: along is the way that places go, and names are written away from it.
interface Edge {
  readonly across: boolean
  readonly room: number // for a name
  readonly seen: number // of all places, in pixels
  readonly moved: number // how far they are moved
}

// header writes what stands along one edge.
export function header(
  context: CanvasRenderingContext2D,
  scene: Scene,
  palette: Palette,
  range: Range,
  across: boolean,
  cut: Cut,
): void {
  const { edges, width, height, x, y } = scene
  const edge: Edge = across
    ? { across, room: edges.top, seen: width - edges.left, moved: x }
    : { across, room: edges.left, seen: height - edges.top, moved: y }
  context.save()
  if (across) context.translate(edges.left, 0)
  else context.translate(0, edges.top)
  context.beginPath()
  if (across) context.rect(0, 0, edge.seen, edge.room)
  else context.rect(0, 0, edge.room, edge.seen)
  context.clip()
  context.fillStyle = palette.surface
  context.fillRect(0, 0, width, height)
  if (across) context.translate(-x, 0)
  else context.translate(0, -y)
  context.textBaseline = 'middle'
  names(context, scene, palette, range, edge, cut)
  groups(context, scene, palette, edge, cut)
  context.restore()
}

// corner says which way those who ask stand, and which way those who are asked about.
export function corner(context: CanvasRenderingContext2D, { edges }: Scene, palette: Palette): void {
  context.fillStyle = palette.surface
  context.fillRect(0, 0, edges.left, edges.top)
  context.font = `500 11px ${palette.font}`
  context.textBaseline = 'middle'
  context.fillStyle = palette.muted
  context.textAlign = 'left'
  context.fillText('from ↓', edges.band + 4, edges.top - 10)
  context.textAlign = 'right'
  context.fillText('to →', edges.left - 8, edges.top - 10)
}

// names are as many as there is room for; those of the pair at hand always.
function names(
  context: CanvasRenderingContext2D,
  { axis, edges, names, ordered, chosen, pointed }: Scene,
  palette: Palette,
  [first, end]: Range,
  { across, room }: Edge,
  cut: Cut,
): void {
  const side = across ? 1 : 0
  const step = Math.max(1, Math.ceil(14 / axis.size))
  const initials = across && axis.size >= initialsSize
  const size = initials ? 11.5 : Math.min(Math.max(axis.size - 2, 11), 12.5)
  context.textAlign = initials ? 'center' : 'left'
  const write = (place: number, strong: boolean) => {
    const name = names[ordered.order[place] ?? 0]
    if (!name) return
    const at = axis.offset(place) + axis.size / 2
    context.save()
    if (across) context.translate(at, initials ? edges.top - 11 : edges.top - 4)
    else context.translate(edges.band + 4, at)
    if (across && !initials) context.rotate(-Math.PI / 2)
    context.font = `${strong ? 650 : 500} ${size}px ${palette.font}`
    const text = initials ? name.initials : cut.of(context, name.full, room - edges.band - 12)
    if (strong && step > 1) {
      context.fillStyle = palette.surface
      context.fillRect(-4, -9, room, 18)
    }
    context.fillStyle = strong ? palette.ink : palette.muted
    context.fillText(text, 0, 0.5)
    context.restore()
  }
  const marked = [chosen?.[side], pointed?.[side]].filter((place) => place !== undefined)
  for (let place = first - (first % step); place < end; place += step)
    if (marked.every((one) => Math.abs(one - place) >= step)) write(place, false)
  for (const place of marked) write(place, true)
}

// groups are named in a band, each where it is seen.
function groups(
  context: CanvasRenderingContext2D,
  { axis, edges, width, height, ordered }: Scene,
  palette: Palette,
  { across, seen, moved }: Edge,
  cut: Cut,
): void {
  context.font = `650 11px ${palette.font}`
  context.textAlign = across ? 'left' : 'right'
  context.fillStyle = palette.surface
  if (across) context.fillRect(moved, 0, width, edges.band)
  else context.fillRect(0, moved, edges.band, height)
  ordered.groups.forEach(({ start, label }, index) => {
    const next = ordered.groups[index + 1]?.start ?? axis.count
    const begin = Math.max(axis.offset(start), moved)
    const stretch = Math.min(axis.offset(next - 1) + axis.size, moved + seen) - begin
    if (stretch < 4) return
    context.save()
    if (across) context.translate(begin, 0)
    else {
      context.translate(0, begin + stretch)
      context.rotate(-Math.PI / 2)
    }
    context.fillStyle = palette.muted
    context.fillRect(0, edges.band - 3, stretch, 1)
    context.fillStyle = palette.ink
    const text = stretch > 24 && cut.of(context, label, stretch - 2)
    if (text) context.fillText(text, across ? 1 : stretch - 1, edges.band / 2 - 1)
    context.restore()
  })
}
