// The forms, menus and tables are loops over what the rule set declares: here over a world of names that are in no set.

import type { Component } from 'svelte'
import { render } from 'svelte/server'
import { describe, expect, it } from 'vitest'
import CanvasTools from '../canvas/CanvasTools.svelte'
import Empty from '../canvas/Empty.svelte'
import Legend from '../canvas/Legend.svelte'
import RebaseDialog from '../rules/RebaseDialog.svelte'
import ValuesDialog from '../people/ValuesDialog.svelte'
import PairSettings from '../embed/PairSettings.svelte'
import type { View } from '../document/view'
import type { Actor, BestTie, Decision, Reach, Summary } from '../engine/wire'
import GenerateDialog from '../header/GenerateDialog.svelte'
import Header from '../header/Header.svelte'
import InSum from '../summary/InSum.svelte'
import Matrix from '../matrix/Matrix.svelte'
import DecisionRow from '../answer/DecisionRow.svelte'
import People from '../people/People.svelte'
import Person from '../people/Person.svelte'
import type { Home } from '../document/home'
import { Playground } from './playground'
import { marks, type MarkName } from '../parts/marks'
import TiesPopover from '../parts/TiesPopover.svelte'
import { attic, dora, emil, hospital, pat, quin, view, ward } from '../../test/hospital'
import Within from '../../test/Within.svelte'

// shown is the HTML of a component of a page that shows a view, without what a browser needs only to take it over.
function shown(
  of: Component<never>,
  props: object = {},
  change: Partial<View> = {},
  ruleSets: readonly string[] = [],
  prepare: (playground: Playground) => void = () => {},
): string {
  const playground = new Playground(() => {
    throw new Error('no engine is needed')
  }, {} as Home)
  playground.scenario.view = { ...view, ...change }
  playground.engine.about = {
    version: 'test',
    ruleSets: ruleSets.map((name) => ({ name, title: name.toUpperCase(), description: '' })),
    emptyScenario: '{}',
    limits: { actors: 9, bytes: 9, smallActors: 9 },
  }
  prepare(playground)
  return render(Within, { props: { of, playground, props } })
    .body.replace(/<!--.*?-->/g, '')
    .replace(/ class="[^"]*"/g, '')
}

const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map(([, found = '']) => found.trim())
const labels = (html: string) => all(html, /<label[^>]*>(?:<input[^>]*>)?([^<]+)/g)
const buttons = (html: string) => all(html, /<button[^>]*>([^<]+)<\/button>/g)
const person = (actor: Actor) => shown(Person, { actor })

describe('the settings of somebody', () => {
  it('are the name and the attributes of the kind, in the order of the schema', () => {
    expect(labels(person(pat))).toEqual(['Name', 'Urgent', 'Age', 'Consents to calls'])
    expect(labels(person(dora))).toEqual(['Name', 'Grade', 'Calls left', 'Field'])
    expect(labels(person(ward))).toEqual(['Name'])
  })

  it('leave out what the laws fix', () => {
    expect(labels(person(emil))).toEqual(['Name', 'Grade', 'Field'])
  })

  it('have a control for each type, with the value as it is', () => {
    const html = person(pat)
    expect(html).toMatch(/<input type="checkbox" checked=""[^>]*>\s*Urgent/)
    expect(person(quin)).toMatch(/<input type="checkbox"(?! checked)[^>]*>\s*Urgent/)
    expect(html).toMatch(/<input[^>]* inputmode="numeric"[^>]* value="40"/)
    expect(person(emil)).toMatch(/<input(?![^>]* inputmode)[^>]* value="Hearts"/)
    expect(person(emil)).toContain('<option value="junior" selected="">Junior</option>')
  })

  it('say more of a choice where there is room, and compare what is worth it', () => {
    expect(person(dora)).toContain('>Senior · $12.00 · 3 calls a night</option>')
    expect(buttons(person(dora))).toContain('Compare: Grade')
    expect(buttons(person(pat)).filter((text) => text.startsWith('Compare'))).toEqual([])
  })

  it('can take away what may be absent', () => {
    const options = (actor: Actor) => all(person(actor), /(<option[^>]*>[^<]*)/g)
    expect(options(pat)).toEqual([
      '<option value="" selected="">not set',
      '<option value="true">yes',
      '<option value="false">no',
    ])
    expect(options(quin)).toContain('<option value="false" selected="">no')
  })
})

