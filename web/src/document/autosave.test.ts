// What is kept over reloads: whose it is, which version it has, and that nothing overwrites what
// could not be read.

import { readdirSync, readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { textOf, titleOf } from './aside'
import { Autosave, foundOf, isOwn, read, type Kept } from './autosave'
import { begin } from './work'

// storage is a Storage whose keys are its own properties, as those of the browser's are.
function storage(room = Infinity): Storage {
  const methods = {
    getItem(this: Record<string, string>, name: string) {
      return Object.hasOwn(this, name) ? this[name] : null
    },
    setItem(this: Record<string, string>, name: string, text: string) {
      const others = Object.entries(this).filter(([other]) => other !== name)
      if ([...others, [name, text]].flat().join('').length > room) throw new Error('QuotaExceededError')
      this[name] = text
    },
    removeItem(this: Record<string, string>, name: string) {
      Reflect.deleteProperty(this, name)
    },
  }
  return Object.create(methods) as Storage
}

const own = (title: string): Kept => ({
  work: begin(JSON.stringify({ inroad: 1, title })),
  look: {},
  example: '',
  link: '',
})
const titles = (autosave: Autosave) => autosave.aside().map(titleOf)
const titleAt = (autosave: Autosave, link = '') => titleOf(autosave.find(link) ?? {})

let local: Storage
let session: Storage
const at = (address: string) =>
  new Autosave(
    `https://example.org${address}`,
    () => local,
    () => session,
  )

beforeEach(() => {
  local = storage()
  session = storage()
})

describe('what is kept', () => {
  it('is found again at every address of its folder, and nowhere else', () => {
    at('/inroad/index.html').keep(own('Mine'), true)
    expect(titleAt(at('/inroad/'))).toBe('Mine')
    expect(titleAt(at('/inroad/?a=b#c'))).toBe('Mine')
    for (const other of ['/', '/inroad/docs/', '/inroad2/']) expect(at(other).find('')).toBeUndefined()
  })

  it('is what is open, where there is no room for what was open before it', () => {
    const mine = own('Mine')
    local = storage(2 * foundOf(mine).text.length)
    const before = { ...own('x'.repeat(1000)), replaced: [] }
    at('/').keep({ ...mine, replaced: [before] }, true)
    expect(at('/').find('')?.kept).toMatchObject(mine)
    expect(at('/').find('')?.kept?.replaced).toBeUndefined()
    expect(at('/').find('')?.kept?.gone).toBe(1)
    local = storage()
    at('/').keep({ ...mine, replaced: [mine] }, true)
    expect(at('/').find('')?.kept?.replaced).toHaveLength(1)
  })

  it('says which version it has', () => {
    at('/').keep(own('Mine'), true)
    expect(JSON.parse(local.getItem('inroad 1 /') ?? '')).toMatchObject({ version: 1 })
  })

  const folder = new URL('../../../rules/testdata/histories/', import.meta.url)
  const histories = readdirSync(folder).filter((name) => /^v1-[^.]+\.json$/.test(name))

  it.each(histories)('is read for ever: %s', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    const { work } = JSON.parse(text) as Kept
    expect(read(text).kept?.work).toEqual(work)
    expect(read(JSON.stringify({ version: 1, ...JSON.parse(text) })).kept?.work).toEqual(work)
    const shown = textOf({ ...read(text), errors: [] })
    for (const edit of work.edits) expect(shown).toContain(JSON.stringify(edit))
    expect(shown).toContain(work.scenario.trimEnd())
  })

  it.each([
    ['no JSON', 'not what Inroad keeps'],
    ['null', 'not what Inroad keeps'],
    ['7', 'not what Inroad keeps'],
    ['{"work": {"scenario": 1}}', 'not what Inroad keeps'],
    [JSON.stringify({ ...own('x'), version: 0 }), 'not what Inroad keeps'],
    [JSON.stringify({ ...own('x'), version: '1' }), 'not what Inroad keeps'],
    [JSON.stringify({ ...own('x'), link: '#1=a.b' }), 'not what Inroad keeps'],
    [JSON.stringify({ ...own('x'), version: 2 }), 'A newer Inroad kept it (version 2'],
    ['{"version": 2, "document": {}}', 'A newer Inroad kept it (version 2'],
  ])('%s is not read, and is shown as it is', (text, reason) => {
    const found = read(text)
    expect(found.kept).toBeUndefined()
    expect(found.reason).toContain(reason)
    expect(textOf({ ...found, errors: [] })).toContain(text)
  })

  it('gives way to a change in this tab, and not to a look, when another tab has changed it', () => {
    const [one, two] = [at('/'), at('/')]
    one.keep(own('One'), true)
    two.find('')
    one.keep(own('One changed'), true)
    two.keep(own('Two'), false)
    expect(titleAt(one)).toBe('One changed')
    two.keep(own('Two'), true)
    expect(titleAt(one)).toBe('Two')
  })

  it('of a newer Inroad in another tab is set aside before a change takes its place', () => {
    const tab = at('/')
    tab.keep(own('Mine'), true)
    const newer = JSON.stringify({ version: 2, document: 'theirs' })
    local.setItem('inroad 1 /', newer)
    tab.keep(own('Mine, changed'), true)
    expect(titleAt(tab)).toBe('Mine, changed')
    expect(at('/').aside()).toMatchObject([{ text: newer, reason: expect.stringContaining('version 2') as string }])
  })
})

