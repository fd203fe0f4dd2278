import { describe, expect, it } from 'vitest'
import { missing, optionsOf, settingsOf } from './options'
import { elementHtml, frameAddress, frameHtml, type Snippet } from './snippet'

const plain = {
  from: '',
  to: '',
  action: '',
  view: 'pair',
  theme: 'auto',
  readonly: false,
  controls: false,
  refused: [],
} as const

describe('the address of a frame', () => {
  const read = (address: string) => optionsOf(new URL(address, 'https://example.org/embed.html'))

  it('says who the page around it is', () => {
    expect(read('#host=https%3A%2F%2Fdocs.example')).toEqual({ ...plain, host: 'https://docs.example' })
  })

  it('has a link and settings in any order', () => {
    const link = '#1=0badcafe.eJyrVk'
    const settings = { ...plain, view: 'matrix', theme: 'dark', from: 'ana', controls: true, link }
    expect(read(`${link}&view=matrix&theme=dark&from=ana&controls`)).toEqual(settings)
    expect(read(`#view=matrix&from=ana&${link.slice(1)}&controls&theme=dark`)).toEqual(settings)
  })

  it('has the address of a file', () => {
    expect(read('?src=a%2Fb.json#readonly')).toEqual({ ...plain, src: 'a/b.json', readonly: true })
  })

  it('may hold nonsense', () => {
    expect(read('#view=__proto__&theme=<b>&controls=false&%&&=')).toEqual({
      ...plain,
      refused: [
        { path: 'view', message: 'There is no "__proto__" here, but pair, network, matrix.' },
        { path: 'theme', message: 'There is no "<b>" here, but auto, light, dark.' },
      ],
    })
    expect(settingsOf(() => ({}))).toEqual(plain)
    expect(settingsOf(() => '')).toEqual({ ...plain, readonly: true, controls: true })
  })
})

describe('what a page asks for and is not there', () => {
  const shown = { from: 'ana', to: 'ben', actors: ['ana', 'ben', 'cara'], actions: ['message', 'inmail'] }

  it('is nothing where it gets what it asks for, or asks for nothing', () => {
    expect(missing(plain, shown)).toEqual([])
    expect(missing({ ...plain, from: 'ana', to: 'ben', action: 'inmail' }, shown)).toEqual([])
  })

  it('is named with what there is', () => {
    expect(missing({ ...plain, from: 'zed', to: 'yan', action: 'fly' }, shown)).toEqual([
      { path: 'from', message: 'There is no "zed" here, but ana, ben, cara.' },
      { path: 'to', message: 'There is no "yan" here, but ana, ben, cara.' },
      { path: 'action', message: 'There is no "fly" here, but message, inmail.' },
    ])
    expect(missing({ ...plain, from: 'ana', to: 'ana' }, shown)).toEqual([
      { path: 'to', message: '"ana" cannot be paired with itself.' },
    ])
    expect(missing({ ...plain, from: 'ana' }, { from: '', to: '', actors: [], actions: [] })).toEqual([
      { path: 'from', message: 'There is no "ana" here.' },
    ])
  })

  it('is named shortly in a crowd', () => {
    const actors = Array.from({ length: 300 }, (_, index) => `m${index}`)
    const [{ message = '' } = {}] = missing({ ...plain, from: 'x'.repeat(500) }, { ...shown, actors })
    expect(message).toMatch(/ and 288 more\.$/)
    expect(message.length).toBeLessThan(200)
  })
})

describe('what is pasted', () => {
  const snippet: Snippet = {
    site: 'https://example.org/inroad/',
    scenario: '{"inroad": 1,\n "title": "<\\"A\\" & B>"}',
    fragment: '#1=0badcafe.abc',
    settings: {
      ...plain,
      from: 'ana',
      to: 'ben',
      view: 'network',
      theme: 'dark',
      controls: true,
    },
    sentence: 'Ana & Ben <3',
  }

  it('is an element that holds the scenario', () => {
    const html = elementHtml(snippet)
    expect(html).toContain('<script async src="https://example.org/inroad/embed.js"></script>')
    expect(html).toContain('from="ana" to="ben" view="network" controls theme="dark"')
    expect(html).toContain('<p>Ana &amp; Ben &lt;3</p>')
    const unescaped = /scenario="([^"]*)"/
      .exec(html)?.[1]
      ?.replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
    expect(JSON.parse(unescaped ?? '')).toEqual(JSON.parse(snippet.scenario))
    expect(html).not.toMatch(/\n\s*\n/) // a blank line would end HTML in Markdown
  })

  it('is an iframe whose address the frame reads again', () => {
    expect(frameHtml(snippet)).toContain('&amp;view=network')
    const { settings } = snippet
    expect(optionsOf(new URL(frameAddress(snippet)))).toEqual({ ...settings, from: '', to: '', link: snippet.fragment })
  })
})