describe('the settings in an embed', () => {
  it('are those that a fix may change, of the two', () => {
    const html = shown(PairSettings)
    expect(all(html, /<legend[^>]*>([^<]+)/g)).toEqual(['Dora Fox', 'Pat Moss'])
    expect(labels(html)).toEqual(['Grade', 'Calls left', 'Urgent'])
    expect(html).toContain('>Senior</option>')
  })
})

it('compares values by price, by what they bring and by features', () => {
  const html = shown(ValuesDialog, { table: hospital.values[0], current: 'senior' })
  expect(all(html, /<th scope="col"[^>]*>([^<]+)/g)).toEqual([
    'Grade',
    'US dollars a month',
    'Calls a night',
    'May cover',
  ])
  expect(all(html, /<th scope="row"[^>]*>([^/]+?)<\//g)).toEqual(['Junior', 'Senior<small>now'])
  expect(all(html, /data-label="US dollars a month"[^>]*>([^<]*)/g)).toEqual(['–', '12.00'])
  expect(all(html, /data-label="Calls a night"[^>]*>([^<]*)/g)).toEqual(['0', '3'])
  expect(all(html, /aria-label="(yes|no)"/g)).toEqual(['no', 'yes'])
})

it('says that a price of nothing is free, and leaves prices out where none is named', () => {
  const [table] = hospital.values
  const priced = (price: string) => ({ ...table, rows: table?.rows.map((row) => ({ ...row, price })) })
  const prices = (price: string) =>
    all(shown(ValuesDialog, { table: priced(price) }), /data-label="US dollars a month"[^>]*>([^<]*)/g)
  expect(prices('0.00')).toEqual(['free', 'free'])
  expect(prices('')).toEqual([])
})

describe('everybody', () => {
  it('stands in the list under the name of their kind', () => {
    const html = shown(People)
    expect(all(html, /<(?:h3|span)(?: dir="auto")?>(Patient|Doctor|Ward|Pat Moss|Dora Fox|North Wing)<\//g)).toEqual([
      'Patient',
      'Pat Moss',
      'Doctor',
      'Dora Fox',
      'Ward',
      'North Wing',
    ])
  })

  it('can be added, whatever the kind', () => {
    const add = (of: Component<never>) => buttons(shown(of)).filter((text) => /^(\+|Add) ?/.test(text))
    expect(add(People)).toEqual(['Add Patient', 'Add Doctor', 'Add Ward'])
    expect(add(CanvasTools)).toEqual(['+ Patient', '+ Doctor', '+ Ward'])
    expect(add(Empty)).toEqual(['Add the first Patient', 'Add the first Doctor', 'Add the first Ward'])
  })

  it('is short in the table, by the way they are drawn', () => {
    const cost = { mark: 'cost' as const, way: 'call', cost: 2, text: 'reachable by call for 2 minutes' }
    const count = view.actors.length
    const html = shown(Matrix, {}, {}, [], ({ scenario: { everyone } }) => {
      everyone.told = {
        actors: view.actors,
        ...{ revision: view.revision, rows: count, flipped: 1, counts: new Uint32Array(128) },
        outcomes: [{ mark: 'self', way: '', cost: 0, text: '' }, cost],
        bytes: Uint8Array.from({ length: count ** 2 }, (_, cell) => (cell === 2 * count + 4 ? 129 : 1)),
      }
    })
    expect(all(html, /<abbr[^>]*>([^<]+)/g)).toEqual(['PM', 'QA', 'DF', 'EF', 'Nort', 'Atti'])
    expect(html).toContain('aria-label="Dora Fox to North Wing: reachable by call for 2 minutes, changed"')
  })

  it('is in the table before the engine is there', () => {
    const html = shown(Matrix)
    expect(all(html, /<th scope="row"[^>]*><span[^>]*>([^<]+)/g)).toEqual(view.actors.map(({ name }) => name))
  })

  it('is told why the table is empty', () => {
    expect(shown(Matrix, {}, { actors: [pat] })).toContain('as soon as there are two')
    const count = view.actors.length
    const html = shown(Matrix, {}, {}, [], ({ scenario: { everyone } }) => {
      everyone.told = {
        actors: view.actors,
        ...{ revision: view.revision, rows: count, flipped: 0, counts: new Uint32Array(128) },
        outcomes: [{ mark: 'self', way: '', cost: 0, text: '' }],
        bytes: new Uint8Array(count ** 2),
      }
    })
    expect(html).toContain('declare no way by which anybody here could reach anybody else')
    expect(html).not.toContain('<table')
  })

  it('is offered every tie that fits, and told where none does', () => {
    const ties = (a: Actor, b: Actor) =>
      shown(TiesPopover, { from: a.id, to: b.id, at: { x: 0, y: 0 }, onclose: () => {} })
    expect(labels(ties(ward, attic))).toEqual(['North Wing shares rooms with Attic Wing'])
    expect(ties(ward, dora)).toContain('nothing that could tie the two')
  })
})

describe('the rules', () => {
  const rules = (ruleSets: readonly string[], carried: boolean) =>
    all(
      shown(Header, {}, { rules: { ...view.rules, set: 'clinic', title: 'CLINIC', carried } }, ruleSets),
      /<(?:p|option)[^>]*>(Rules: [^<]+)/g,
    )

  it('are a text while there is no other choice, and then a choice', () => {
    expect(rules(['clinic'], false)).toEqual(['Rules: CLINIC'])
    expect(rules(['clinic', 'night'], false)).toEqual(['Rules: CLINIC', 'Rules: NIGHT'])
  })

  it('that a scenario brings itself are among them', () => {
    expect(rules(['night'], true)).toEqual(['Rules: NIGHT', 'Rules: CLINIC'])
  })
})

describe('other rules', () => {
  const lost = [
    { text: 'Grade, set on 2 doctors', of: ['Dora Fox', 'Ned <i>Ash</i>'] },
    { text: 'Age, set on Pat', of: [] },
    { text: '1 tie “<b>bars</b>”', of: [] },
  ]
  const asked = () => shown(RebaseDialog, { title: 'The <i>night</i>', lost })

  it('are not taken before it is said what has no place there, and that it can be had back', () => {
    expect(all(asked(), /<h2[^>]*>([^<]+)/g)).toEqual(['Change the rules?'])
    expect(all(asked(), /<summary[^>]*>(.*?)<\/summary>/g)).toEqual(['Grade, set on 2 doctors'])
    expect(asked()).toContain('Age, set on Pat')
    expect(asked()).toContain('Undo brings it back.')
    expect(buttons(asked())).toEqual(['Cancel', 'Change the rules'])
  })

  it('and what is lost are only text, whoever named them', () => {
    expect(asked()).toContain('“The &lt;i>night&lt;/i>” has no place for:')
    expect(asked()).toContain('1 tie “&lt;b>bars&lt;/b>”')
    expect(asked()).toContain('Dora Fox; Ned &lt;i>Ash&lt;/i>')
  })
})

describe('a network by chance', () => {
  const plan = { model: 'preferential', actors: '60', ties: '3', seed: '7' }
  const html = shown(GenerateDialog, { plan })

  it('has as many as the engine takes, under the rules that are open', () => {
    expect(labels(html).filter(Boolean)).toEqual(['How many', 'Ties that each makes', 'Seed'])
    expect(html).toContain('From 2 to 9.')
    expect(html).toContain('under the rules that are open: Hospital.')
  })

  it('is of a model that is said in words, and of what was typed last', () => {
    expect(all(html, /type="radio"[^>]*value="([^"]*)"/g)).toEqual(['small-world', 'preferential'])
    expect(html).toMatch(/value="preferential" checked/)
    expect(all(html, /inputmode="numeric"[^>]*value="([^"]*)"/g)).toEqual(['60', '3', '7'])
  })
})

describe('the network in sum', () => {
  const reach = (text: string): Reach => ({
    text,
    senders: 2,
    pairs: 10,
    reached: 4,
    ways: [
      { mark: 'cost', way: 'call', cost: 2, pairs: 4, text: `4 by call of ${text}` },
      { mark: 'forbidden', way: '', cost: 0, pairs: 6, text: `6 not of ${text}` },
    ],
  })
  const tie = (text: string): BestTie => ({
    ...{ text, how: `How ${text}`, note: '', tie: 'treats', from: dora.id, to: quin.id },
    ...{ opened: 1, closed: 0, possible: 9, tried: 3, beyond: 0, exact: true },
  })
  const group = (kind: string, field: string, label: string, valueLabel: string) => ({
    ...{ kind, field, label, value: valueLabel, valueLabel },
    reach: reach(`of ${valueLabel}`),
  })
  const worth = (valueLabel: string, now: boolean) => ({
    ...{ field: 'grade', label: 'Grade', value: valueLabel, valueLabel, price: '12.00', now, reach: reach(valueLabel) },
    ...{ opened: 1, closed: 0, text: `Worth <i>${valueLabel}</i>`, note: '' },
  })
  const progress = { done: 100, of: 100, more: false }
  const of: Summary = {
    ...{ revision: 1, progress, from: '', worths: [], notices: [] },
    all: reach('everybody'),
    groups: [group('Doctor', 'grade', 'Grade', 'Junior'), group('Doctor', 'grade', 'Grade', 'Senior')],
    tie: tie('the best'),
  }
  const one: Summary = {
    ...of,
    from: dora.id,
    one: reach('Dora'),
    tie: tie('her best'),
    worths: [worth('Junior', false), worth('Senior', true)],
  }
  const look = { from: dora.id, to: pat.id }
  const sum = (everybody: object, own: object = {}) =>
    shown(InSum, {}, { look }, [], ({ scenario: { summing } }) => Object.assign(summing, { everybody, one: own }))

  it('is what the engine says, of everybody, of one, and by value', () => {
    const html = sum({ now: of }, { now: one })
    for (const said of ['everybody', 'the best', 'How her best', '4 by call of Dora', '6 not of of Senior'])
      expect(html).toContain(said)
    expect(all(html, /<h[34][^>]*>([^<]+)/g)).toEqual(['Dora Fox', 'Grade', 'Who reaches how many', 'Doctor: Grade'])
    expect(html).toContain('Worth &lt;i>Junior&lt;/i>')
    expect(buttons(html)).toEqual(['Make this tie', 'Make this tie', 'Take it'])
    expect(html).not.toContain('disabled')
    expect(html).not.toContain('worked out')
  })

  it('says while it is worked out, and that old figures are old', () => {
    expect(sum({})).toContain('Being worked out')
    const begun = sum({
      now: { ...of, all: undefined, groups: [], tie: undefined, progress: { ...progress, more: true } },
    })
    expect(begun).toContain('Being worked out')
    expect(begun).not.toContain('from before')
    const old = sum({ before: of }, { before: one })
    expect(old).toContain('Figures from before the last change')
    expect(old).toContain('everybody')
    expect(all(old, /<button[^>]*( disabled)/g)).toHaveLength(3)
  })

  it('has no button where no tie would open anything', () => {
    expect(buttons(sum({ now: { ...of, tie: { ...tie('none'), tie: '' } } }))).toEqual([])
  })
})

describe('a mark', () => {
  const decision: Decision = {
    from: dora.id,
    to: pat.id,
    action: 'call',
    label: 'Call',
    mark: 'free',
    verdict: 'allowed',
    contested: false,
    cost: 0,
    outcome: '',
    short: '',
    summary: '',
    assumed: '',
    warnings: [],
    rules: [],
    readings: [],
    conditions: [],
    advice: [],
    flipped: false,
  }
  const row = (change: Partial<Decision>) => shown(DecisionRow, { decision: { ...decision, ...change } })
  const glyph = (html: string) => all(html, /aria-hidden="true">(.*?)<\/span>/g)[0]

  const glyphOf = (mark: MarkName) => (marks[mark].path ? '<i></i>' : (marks[mark].text ?? '1c'))

  it('of an action is the one that the engine gives, whatever else is said of it', () => {
    const forbidden = glyph(row({ mark: 'forbidden', verdict: 'forbidden' }))
    expect(forbidden).toBe('<i></i>') // whose strokes the style sheet draws
    expect(glyph(row({ mark: 'forbidden', verdict: 'forbidden', contested: true }))).toBe(forbidden)
    expect(glyph(row({ mark: 'contested', verdict: 'forbidden', contested: true }))).toBe('?')
    expect(glyph(row({ mark: 'error', verdict: 'error' }))).toBe('!')
  })

  it('says what it costs', () => {
    expect(glyph(row({ mark: 'cost', cost: 3 }))).toBe('3c')
  })

  it('has a glyph and words of its own, which the legend shows', () => {
    const cell = { mark: 'error' as const, way: '', cost: 0, flipped: false }
    const html = shown(Legend, {}, { marks: [{ actor: pat.id, cell, text: '', flipped: false }] })
    const drawn = Object.keys(marks).filter((mark) => mark !== 'self') as MarkName[]
    for (const mark of drawn) expect(html).toContain(marks[mark].label)
    expect(all(html, /aria-hidden="true">(.*?)<\/span>/g)).toEqual(drawn.map((mark) => glyphOf(mark)))
    expect(shown(Legend)).not.toContain(marks.error.label)
  })
})
