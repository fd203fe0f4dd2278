// A world of one's own, written on the page: what there is follows the texts as they are typed.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from '@playwright/test'
import { violationsOf } from './support/axe'
import { take } from './support/editor'
import { carrying } from './support/hospital'
import { expect, test, type PlaygroundPage } from './support/playground'

const folder = fileURLToPath(new URL('../../rules/testdata/sets/hospital', import.meta.url))
const files = {
  schema: 'schema.cedarschema',
  impossible: 'impossible.cedar',
  warnings: 'warnings.cedar',
  rules: 'rules.cedar',
  data: 'set.json',
  words: 'words.en.json',
} as const
type Part = keyof typeof files

const section = (page: Page) => page.getByRole('region', { name: 'A world of your own' })
const textOf = (page: Page, part: Part) => page.getByRole('textbox', { name: `The ${part} of your own world` })
const bar = (page: Page) => page.getByRole('group', { name: 'What would be lost' })
const inForce = (page: Page) => section(page).getByText(/the world in force is the one before/)
const mistakes = (page: Page) =>
  section(page).getByRole('list', { name: 'Mistakes and oddities' }).getByRole('listitem')

async function part(page: Page, name: Part) {
  await section(page)
    .getByRole('radio', { name: new RegExp(`^${name}`) })
    .press('Space')
  await expect(textOf(page, name)).toBeVisible()
  return textOf(page, name)
}

// rewrite puts a text in the place of another, as somebody who selects all first: the editor hears of its own keys at once.
async function rewrite(text: Locator, to: string): Promise<void> {
  await text.press('ControlOrMeta+a')
  await text.fill(to)
}

// begin begins a world from nothing in an empty scenario.
async function begin(playground: PlaygroundPage): Promise<void> {
  const { page } = playground
  await playground.tab('Rules').click()
  await playground.field('Title of the world').fill('Mine')
  await playground.button('Begin from nothing').click()
  await expect(textOf(page, 'schema')).toBeVisible()
}

async function save({ page }: PlaygroundPage): Promise<unknown> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save file', exact: true }).click(),
  ])
  return JSON.parse(readFileSync(await download.path(), 'utf8'))
}

const empty = JSON.stringify({ inroad: 1 })
const people = JSON.stringify({
  inroad: 1,
  rules: {
    set: {
      schema: `@label("Person") @list("people") entity Person = { name: String, @label("Age") age: Long };
type Ties = { @label("knows") @ends("Person > Person") @change("from") knows: Bool };
type Pair = { @tie("knows") @side("sender") senderKnows: Bool };
@label("Greet") @way("start") action greet appliesTo { principal: [Person], resource: [Person], context: Pair };
`,
      rules:
        '@id("known") @title("You greet whom you know") permit(principal, action == Action::"greet", resource) when { context.senderKnows };\n',
      data: { title: 'People' },
    },
  },
  people: [
    { id: 'ann', name: 'Ann', age: 3 },
    { id: 'bo', name: 'Bo' },
  ],
  knows: [['ann', 'bo']],
})

async function openPeople(playground: PlaygroundPage): Promise<void> {
  await playground.openFile('people.json', people)
  await expect(playground.answer).toContainText('Ann can reach Bo')
  await playground.tab('Rules').click()
  await expect(textOf(playground.page, 'schema')).toContainText('age: Long')
}

