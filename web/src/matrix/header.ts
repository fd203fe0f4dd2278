// The names at the top and at the left of the painted matrix, and those of groups.

import type { Axis } from './axis'
import { Cut } from './cut'
import { initialsSize, type Palette, type Range, type Scene } from './scene'

// Edge is where names stand: along is the way that places go, and names are written away from it.
interface Edge {
  readonly across: boolean
  readonly room: number // for a name
  readonly seen: number // of all places, in pixels
  readonly moved: number // how far they are moved
}

// Header is what stands along one edge. To write takes longer than all else that is painted, so it is kept as a picture, and written
// anew where something else has to stand there. What is kept is of one palette.
export class Header {
  readonly #picture = document.createElement('canvas')
  readonly #cut = new Cut()
  #written: readonly unknown[] = []

  constructor(
    private readonly palette: Palette,
    private readonly across: boolean,
  ) {}

  // paint draws on a context whose unit is a CSS pixel, ratio of which the screen has.
  paint(context: CanvasRenderingContext2D, scene: Scene, range: Range, ratio: number): void {
    const { edges, width, height, x, y } = scene
    const { across } = this
    const edge: Edge = across
      ? { across, room: edges.top, seen: width - edges.left, moved: x }
      : { across, room: edges.left, seen: height - edges.top, moved: y }
    const wanted = contents(scene, range, edge, ratio)
    const stands = wanted.length === this.#written.length && wanted.every((one, index) => one === this.#written[index])
    if (!stands) this.#write(scene, range, edge, ratio)
    this.#written = wanted
    context.save()
    context.setTransform(1, 0, 0, 1, 0, 0) // between two pixels it would be blurred
    context.drawImage(
      this.#picture,
      across ? Math.round(edges.left * ratio) : 0,
      across ? 0 : Math.round(edges.top * ratio),
    )
    context.restore()
  }

  #write(scene: Scene, range: Range, edge: Edge, ratio: number): void {
    const [wide, high] = edge.across ? [edge.seen, edge.room] : [edge.room, edge.seen]
    this.#picture.width = Math.max(1, Math.round(wide * ratio))
    this.#picture.height = Math.max(1, Math.round(high * ratio))
    const context = this.#picture.getContext('2d')
    if (!context) return
    context.scale(ratio, ratio)
    context.fillStyle = this.palette.surface
    context.fillRect(0, 0, wide, high)
    if (edge.across) context.translate(-edge.moved, 0)
    else context.translate(0, -edge.moved)
    context.textBaseline = 'middle'
    names(context, scene, this.palette, range, edge, this.#cut)
    groups(context, scene, this.palette, edge, this.#cut)
  }
}

// contents is all that what stands along an edge depends on.
function contents(
  { axis, edges, names, ordered, chosen, pointed }: Scene,
  [first, end]: Range,
  { across, room, seen, moved }: Edge,
  ratio: number,
): readonly unknown[] {
  const side = across ? 1 : 0
  const marked = [chosen?.[side], pointed?.[side]]
  const before = Math.max(0, first - stepOf(axis))
  const written = [...ordered.order.slice(before, end), ...marked.map((place) => ordered.order[place ?? -1])]
  return [
    ...[ratio, room, seen, moved, edges.band, axis.size, axis.count, first, ...marked],
    ...ordered.groups.flatMap(({ start, label }) => [start, label]),
    ...written.flatMap((actor) => [names[actor ?? -1]?.full, names[actor ?? -1]?.initials]),
  ]
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

// stepOf is how many places have one name, where there is no room for more.
function stepOf({ size }: Axis): number {
  return Math.max(1, Math.ceil(14 / size))
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
  const step = stepOf(axis)
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