describe('where each address had a place of its own', () => {
  const old = (file: string, kept: Kept) => local.setItem(`inroad 1 /inroad/${file}`, JSON.stringify(kept))

  it('what one of them kept is found at both', () => {
    old('index.html', own('From index.html'))
    expect(titleAt(at('/inroad/'))).toBe('From index.html')
    expect(titleAt(at('/inroad/index.html'))).toBe('From index.html')
    expect(at('/inroad/').aside()).toEqual([])
  })

  it.each([
    ['/inroad/index.html', 'From index.html', 'From the folder'],
    ['/inroad/', 'From the folder', 'From index.html'],
  ])('of two works that of %s is open, and the other lies aside', (address, open, aside) => {
    old('index.html', own('From index.html'))
    old('', own('From the folder'))
    const autosave = at(address)
    expect(titleAt(autosave)).toBe(open)
    expect(titles(autosave)).toEqual([aside])
    expect(titles(at('/inroad/'))).toEqual([aside]) // and again, after a reload
    expect(Object.keys(local)).toHaveLength(2)
  })

  it('an example that was only looked at is nobody’s work', () => {
    old('index.html', { ...own('An example'), example: 'cold-outreach' })
    old('', own('Mine'))
    const autosave = at('/inroad/index.html')
    expect(titleAt(autosave)).toBe('Mine')
    expect(autosave.aside()).toEqual([])
  })

  it('what cannot be read lies aside', () => {
    local.setItem('inroad 1 /inroad/index.html', 'rubbish')
    old('', own('Mine'))
    const autosave = at('/inroad/')
    expect(titleAt(autosave)).toBe('Mine')
    expect(autosave.aside()).toMatchObject([{ text: 'rubbish' }])
  })

  it('what came by a link is found, too', () => {
    const link = '#1=0badcafe.abc'
    session.setItem('inroad 1 /inroad/index.html 0badcafe', JSON.stringify({ ...own('By a link'), link }))
    expect(titleAt(at('/inroad/'), link)).toBe('By a link')
  })

  it('other folders and other programs are left alone', () => {
    local.setItem('inroad 1 /inroad/docs/index.html', 'x')
    local.setItem('inroad 1 /inroad-two/', 'x')
    local.setItem('other', 'x')
    const before = { ...local }
    at('/inroad/')
    expect({ ...local }).toEqual(before)
  })
})

