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