test('a world is written from nothing, or copied', async ({ playground, page }) => {
  await playground.open()

  await test.step('the rules in force are copied to be changed, by keyboard alone', async () => {
    await playground.tab('Rules').focus()
    await page.keyboard.press('Enter')
    await playground.button('Copy these rules to change them').focus()
    await page.keyboard.press('Enter')
    await expect(textOf(page, 'schema')).toContainText('entity')
    await expect(page.getByRole('button', { name: 'Undo: change own world' })).toBeEnabled()
    await expect(bar(page)).toHaveCount(0)
    await section(page)
      .getByRole('radio', { name: /^schema/ })
      .focus()
    await page.keyboard.press('ArrowRight')
    await expect(textOf(page, 'rules')).toContainText('permit')
    await playground.tab(/→/).click()
    await expect(playground.answer).toContainText('Ana can reach Ben')
  })

  await test.step('a hospital is written from nothing, and decides as the one of its folder', async () => {
    await playground.openFile('empty.json', empty)
    await expect(page.getByRole('application', { name: 'Network' }).getByRole('group')).toHaveCount(0)
    await begin(playground)
    await expect(page.getByRole('combobox', { name: 'Rules', exact: true })).toContainText('Rules: Mine')
    // One text after another: until they fit together the world before them is in force.
    for (const [name, file] of Object.entries(files) as [Part, string][]) {
      const text = await part(page, name)
      await rewrite(text, readFileSync(join(folder, file), 'utf8'))
    }
    await expect(mistakes(page)).toHaveCount(0)
    await expect(inForce(page)).toHaveCount(0)
    const title = (JSON.parse(readFileSync(join(folder, 'set.json'), 'utf8')) as { title: string }).title
    await expect(page.getByRole('combobox', { name: 'Rules', exact: true })).toContainText(`Rules: ${title}`)
    const world = await save(playground)

    // Whoever is in its example has the same verdicts under what was written.
    const example = JSON.parse(carrying('night-shift')) as { checks: unknown[] }
    await playground.openFile(
      'night-shift.json',
      JSON.stringify({ ...example, rules: { set: (world as { rules: { set: object } }).rules.set } }),
    )
    await expect(playground.actor('Amara Osei')).toBeVisible()
    await playground.tab('Checks').click()
    const { length } = example.checks
    await expect(playground.tab('Checks')).toContainText(`${length}/${length}`)
  })
})

test('what is changed in a world is everybody’s at once, and what is in use does not go unsaid', async ({
  playground,
  page,
}) => {
  await playground.open()
  await openPeople(playground)

  await test.step('what is added to the schema is a field of everybody’s, and one step to undo', async () => {
    const text = await part(page, 'schema')
    const before = (await text.innerText()).replaceAll(' ', ' ')
    await rewrite(text, before.replace('age: Long', 'age: Long, @label("Shoe size") shoes: Long'))
    await expect(page.getByRole('button', { name: 'Undo: change own world' })).toBeEnabled()
    await playground.actor('Ann').click()
    await playground.showSettings('Ann')
    await playground.field('Shoe size').fill('41')
    await expect(page.getByRole('button', { name: /^Undo: .*shoe size/i })).toBeEnabled()
    await page.getByRole('button', { name: /^Undo: / }).click()
    await page.getByRole('button', { name: 'Undo: change own world' }).click()
    await expect(playground.field('Shoe size')).toHaveCount(0)
  })

  await test.step('what is in use does not go unsaid: it is renamed or let go', async () => {
    await playground.tab('Rules').click()
    const text = await part(page, 'schema')
    const before = await text.innerText()
    await rewrite(text, before.replace(', @label("Age") age: Long', ''))
    await expect(bar(page)).toContainText('no place for: Age, set on Ann')
    await expect(bar(page).getByRole('button')).toHaveText(['Apply'])
    await expect(page.getByRole('button', { name: /^Undo: open/ })).toBeVisible() // no edit was made

    await rewrite(text, before.replace('age: Long', 'years: Long'))
    await bar(page).getByRole('button', { name: 'Rename “Person.age” to “years”' }).click()
    await expect(bar(page)).toHaveCount(0)
    expect(await save(playground)).toMatchObject({ people: [{ id: 'ann', years: 3 }, { id: 'bo' }] })

    await rewrite(text, before.replace(', @label("Age") age: Long', ''))
    await bar(page).getByRole('button', { name: 'Apply' }).click()
    await expect(bar(page)).toHaveCount(0)
    expect(await save(playground)).toMatchObject({ people: [{ id: 'ann', name: 'Ann' }, { id: 'bo' }] })
  })

  await openPeople(playground)

  await test.step('what several have is one line, and who they are is told on demand', async () => {
    await playground.actor('Bo').click()
    await playground.showSettings('Bo')
    await playground.field('Age').fill('5')
    await page.keyboard.press('Enter')
    await playground.tab('Rules').click()
    const text = await part(page, 'schema')
    const before = await text.innerText()
    await rewrite(text, before.replace(', @label("Age") age: Long', ''))
    const line = bar(page).getByRole('listitem')
    await expect(line.getByText('Age, set on 2 people')).toBeVisible()
    await expect(line.getByText('Ann; Bo')).toBeHidden()
    await line.getByText('Age, set on 2 people').focus()
    await page.keyboard.press('Enter')
    await expect(line.getByText('Ann; Bo')).toBeVisible()
    expect(await violationsOf(page, 'light')).toEqual([])
  })
})

