import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { markNames, marks } from './marks'

it('marks are told apart without their colours', () => {
  const glyphs = markNames.map((mark) => {
    const { path, text } = marks[mark]
    return path ?? text ?? 'what it costs'
  })
  expect(new Set(glyphs).size).toBe(markNames.length)
  expect(new Set(markNames.map((mark) => marks[mark].label)).size).toBe(markNames.length)
})

// The page draws the strokes of a path as the diagonals of backgrounds, in a box of 14 pixels, which the style sheet has to place.
it('are drawn by the style sheet as by their paths', () => {
  const styles = readFileSync(new URL('./Glyph.svelte', import.meta.url), 'utf8').replace(/\s+/g, ' ')
  const numbers = (text: string) => [...text.matchAll(/-?[\d.]+/g)].map(([number]) => Number(number))
  for (const mark of markNames) {
    const { path } = marks[mark]
    if (!path) continue
    const boxes = path.split('M').flatMap((line) => {
      const [x1 = NaN, y1 = NaN, ...to] = numbers(line)
      const ends = line.includes('h') ? [x1 + (to[0] ?? NaN), y1] : to
      const points = [[x1, y1], ...Array.from({ length: ends.length / 2 }, (_, n) => [ends[2 * n], ends[2 * n + 1]])]
      return points.slice(1).map(([x = NaN, y = NaN], n) => {
        const [fromX = NaN, fromY = NaN] = points[n] ?? []
        const [across, down] = [Math.abs(x - fromX), Math.abs(y - fromY)]
        const round = 1.15 // half of a stroke, as it ends
        return [Math.min(x, fromX) - round, Math.min(y, fromY) - round, across + 2 * round, down + 2 * round]
      })
    })
    const found = new RegExp(`\\.${mark} i \\{[^}]*background-position: ([^;]*);[^}]*background-size: ([^;]*);`).exec(
      styles,
    )
    const [at, size] = [numbers(found?.[1] ?? ''), numbers(found?.[2] ?? '')]
    expect(boxes.length, mark).toBeGreaterThan(0)
    boxes.forEach((box, n) => {
      // What is said once is said of all.
      const pick = (list: number[]) => [list[2 * n] ?? list[0] ?? NaN, list[2 * n + 1] ?? list[1] ?? NaN]
      const drawn = [...pick(at), ...pick(size)]
      box.forEach((value, side) =>
        expect(Math.abs((drawn[side] ?? NaN) - (value * 14) / 16), `${mark} ${n} ${side}`).toBeLessThan(0.5),
      )
    })
  }
})
