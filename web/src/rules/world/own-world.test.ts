import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { InputError } from '../../engine/client'
import type { Edit, Rebased } from '../../engine/wire'
import { OwnWorld, unanswered, type Texts } from './own-world.svelte'

const mistake = {
  code: 'unexpected',
  severity: 'error' as const,
  message: 'no',
  line: 1,
  column: 1,
  start: 0,
  end: 1,
  fixes: [],
}

// A document in which a schema that begins with "broken" has a mistake, and one that begins with "other" loses something,
// unless it is renamed.
class Document {
  readonly history: Edit[] = []
  carried = false
  name = 'article'
  kept = 0

  get position() {
    return this.history.length
  }
  texts = (title?: string): Promise<Texts> => {
    const last = this.history.at(-1)?.set
    return Promise.resolve(title ? { schema: 'start', data: title } : (last ?? { schema: 'article' }))
  }
  losing = ({ set, renames }: Edit): Promise<Rebased | undefined> => {
    const schema = set?.['schema'] ?? ''
    const loses = schema.startsWith('other') && !renames
    return Promise.resolve({
      lost: loses ? [{ text: 'Age, set on Ann', of: [] }] : [],
      renames: loses ? [{ what: 'Person.age', to: 'years', text: 'Rename' }] : [],
      mistakes: schema.startsWith('broken') ? [{ part: 'schema', diagnostics: [mistake] }] : [],
    })
  }
  get source() {
    return this.history.at(-1)
  }
  take = (edit: Edit, coalesce: boolean): Promise<readonly InputError[] | undefined> => {
    if (coalesce) this.history.pop()
    this.history.push(edit)
    this.carried = true
    this.name = edit.value || 'own'
    return Promise.resolve([])
  }
  keep = () => this.kept++
}

describe('a world of one’s own', () => {
  let document: Document
  let world: OwnWorld

  beforeEach(() => {
    vi.useFakeTimers()
    document = new Document()
    world = new OwnWorld(document)
  })

  const pause = () => vi.advanceTimersByTimeAsync(500)
  const schemas = () => document.history.map(({ set }) => set?.['schema'])

  it('begins with the rules in force, or from nothing', async () => {
    expect(world.open).toBe(false)
    await world.copy()
    expect(schemas()).toEqual(['article'])
    expect(world.open).toBe(true)
    world = new OwnWorld((document = new Document()))
    await world.begin('Mine')
    expect(document.history).toEqual([{ kind: 'world', value: '', set: { schema: 'start', data: 'Mine' } }])
  })

  it('comes into force after a pause, and what is typed in one go is one edit', async () => {
    await world.begin('Mine')
    world.leave()
    await pause()
    for (const text of ['a', 'ab']) world.type('schema', text)
    await pause()
    world.type('rules', 'c')
    await pause()
    expect(schemas()).toEqual(['start', 'ab'])
    expect(document.history[1]?.set).toEqual({ schema: 'ab', data: 'Mine', rules: 'c' })
    expect(document.history[1]?.value).toBe('own')
    expect(world.draft).toBeUndefined()
    expect(world.text('rules')).toBe('c')
  })

  it('with mistakes is a draft, and the last one stays in force', async () => {
    await world.begin('Mine')
    world.type('schema', 'broken')
    await pause()
    expect(schemas()).toEqual(['start'])
    expect(world.errors).toBe(1)
    expect(world.mistakes('schema')).toEqual([mistake])
    expect(world.mistakes('rules')).toEqual([])
    expect(world.draft?.['schema']).toBe('broken')
    world.discard()
    expect(world.text('schema')).toBe('start')
  })

  it('waits for consent where something would be lost', async () => {
    await world.begin('Mine')
    world.type('schema', 'other')
    await pause()
    expect(schemas()).toEqual(['start'])
    expect(world.lost).toEqual([{ text: 'Age, set on Ann', of: [] }])
    await world.apply()
    expect(schemas()).toEqual(['start', 'other'])
    expect(world.lost).toEqual([])
  })

  it('keeps what is renamed, and says so once', async () => {
    await world.begin('Mine')
    world.type('schema', 'other')
    await pause()
    for (const offer of world.offers) await world.rename(offer)
    expect(document.history.at(-1)?.renames).toEqual({ 'Person.age': 'years' })
    world.type('schema', 'third')
    await pause()
    expect(document.history.at(-1)?.renames).toBeUndefined()
  })

  it('follows what was done elsewhere, unless something is typed', async () => {
    await world.begin('Mine')
    document.history.push({ kind: 'world', set: { schema: 'undone' } })
    await world.refresh()
    expect(world.text('schema')).toBe('undone')
    world.type('schema', 'broken')
    document.history.pop()
    await world.refresh()
    expect(world.text('schema')).toBe('broken')
  })

  it('does not take back what was done beside a draft', async () => {
    await world.begin('Mine')
    world.type('schema', 'broken')
    await pause()
    document.history.push({ kind: 'world', set: { schema: 'elsewhere' } })
    await world.refresh()
    world.type('schema', 'mended')
    await pause()
    await world.apply()
    expect(schemas()).toEqual(['start', 'elsewhere'])
    expect(world.text('schema')).toBe('mended')
    expect(world.refused).toContain('changed elsewhere')
    document.history.pop()
    world.type('schema', 'mended again')
    await pause()
    expect(schemas()).toEqual(['start', 'mended again'])
    expect(world.refused).toBe('')
  })

  it('is kept where the engine dies over it', async () => {
    await world.begin('Mine')
    document.take = () => Promise.resolve(undefined)
    world.type('schema', 'precious')
    await pause()
    expect(world.draft?.['schema']).toBe('precious')
    expect(world.refused).toBe(unanswered)
  })

  it('says so where the engine has no answer about its texts, until there is one', async () => {
    await world.begin('Mine')
    const { losing } = document
    document.losing = () => Promise.resolve(undefined)
    world.type('schema', 'unreadable')
    await pause()
    expect(world.refused).toBe(unanswered)
    document.losing = losing
    await world.settled()
    expect(world.refused).toBe('')
    expect(world.draft).toBeUndefined()
  })
})