test('mistakes are told, and what can stand where is offered', async ({ playground, page }) => {
  await playground.open()
  await openPeople(playground)

  await test.step('a mistake keeps the last world in force, is there after a reload, and is in no file', async () => {
    const text = await part(page, 'rules')
    await text.press('ControlOrMeta+End')
    await page.keyboard.type('forbid(principal')
    await expect(inForce(page)).toHaveText('1 mistake: the world in force is the one before it.')
    await expect(mistakes(page)).toHaveCount(1)
    expect(await violationsOf(page, 'light')).toEqual([])
    await playground.tab(/→/).click()
    await expect(playground.answer).toContainText('Ann can reach Bo')
    await playground.tab('Rules').click()
    expect(JSON.stringify(await save(playground))).not.toContain('forbid(')

    await page.reload()
    await expect(playground.answer).toContainText('Ann can reach Bo')
    await playground.tab('Rules').click()
    await expect(await part(page, 'rules')).toContainText('forbid(principal')
    await expect(inForce(page)).toBeVisible()
    await playground.button('Back to what is in force').click()
    await expect(textOf(page, 'rules')).not.toContainText('forbid(')
    await expect(inForce(page)).toHaveCount(0)
  })

  await test.step('in each text is offered what the others declare, and said what stands there', async () => {
    const options = page.getByRole('listbox').getByRole('option')

    const schema = await part(page, 'schema')
    const before = await schema.innerText()
    await rewrite(schema, before)
    await schema.press('ControlOrMeta+End')
    await page.keyboard.type('@w')
    await expect(options.first()).toContainText('way')
    await expect(options.first()).toContainText('a way to reach somebody')
    await take(page)
    await page.keyboard.press('ControlOrMeta+Space')
    await expect(options).toHaveText(['"start"', '"answer"'])
    await page.keyboard.press('Escape')
    await expect(section(page).getByText('@way.')).toHaveCount(0)
    await playground.button('Back to what is in force').click()

    const data = await part(page, 'data')
    await data.press('ControlOrMeta+Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.type(' "mon')
    await expect(options.first()).toContainText('"money"')
    await take(page)
    await page.keyboard.type('pounds')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.type(',')
    await expect(data).toContainText('"money": "pounds",')
    await expect(mistakes(page)).toHaveCount(0)

    const words = await part(page, 'words')
    await rewrite(words, '{"ties": {"knows": {"is": "{who} knows {whom}"}}}')
    await words.press('ControlOrMeta+Home')
    for (let n = 0; n < 12; n++) await page.keyboard.press('ArrowRight')
    const about = section(page).getByText('knows. Knows.')
    await expect(about).toBeVisible()
    await page.keyboard.press('F12')
    await expect(textOf(page, 'schema')).toBeFocused()

    const rules = await part(page, 'rules')
    await rules.press('ControlOrMeta+End')
    await page.keyboard.type('permit(principal, action, resource) when { principal.')
    await expect(options).toHaveText([/age.*Age/, /name/])
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('a mistake is a line below the text, and nothing stands out of the page', async ({ playground, page }) => {
    await playground.open()
    await openPeople(playground)
    const text = await part(page, 'schema')
    await rewrite(text, 'entity Person = { name: Strin };')
    await expect(mistakes(page).first()).toBeVisible()
    expect(await violationsOf(page, 'light')).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  })
})
