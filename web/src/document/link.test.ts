import { readdirSync, readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { examples } from './examples'
import { fragment, longestLink, mend, mostBytes, open, type Shared } from './link'

const shared: Shared = {
  scenario: '{"inroad": 1, "title": "Zoë & 中文 — 🧭", "members": [{"id": "ana"}]}',
  look: { from: 'ana', to: 'ben', inward: true },
  answers: ['allowed cost=1', 'forbidden'],
}

// raw makes a link of any payload; its checksum is right, or nothing would be looked at.
function raw(payload: string | Uint8Array): string {
  return sealed(deflateRawSync(payload, { level: 9 }).toString('base64url'))
}

function sealed(text: string): string {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0
  return `#1=${hash.toString(16).padStart(8, '0')}.${text}`
}

describe('a link', () => {
  test('opens to exactly what it was made of', async () => {
    expect(open(fragment(shared))).toEqual({ ok: true, shared })
    expect(examples.length).toBeGreaterThan(5)
    for (const example of examples) {
      const scenario = await example.scenario()
      expect(open(fragment({ ...shared, scenario }))).toEqual({ ok: true, shared: { ...shared, scenario } })
    }
  })

  test('of every example is short enough to be sent', async () => {
    for (const example of examples) {
      const scenario = await example.scenario()
      expect(fragment({ ...shared, scenario }).length).toBeLessThan(longestLink / 5)
    }
  })

  test('cut short anywhere is refused in words', () => {
    const link = fragment(shared)
    for (let length = 0; length < link.length; length++) {
      const opened = open(link.slice(0, length))
      expect(opened.ok, `cut at ${length}`).toBe(false)
      if (!opened.ok) expect(opened.reason).toMatch(/\.$/)
    }
  })

  test('with any character changed is refused', () => {
    const link = fragment(shared)
    for (let at = 0; at < link.length; at++) {
      for (const other of ['A', '_', '%', ' ', '\u{1F9ED}'].filter((other) => other !== link[at])) {
        expect(open(link.slice(0, at) + other + link.slice(at + 1)).ok, `${other} at ${at}`).toBe(false)
      }
    }
  })

  // What chats, mail programs, trackers and hands leave around a link, as a browser hands it on or
  // percent-encodes it. Each is tried at the end, and twice.
  const around = [
    ...[
      ')',
      ']',
      '}',
      '>',
      ',',
      '.',
      '...',
      '…',
      ';',
      ':',
      '!',
      '?',
      '"',
      "'",
      '”',
      '»',
      '*',
      '**',
      '_',
      '__',
      '~',
      '`',
      '|',
      '\\',
      '/',
    ],
    ...[
      '%20',
      '%20%20',
      '%0A',
      '%0D%0A',
      '%22',
      '%3E',
      '%29',
      '%E2%80%A6',
      '%E2%80%8B',
      '%C2%A0',
      '%',
      '%2',
      '%FF',
      ' ',
      '\n',
      '\t',
    ],
    ...[
      '&utm_source=x',
      '&utm_source=news&utm_medium=mail',
      '?fbclid=AbC-_09',
      '&amp;',
      '#',
      '#top',
      '=',
      '>)',
      '").',
      '-',
      'x',
      '。',
      '）',
    ],
  ]
  test.each(around)('with %j after it is the link before that', (junk) => {
    const link = fragment(shared)
    for (const after of [junk, junk + junk, `${junk} and more text.`]) {
      expect(open(link + after), after).toEqual({ ok: true, shared })
      expect(mend(link + after), after).toBe(link)
    }
  })

  test.each([' ', '%20', '\n', '%0A', '%0D%0A', '\r\n> ', '=\n', '\u00ad', '\u200b', '%E2%80%8B'])(
    'with %j inside is the link without it',
    (junk) => {
      const link = fragment(shared)
      for (let at = 3; at <= link.length; at++) {
        expect(mend(link.slice(0, at) + junk + link.slice(at)), `at ${at}`).toBe(link)
      }
      expect(open(`${link.match(/.{1,20}/g)?.join(junk)}).`)).toEqual({ ok: true, shared })
    },
  )

  test('with its own punctuation percent-encoded opens', () => {
    expect(open(fragment(shared).replace('=', '%3D').replace('.', '%2e'))).toEqual({ ok: true, shared })
  })

  test('that cannot be mended is left as it is', () => {
    for (const hash of [
      '',
      '#',
      '#top',
      '#2=abc).',
      '#1=abc).',
      '#1=0badcafe.abc).',
      `${fragment(shared).slice(0, -1)}).`,
    ])
      expect(mend(hash)).toBe(hash)
  })

  test.each([
    ['', 'not a link of Inroad'],
    ['#', 'not a link of Inroad'],
    ['#section-2', 'not a link of Inroad'],
    ['#2=abc', 'newer Inroad'],
    ['#0=abc', 'not a link of Inroad'],
    ['#01=abc', 'not a link of Inroad'],
    ['#1=', 'damaged'],
    [sealed('@@@'), 'damaged'],
    [sealed('AAAA'), 'damaged'],
    [raw('no json'), 'damaged'],
    [raw('null'), 'damaged'],
    [raw('[]'), 'damaged'],
    [raw('{"scenario": 1, "from": "", "to": "", "inward": false, "answers": []}'), 'damaged'],
    [raw('{"scenario": "", "from": "", "to": "", "inward": false, "answers": [1]}'), 'damaged'],
    [raw('{"__proto__": {"scenario": "x", "from": "", "to": "", "inward": false, "answers": []}}'), 'damaged'],
  ])('%j is refused', (hash, reason) => {
    const opened = open(hash)
    expect(opened).toMatchObject({ ok: false, reason: expect.stringContaining(reason) as string })
  })

  test('that is too long is refused', () => {
    const opened = open(sealed('A'.repeat(3 * mostBytes)))
    expect(opened).toMatchObject({ ok: false, reason: expect.stringContaining('longer than any') as string })
  })

  test('carries nothing but its fields', () => {
    const opened = open(
      raw(
        '{"scenario": "x", "from": "a", "to": "b", "inward": false, "answers": [], "admin": true, "look": {"matrix": true}}',
      ),
    )
    expect(opened).toEqual({
      ok: true,
      shared: { scenario: 'x', look: { from: 'a', to: 'b', inward: false }, answers: [] },
    })
  })

  test('that is a bomb is found out before it has gone off', () => {
    const bomb = raw(new Uint8Array(100 * mostBytes))
    const before = process.memoryUsage().arrayBuffers
    expect(open(bomb)).toMatchObject({ ok: false, reason: expect.stringContaining('1 MiB') as string })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * mostBytes)
  })
})

// A link that somebody has sent must open for ever: these are never written anew.
describe('links of version 1', () => {
  const folder = new URL('../../../rules/testdata/links/', import.meta.url)
  const names = readdirSync(folder).filter((name) => name.startsWith('v1-') && name.endsWith('.txt'))

  test('are there', () => expect(names.length).toBeGreaterThanOrEqual(2))

  test.each(names)('%s opens', (name) => {
    const opened = open(readFileSync(new URL(name, folder), 'utf8').trim())
    const want: unknown = JSON.parse(readFileSync(new URL(name.replace('.txt', '.json'), folder), 'utf8'))
    expect(opened).toEqual({ ok: true, shared: want })
  })
})
