// Paints the part of the matrix that is seen: cells in their colours, with glyphs where there is room, and the names at the top and
// at the left, which stay while the rest moves.

import { marks, type MarkName } from '../parts/marks'
import type { Axis, Spot } from './axis'
import type { Ordered } from './order'
import { flippedAt, outcomeAt, type Told } from './everyone.svelte'

// Palette is the colours of palette.css as they are in the theme at hand, each as CSS writes it: rgb(…).
export interface Palette {
  readonly marks: Readonly<Record<MarkName, { readonly ink: string; readonly tint: string }>>
  readonly surface: string
  readonly ink: string
  readonly muted: string
  readonly accent: string
  readonly font: string // a family
}

export interface Name {
  readonly full: string
  readonly initials: string
}

export interface Edges {
  readonly left: number // the room of the senders' names
  readonly top: number // of the recipients'
  readonly band: number // of that, what the names of groups take
}

export interface Scene {
  readonly told: Told
  readonly names: readonly Name[] // by actor
  readonly ordered: Ordered
  readonly axis: Axis
  readonly edges: Edges
  readonly width: number
  readonly height: number
  readonly x: number // how far it is moved
  readonly y: number
  readonly chosen: Spot | undefined // by place: row, column
  readonly pointed: Spot | undefined
  readonly focused: boolean // the cell that is pointed at has the keyboard
}

const glyphSize = 14 // from which size of a cell on its glyph can be seen
const initialsSize = 22 // from which on initials fit above a column
const outlined = 5 // from which on a changed cell can have an outline

export function edgesOf({ size }: Axis, groups: Ordered['groups'], width: number, height: number): Edges {
  const band = groups.length > 0 ? 18 : 0
  const names = height < 360 ? 64 : 108 // written upwards, where initials have no room
  return { left: band + (width < 500 ? 84 : 124), top: band + (size >= initialsSize ? 22 : names), band }
}

// colourOf is what a small cell is painted in: strongly where there is a way, and lightly where there is none.
export function colourOf({ marks }: Palette, mark: MarkName): string {
  return marks[mark][isOpen(mark) ? 'ink' : 'tint']
}

// isOpen says whether one can be reached, be it under one reading; what cannot be decided has to be seen, too.
export function isOpen(mark: MarkName): boolean {
  return mark !== 'forbidden' && mark !== 'unstated'
}

export class Painter {
  readonly #small = document.createElement('canvas') // cells of a pixel each
  #sprites = new Map<string, HTMLCanvasElement>()
  #drawn = '' // what the sprites are drawn for

  // paint draws on a context whose unit is a CSS pixel, ratio of which the screen has.
  paint(context: CanvasRenderingContext2D, scene: Scene, palette: Palette, ratio: number): void {
    const { width, height, edges, axis, x, y } = scene
    context.clearRect(0, 0, width, height)
    const columns = axis.between(x, x + width - edges.left)
    const rows = axis.between(y, y + height - edges.top)
    context.save()
    context.beginPath()
    context.rect(edges.left, edges.top, width - edges.left, height - edges.top)
    context.clip()
    context.translate(edges.left - x, edges.top - y)
    if (axis.size >= glyphSize) this.#glyphs(context, scene, palette, ratio, rows, columns)
    else this.#cells(context, scene, palette, rows, columns)
    if (axis.size >= outlined) flips(context, scene, palette, rows, columns)
    outlines(context, scene, palette)
    context.restore()
    header(context, scene, palette, rows, false)
    header(context, scene, palette, columns, true)
    context.fillStyle = palette.surface
    context.fillRect(0, 0, edges.left, edges.top)
  }

