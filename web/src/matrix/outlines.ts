// What is painted over cells: which of them the last edit changed, and which pair is pointed at and chosen.

import { flippedAt, outcomeAt } from './everyone.svelte'
import { glyphSize, type Palette, type Range, type Scene } from './scene'

// flips outlines the cells that the last edit changed: as Glyph.svelte does where there is a glyph, and darkly where there is none.
export function flips(
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
export function outlines(context: CanvasRenderingContext2D, scene: Scene, palette: Palette): void {
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