describe('what was set aside', () => {
  const errors = [{ path: 'edits[0].actor', message: 'nobody has the id "zed"' }]

  it('stays until it is discarded', () => {
    const autosave = at('/')
    autosave.keep(own('Broken'), true)
    autosave.setAside(autosave.find('')!, errors)
    autosave.keep(own('In its place'), true)
    const [aside, ...others] = at('/').aside()
    expect(others).toEqual([])
    expect(aside).toMatchObject({ kept: own('Broken'), errors })
    expect(textOf(aside!)).toContain('edits[0].actor: nobody has the id "zed"')
    autosave.discard(aside!)
    expect(at('/').aside()).toEqual([])
    expect(titleAt(at('/'))).toBe('In its place')
  })

  it('is there once, however often', () => {
    const autosave = at('/')
    autosave.keep(own('Broken'), true)
    for (let times = 0; times < 3; times++) autosave.setAside(autosave.find('')!, errors)
    expect(titles(autosave)).toEqual(['Broken'])
  })

  it('is not overwritten where there is no room for it elsewhere', () => {
    at('/').keep(own('Broken'), true)
    local = Object.assign(storage(250), local)
    for (let reloads = 0; reloads < 2; reloads++) {
      const autosave = at('/')
      const found = autosave.find('')!
      autosave.setAside(found, errors)
      autosave.keep(own('In its place'), true)
      expect(titles(autosave)).toEqual(['Broken'])
      expect(titleAt(at('/'))).toBe('Broken')
    }
    const autosave = at('/')
    autosave.setAside(autosave.find('')!, errors)
    autosave.discard(autosave.aside()[0]!)
    autosave.keep(own('In its place'), true)
    expect(titleAt(at('/'))).toBe('In its place')
  })

  it('of a link lies with it, as long as its tab', () => {
    const link = '#1=0badcafe.abc'
    const autosave = at('/')
    autosave.keep({ ...own('By a link'), link }, true)
    autosave.setAside(autosave.find(link)!, errors)
    expect(titles(at('/'))).toEqual(['By a link'])
    expect(Object.keys(local)).toEqual([])
  })
})

describe('where storage is refused', () => {
  it('the page goes on without', () => {
    const refuse = () => {
      throw new Error('SecurityError')
    }
    const autosave = new Autosave('https://example.org/', refuse, refuse)
    autosave.keep(own('Mine'), true)
    expect(autosave.find('')).toBeUndefined()
    expect(autosave.aside()).toEqual([])
  })
})

describe('the title of what lies aside', () => {
  it('is what it was called last', () => {
    const kept = own('First')
    const edits = [
      { kind: 'title' as const, value: 'Second' },
      { kind: 'title' as const, value: 'Undone' },
    ]
    expect(titleOf({ kept })).toBe('First')
    expect(titleOf({ kept: { ...kept, work: { ...kept.work, edits, position: 1 } } })).toBe('Second')
    expect(titleOf({ kept: { ...kept, work: begin('no JSON') } })).toBe('')
    expect(titleOf({})).toBe('')
  })
})

describe('rules with mistakes', () => {
  it('are kept with the work, and are work themselves', () => {
    const looked = { ...own('Looked at'), example: 'cold-outreach' }
    expect(isOwn(foundOf(looked))).toBe(false)
    const found = foundOf({ ...looked, draft: 'forbid(' })
    expect(isOwn(found)).toBe(true)
    expect(read(found.text).kept?.draft).toBe('forbid(')
    const written = foundOf({ ...looked, world: { schema: 'entity' } })
    expect(isOwn(written)).toBe(true)
    expect(read(written.text).kept?.world).toEqual({ schema: 'entity' })
    expect(read(written.text.replace('"entity"', '1')).kept).toBeUndefined()
    expect(read(found.text.replace('"forbid("', '7')).kept).toBeUndefined()
  })
})
