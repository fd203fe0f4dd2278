import { expect, it } from 'vitest'
import { docsOf } from './docs'

it('leads to the pages of the rule set in force, and of none that a scenario brings', () => {
  const rule = { id: 'block', own: false }
  expect(docsOf({ set: 'linkedin', carried: false })).toBe('./docs/rules/linkedin/index.html')
  expect(docsOf({ set: 'article', carried: false }, rule)).toBe('./docs/rules/article/index.html#block')
  expect(docsOf({ set: 'article', carried: false }, { ...rule, own: true })).toBeUndefined()
  expect(docsOf({ set: 'hospital', carried: true }, rule)).toBeUndefined()
})
