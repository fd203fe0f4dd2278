import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Found, Linted } from '../../engine/wire'
import { OwnRules, unanswered } from './own.svelte'

const mistake = {
  code: 'unexpected',
  severity: 'error',
  message: 'no',
  line: 1,
  column: 1,
  start: 0,
  end: 1,
  fixes: [],
} as const

// A document in which a text that begins with "broken" has a mistake.
class Document {
  readonly history: string[] = ['']
  kept = 0
  policies = ''
  late: (() => void)[] | undefined // where answers wait

  get position() {
    return this.history.length - 1
  }
  lint = async (text: string): Promise<Linted | undefined> => {
    if (this.late) await new Promise<void>((answer) => this.late?.push(answer))
    return { rules: [], diagnostics: text.startsWith('broken') ? [{ ...mistake, fixes: [] }] : [] }
  }
  slices = 1
  asked: string[] = [] // for findings
  findings = (text: string): Promise<Found> => {
    this.asked.push(text)
    const done = this.asked.filter((before) => before === text).length
    const diagnostics = Array.from({ length: done }, () => ({ ...mistake, severity: 'warning' as const, fixes: [] }))
    return Promise.resolve({
      rules: [],
      diagnostics,
      progress: { done, of: this.slices, more: done < this.slices },
      untold: 0,
    })
  }
  write = (text: string, coalesce: boolean) => {
    if (coalesce) this.history.pop()
    this.history.push((this.policies = text))
    return Promise.resolve([])
  }
  undo = () => {
    this.history.pop()
    this.policies = this.history.at(-1) ?? ''
    return Promise.resolve()
  }
  keep = () => this.kept++
}

describe('rules of one’s own', () => {
  let document: Document
  let own: OwnRules

  beforeEach(() => {
    vi.useFakeTimers()
    document = new Document()
    own = new OwnRules(document)
  })

  const pause = () => vi.advanceTimersByTimeAsync(200)

  it('come into force after a pause, and what is typed in one go is one edit', async () => {
    for (const text of ['a', 'ab', 'abc']) own.type(text)
    expect(document.policies).toBe('')
    await pause()
    expect(document.history).toEqual(['', 'abc'])
    own.type('abcd')
    await pause()
    expect(document.history).toEqual(['', 'abcd'])
    expect(own.draft).toBeUndefined()
  })

  it('are a draft while they are broken, and those before stay in force', async () => {
    own.type('good')
    await pause()
    own.type('broken')
    await pause()
    expect(document.history).toEqual(['', 'good'])
    expect(own.draft).toBe('broken')
    expect(own.errors).toBe(1)
    expect(document.kept).toBeGreaterThan(0)
    own.type('better')
    await pause()
    expect(document.history).toEqual(['', 'better'])
    expect(own.draft).toBeUndefined()
    expect(own.errors).toBe(0)
  })

  it('leave no step behind that are typed and taken back', async () => {
    own.type('good')
    await pause()
    own.type('')
    await pause()
    expect(document.history).toEqual([''])
  })

  it('that are typed after they were left are a step of their own', async () => {
    own.type('good')
    await pause()
    own.leave()
    await pause()
    own.type('good too')
    await pause()
    expect(document.history).toEqual(['', 'good', 'good too'])
  })

  it('are checked as they are now, however late an answer to what they were comes', async () => {
    document.late = []
    own.type('broken')
    await pause()
    own.type('good')
    await pause()
    const [first, second] = document.late
    second?.()
    await pause()
    first?.()
    await pause()
    expect(own.errors).toBe(0)
    expect(document.policies).toBe('good')
  })

  it('are settled once they are in force or known to be broken', async () => {
    own.type('good')
    await own.settled()
    expect(document.policies).toBe('good')
    own.type('broken')
    await own.settled()
    expect(own.errors).toBe(1)
  })

  it('are looked at in slices until all are told, and the last slice has what all found', async () => {
    document.slices = 3
    own.type('good')
    await vi.advanceTimersByTimeAsync(1000)
    expect(document.asked).toEqual(['good', 'good', 'good'])
    expect(own.linted?.diagnostics).toHaveLength(3)
    expect(own.found?.progress).toEqual({ done: 3, of: 3, more: false })
  })

  it('are looked at no further once something else is typed', async () => {
    document.slices = Infinity
    const { findings } = document
    document.findings = (text) => {
      if (document.asked.length === 1) own.type('better')
      return findings(text)
    }
    own.type('good')
    await vi.advanceTimersByTimeAsync(650)
    expect(document.asked).toEqual(['good', 'good'])
    own.drop()
  })

  it('are forgotten with their document', async () => {
    own.type('broken')
    own.drop()
    await pause()
    expect(own.text).toBe('')
    expect(document.history).toEqual([''])
  })

  it('do not take back what was done beside a draft', async () => {
    own.type('broken')
    await pause()
    await document.write('composed', false)
    own.type('mended')
    await pause()
    expect(document.policies).toBe('composed')
    expect(own.text).toBe('mended')
    expect(own.refused).toContain('changed elsewhere')
    await document.undo()
    own.type('mended again')
    await pause()
    expect(document.policies).toBe('mended again')
    expect(own.refused).toBe('')
  })

  it('are kept where the engine dies over them', async () => {
    document.write = () => Promise.resolve([])
    own.type('precious')
    await pause()
    expect(own.text).toBe('precious')
    expect(own.draft).toBe('precious')
    expect(own.refused).toBe(unanswered)
  })

  it('say so where the engine has no answer about them, until something else is typed', async () => {
    const { lint } = document
    document.lint = () => Promise.resolve(undefined)
    own.type('unreadable')
    await pause()
    expect(own.refused).toBe(unanswered)
    document.lint = lint
    own.type('good')
    expect(own.refused).toBe('')
    await pause()
    expect(document.policies).toBe('good')
  })
})
