// Paints the part of the matrix that is seen: cells in their colours, with glyphs where there is room, and the names at the top and
// at the left, which stay while the rest moves.

import { marks, type MarkName } from '../parts/marks'
import { outcomeAt } from './everyone.svelte'
import { corner, Header } from './header'
import { flips, outlines } from './outlines'
import { colourOf, glyphSize, outlined, type Palette, type Range, type Scene } from './scene'

export class Painter {
  readonly #small = document.createElement('canvas') // cells of a pixel each
  #sprites = new Map<string, HTMLCanvasElement>()
  #drawn: readonly unknown[] = [] // what the sprites are drawn for

  readonly #senders: Header
  readonly #recipients: Header

  // What is kept is of one palette: fonts that come later write otherwise.
  constructor(private readonly palette: Palette) {
    this.#senders = new Header(palette, false)
    this.#recipients = new Header(palette, true)
  }

  // paint draws on a context whose unit is a CSS pixel, ratio of which the screen has.
  paint(context: CanvasRenderingContext2D, scene: Scene, ratio: number): void {
    const { palette } = this
    const { width, height, edges, axis, x, y } = scene
    context.clearRect(0, 0, width, height)
    const columns = axis.between(x, x + width - edges.left)
    const rows = axis.between(y, y + height - edges.top)
    context.save()
    context.beginPath()
    context.rect(edges.left, edges.top, width - edges.left, height - edges.top)
    context.clip()
    context.translate(edges.left - x, edges.top - y)
    if (axis.size >= glyphSize) this.#glyphs(context, scene, ratio, rows, columns)
    else this.#cells(context, scene, rows, columns)
    if (axis.size >= outlined) flips(context, scene, palette, rows, columns)
    outlines(context, scene, palette)
    context.restore()
    this.#senders.paint(context, scene, rows, ratio)
    this.#recipients.paint(context, scene, columns, ratio)
    corner(context, scene, palette)
  }

  // #cells paints a pixel for each cell and enlarges it.
  #cells(context: CanvasRenderingContext2D, scene: Scene, rows: Range, columns: Range): void {
    const { axis, told, ordered } = scene
    const { size } = axis
    const colours = coloursOf(scene, this.palette)
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
    context.fillStyle = this.palette.surface
    const [across, down] = [axis.offset(columns[1]), axis.offset(rows[1])]
    for (let c = columns[0]; c < columns[1]; c++)
      context.fillRect(axis.offset(c) + size - 1, axis.offset(rows[0]), 1, down - axis.offset(rows[0]))
    for (let r = rows[0]; r < rows[1]; r++)
      context.fillRect(axis.offset(columns[0]), axis.offset(r) + size - 1, across - axis.offset(columns[0]), 1)
  }

  #glyphs(
    context: CanvasRenderingContext2D,
    { axis, told, ordered }: Scene,
    ratio: number,
    rows: Range,
    columns: Range,
  ): void {
    const drawn = [axis.size, ratio]
    if (drawn.some((of, index) => of !== this.#drawn[index])) this.#sprites.clear()
    this.#drawn = drawn
    for (let r = rows[0]; r < rows[1]; r++)
      for (let c = columns[0]; c < columns[1]; c++) {
        const outcome = outcomeAt(told, ordered.order[r] ?? 0, ordered.order[c] ?? 0)
        if (!outcome || outcome.mark === 'self') continue
        const sprite = this.#sprite(outcome.mark, outcome.cost, axis.size, ratio)
        context.drawImage(sprite, axis.offset(c), axis.offset(r), axis.size, axis.size)
      }
  }

  // #sprite is a glyph as Glyph.svelte shows it.
  #sprite(mark: MarkName, cost: number, size: number, ratio: number): HTMLCanvasElement {
    const known = this.#sprites.get(`${mark} ${cost}`)
    if (known) return known
    const sprite = document.createElement('canvas')
    sprite.width = sprite.height = Math.ceil(size * ratio)
    this.#sprites.set(`${mark} ${cost}`, sprite)
    const context = sprite.getContext('2d')
    if (!context) return sprite
    const { ink, tint } = this.palette.marks[mark]
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
      context.font = `700 ${Math.min(size * 0.5, 13)}px ${this.palette.font}`
      context.textAlign = 'center'
      context.textBaseline = 'middle'
      context.fillText(text, size / 2, size / 2 + 0.5, size - 3)
    }
    return sprite
  }
}

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