  // #cells paints a pixel for each cell and enlarges it.
  #cells(context: CanvasRenderingContext2D, scene: Scene, palette: Palette, rows: Range, columns: Range): void {
    const { axis, told, ordered } = scene
    const { size } = axis
    const colours = coloursOf(scene, palette)
    const small = this.#small.getContext('2d')
    if (!small) return
    const [width, height] = [columns[1] - columns[0], rows[1] - rows[0]]
    if (width < 1 || height < 1) return
    ;[this.#small.width, this.#small.height] = [width, height]
    const image = small.createImageData(width, height)
    const pixels = new Uint32Array(image.data.buffer)
    for (let r = 0; r < height; r++) {
      const from = ordered.order[rows[0] + r] ?? 0
      if (from >= told.rows) continue
      const line = from * told.actors.length
      for (let c = 0; c < width; c++) {
        const cell = told.bytes[line + (ordered.order[columns[0] + c] ?? 0)] ?? 0
        pixels[r * width + c] = colours[cell] ?? 0
      }
    }
    small.putImageData(image, 0, 0)
    context.imageSmoothingEnabled = false
    for (const [top, bottom] of axis.bands(rows))
      for (const [left, right] of axis.bands(columns))
        context.drawImage(
          this.#small,
          left - columns[0],
          top - rows[0],
          right - left,
          bottom - top,
          axis.offset(left),
          axis.offset(top),
          (right - left) * size,
          (bottom - top) * size,
        )
    if (size < 4) return
    context.fillStyle = palette.surface
    const [across, down] = [axis.offset(columns[1]), axis.offset(rows[1])]
    for (let c = columns[0]; c < columns[1]; c++)
      context.fillRect(axis.offset(c) + size - 1, axis.offset(rows[0]), 1, down - axis.offset(rows[0]))
    for (let r = rows[0]; r < rows[1]; r++)
      context.fillRect(axis.offset(columns[0]), axis.offset(r) + size - 1, across - axis.offset(columns[0]), 1)
  }

  #glyphs(
    context: CanvasRenderingContext2D,
    { axis, told, ordered }: Scene,
    palette: Palette,
    ratio: number,
    rows: Range,
    columns: Range,
  ): void {
    const drawn = JSON.stringify([palette, axis.size, ratio])
    if (drawn !== this.#drawn) this.#sprites.clear()
    this.#drawn = drawn
    for (let r = rows[0]; r < rows[1]; r++)
      for (let c = columns[0]; c < columns[1]; c++) {
        const outcome = outcomeAt(told, ordered.order[r] ?? 0, ordered.order[c] ?? 0)
        if (!outcome || outcome.mark === 'self') continue
        const sprite = this.#sprite(outcome.mark, outcome.cost, axis.size, palette, ratio)
        context.drawImage(sprite, axis.offset(c), axis.offset(r), axis.size, axis.size)
      }
  }

  // #sprite is a glyph as Glyph.svelte shows it.
  #sprite(mark: MarkName, cost: number, size: number, palette: Palette, ratio: number): HTMLCanvasElement {
    const known = this.#sprites.get(`${mark} ${cost}`)
    if (known) return known
    const sprite = document.createElement('canvas')
    sprite.width = sprite.height = Math.ceil(size * ratio)
    this.#sprites.set(`${mark} ${cost}`, sprite)
    const context = sprite.getContext('2d')
    if (!context) return sprite
    const { ink, tint } = palette.marks[mark]
    const { path, text = `${cost || ''}c` } = marks[mark]
    context.scale(sprite.width / size, sprite.height / size)
    context.fillStyle = tint
    context.beginPath()
    context.roundRect(1, 1, size - 2, size - 2, size * 0.25)
    context.fill()
    context.fillStyle = context.strokeStyle = ink
    if (path) {
      context.translate(size * 0.22, size * 0.22)
      context.scale((size * 0.56) / 16, (size * 0.56) / 16)
      context.lineWidth = 2.4
      context.lineCap = context.lineJoin = 'round'
      context.stroke(new Path2D(path))
    } else {
      context.font = `700 ${Math.min(size * 0.5, 13)}px ${palette.font}`
      context.textAlign = 'center'
      context.textBaseline = 'middle'
      context.fillText(text, size / 2, size / 2 + 0.5, size - 3)
    }
    return sprite
  }
}

type Range = readonly [number, number]

// coloursOf are the colours of bytes, as pixels have them. A changed cell that is too small for an outline has a colour of its own.
function coloursOf({ told, axis }: Scene, palette: Palette): Uint32Array {
  const colours = new Uint32Array(256)
  told.outcomes.forEach(({ mark }, number) => {
    const colour = mark === 'self' ? 0 : pixelOf(colourOf(palette, mark))
    colours[number] = colour
    colours[number + 128] = axis.size < outlined ? pixelOf(palette.accent) : colour
  })
  return colours
}

// pixelOf is a colour of CSS, rgb(r, g, b), in the order of bytes that every browser's machine has: little end first.
export function pixelOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+(\.\d+)?/g) ?? []).map(Number)
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0
}

