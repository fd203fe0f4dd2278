import { expect, it } from 'vitest'
import { examples } from './examples'

it('names no two examples alike, whichever set they are of', () => {
  const ids = examples.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(examples.every(({ set }) => set !== '')).toBe(true)
})
