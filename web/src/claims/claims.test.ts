import { describe, expect, it } from 'vitest'
import { claims, commonest, found } from './claims'

const files = (words: string) => found(words).map(({ file }) => file)

describe('claims', () => {
  it('has a question, an answer and a verdict for each', () => {
    expect(claims.length).toBeGreaterThanOrEqual(20)
    for (const { file, question, answer, verdicts, scenario } of claims) {
      expect(question, file).toMatch(/\?$/)
      expect(answer, file).not.toBe('')
      expect(scenario, file).toContain('"checks"')
      expect(verdicts.length, file).toBeGreaterThan(0)
      for (const { expect: verdict } of verdicts) expect(verdict, file).toMatch(/^(allowed|forbidden|unstated|denied)$/)
    }
  })

  it('asks both sets of at least twenty', () => {
    expect(claims.filter(({ verdicts }) => verdicts.length > 1).length).toBeGreaterThanOrEqual(20)
  })

  it('finds by the words of a button, whichever case, and by several words', () => {
    expect(files('PADLOCK')).toEqual(['locked-message'])
    expect(files('linkedin member')).toContain('linkedin-member')
    expect(files('connect degree')).toContain('connect-third-degree')
    expect(files('no such word')).toEqual([])
    expect(files('  ')).toHaveLength(claims.length)
  })

  it('proposes words that find something', () => {
    expect(commonest).toHaveLength(4)
    for (const word of commonest) expect(files(word).length, word).toBeGreaterThan(3)
  })
})