// flips outlines the cells that the last edit changed: as Glyph.svelte does where there is a glyph, and darkly where there is none.
function flips(
  context: CanvasRenderingContext2D,
  { told, ordered, axis }: Scene,
  palette: Palette,
  rows: Range,
  columns: Range,
): void {
  if (told.flipped === 0) return
  const { size } = axis
  const glyphs = size >= glyphSize
  context.lineWidth = size < 10 ? 1 : 1.5
  for (let r = rows[0]; r < rows[1]; r++)
    for (let c = columns[0]; c < columns[1]; c++) {
      const [from, to] = [ordered.order[r] ?? 0, ordered.order[c] ?? 0]
      if (!flippedAt(told, from, to)) continue
      const mark = outcomeAt(told, from, to)?.mark ?? 'self'
      context.strokeStyle = glyphs && mark !== 'self' ? palette.marks[mark].ink : palette.ink
      context.beginPath()
      if (glyphs) context.roundRect(axis.offset(c) + 1, axis.offset(r) + 1, size - 2, size - 2, size * 0.25)
      else context.rect(axis.offset(c), axis.offset(r), size - 1, size - 1)
      context.stroke()
    }
}

// outlines show the row and the column of the cell that is pointed at, the cell, and the pair that is chosen.
function outlines(context: CanvasRenderingContext2D, scene: Scene, palette: Palette): void {
  const { axis, chosen, pointed, focused, x, y, width, height } = scene
  context.strokeStyle = palette.accent
  if (pointed) {
    const [row, column] = pointed
    context.globalAlpha = 0.55
    context.lineWidth = 1
    context.strokeRect(x - 2, axis.offset(row) - 0.5, width + 4, axis.size)
    context.strokeRect(axis.offset(column) - 0.5, y - 2, axis.size, height + 4)
    context.globalAlpha = 1
  }
  for (const [cell, line] of [
    [chosen, 2],
    [pointed, focused ? 2.5 : 1.5],
  ] as const) {
    if (!cell) continue
    context.lineWidth = line
    const [left, top, side] = [axis.offset(cell[1]), axis.offset(cell[0]), axis.size]
    context.strokeRect(left - line / 2, top - line / 2, side - 1 + line, side - 1 + line)
  }
}

// header writes names along one edge, as many as there is room for; those of the pair at hand always.
function header(
  context: CanvasRenderingContext2D,
  scene: Scene,
  palette: Palette,
  [first, end]: Range,
  across: boolean,
): void {
  const { axis, edges, width, height, names, ordered, chosen, pointed } = scene
  const side = across ? 1 : 0
  const [from, room, seen, moved] = across
    ? [edges.left, edges.top, width - edges.left, scene.x]
    : [edges.top, edges.left, height - edges.top, scene.y]
  context.save()
  context.beginPath()
  if (across) context.rect(from, 0, seen, room)
  else context.rect(0, from, room, seen)
  context.clip()
  context.fillStyle = palette.surface
  context.fillRect(0, 0, width, height)
  // From here on along is the way that places go, and names are written away from it.
  if (across) context.translate(from - moved, 0)
  else context.translate(0, from - moved)

  const written = Math.min(Math.max(axis.size - 2, 11), 12.5)
  const step = Math.max(1, Math.ceil(14 / axis.size))
  const initials = across && axis.size >= initialsSize
  const marked = [chosen?.[side], pointed?.[side]].filter((place) => place !== undefined)
  const write = (place: number, strong: boolean) => {
    const name = names[ordered.order[place] ?? 0]
    if (!name) return
    const at = axis.offset(place) + axis.size / 2
    context.font = `${strong ? 650 : 500} ${initials ? 11.5 : written}px ${palette.font}`
    context.textBaseline = 'middle'
    context.save()
    if (across) context.translate(at, initials ? edges.top - 11 : edges.top - 4)
    else context.translate(edges.band + 4, at)
    if (across && !initials) context.rotate(-Math.PI / 2)
    context.textAlign = initials ? 'center' : 'left'
    const text = initials ? name.initials : cut(context, name.full, room - edges.band - 12)
    if (strong && step > 1) {
      context.fillStyle = palette.surface
      context.fillRect(-4, -9, room, 18)
    }
    context.fillStyle = strong ? palette.ink : palette.muted
    context.fillText(text, 0, 0.5)
    context.restore()
  }
  for (let place = first - (first % step); place < end; place += step) if (!marked.includes(place)) write(place, false)
  for (const place of marked) write(place, true)

  context.font = `650 11px ${palette.font}`
  context.textAlign = across ? 'left' : 'right'
  context.textBaseline = 'middle'
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
    if (stretch > 24) context.fillText(cut(context, label, stretch - 2), across ? 1 : stretch - 1, edges.band / 2 - 1)
    context.restore()
  })
  context.restore()
}

// cut is a text as far as there is room for it.
function cut(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text
  const characters = [...text]
  while (characters.length > 1 && context.measureText(`${characters.join('')}…`).width > room) characters.pop()
  return `${characters.join('')}…`
}
