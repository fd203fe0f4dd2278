// Work that was kept: it opens again for ever, and what does not open is never lost.

import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { fragment } from '../src/document/link'
import { expect, PlaygroundPage, test } from './support/playground'

const testdata = new URL('../../rules/testdata/', import.meta.url)
const history = (name: string) => readFileSync(new URL(`histories/${name}.json`, testdata), 'utf8')

const mine = JSON.stringify({ inroad: 1, title: 'Mine', members: [{ id: 'ana', name: 'Ana' }] })
const kept = (work: object, more: object = {}) =>
  JSON.stringify({
    work: { scenario: mine, edits: [], position: 0, ...work },
    look: {},
    example: '',
    link: '',
    ...more,
  })

// keep puts a text where the page finds what it has kept, before the page is there.
async function keep(page: Page, text: string, name = 'inroad 1 /', storage = 'localStorage'): Promise<void> {
  if (page.url() === 'about:blank') {
    await page.route('**/blank', (route) => route.fulfill({ contentType: 'text/html', body: '' })) // the same origin
    await page.goto('./blank')
  }
  await page.evaluate(
    ([name, text, storage]) => (window as unknown as Record<string, Storage>)[storage]?.setItem(name, text),
    [name, text, storage] as const,
  )
}

const link = fragment({
  scenario: JSON.stringify({ inroad: 1, title: 'Linked', members: [{ id: 'ana' }, { id: 'ben' }] }),
  look: {},
  answers: [],
})

// away opens a link in the page, and back one's own work, which by then may be something else.
async function away({ page, title }: PlaygroundPage): Promise<void> {
  await page.goto(`./${link}`)
  await expect(title).toHaveText('Linked')
}
const back = (playground: PlaygroundPage) => playground.button('Back to my own work').click()

async function contents(download: { createReadStream(): Promise<NodeJS.ReadableStream> }): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

interface Broken {
  readonly what: string
  readonly text: string
  readonly opens: string // the title of what is open in its place
  readonly called: RegExp
  readonly says: string
  readonly shows: readonly string[]
}

const refused = { kind: 'set', actor: 'zed', field: 'name', value: 'Zed' }
const broken: readonly [Broken, ...Broken[]] = [
  {
    what: 'an edit that is refused',
    text: kept({ edits: [{ kind: 'title', value: 'Half' }, refused, { kind: 'title', value: 'Whole' }], position: 3 }),
    opens: 'Half',
    called: /“Whole” does not open any more/,
    says: 'edits[1].actor: nobody has the id "zed"',
    shows: ['"title":"Mine"', 'edits[0] {"kind":"title","value":"Half"}', 'edits[2] {"kind":"title","value":"Whole"}'],
  },
  {
    what: 'an edit that no engine knows',
    text: kept({ edits: [{ kind: 'fly', value: 'away' }], position: 1 }),
    opens: 'Mine',
    called: /“Mine” does not open any more/,
    says: 'there is no edit "fly"',
    shows: ['edits[0] {"kind":"fly","value":"away"}'],
  },
  {
    what: 'a scenario with mistakes',
    text: kept({ scenario: '{\n  "inroad": 1,\n  "title": "Cut",\n  "members": [{"id": "ana", "tier": "gold"}]\n}' }),
    opens: 'Cold outreach at Acme',
    called: /“Cut” does not open any more/,
    says: 'members[0].tier',
    shows: ['  "members": [{"id": "ana", "tier": "gold"}]'],
  },
  {
    what: 'a scenario that is no JSON',
    text: kept({ scenario: '{"inroad": 1, "title": "Broken' }),
    opens: 'Cold outreach at Acme',
    called: /Work of yours does not open any more/,
    says: 'not JSON',
    shows: ['{"inroad": 1, "title": "Broken'],
  },
  {
    what: 'a newer version',
    text: '{"version":2,"document":{"title":"Tomorrow"}}',
    opens: 'Cold outreach at Acme',
    called: /Work of yours does not open any more/,
    says: 'A newer Inroad kept it (version 2',
    shows: ['{"version":2,"document":{"title":"Tomorrow"}}'],
  },
]

function shelved(page: Page, { called, says, shows }: Broken) {
  const dialog = page.getByRole('dialog', { name: called })
  const shown = dialog.getByRole('textbox')
  const whole = async () => {
    await expect(dialog.getByRole('listitem')).toContainText(says)
    for (const part of shows) await expect(shown).toHaveValue(new RegExp(part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')))
  }
  return { dialog, shown, whole }
}

test('kept work opens as it was left, and what does not open is shown as text', async ({ playground, page }) => {
  const aside = page.getByRole('region', { name: 'Kept aside' })
  await keep(page, history('v1-every-edit'))
  await playground.open()
  for (const name of ['v1-every-edit', 'v1-replaced']) {
    await test.step(`the recorded history ${name} opens as it was left`, async () => {
      const saved = JSON.parse(history(`${name}.saved`)) as { title: string }
      if (name !== 'v1-every-edit') {
        await away(playground)
        await keep(page, history(name))
        await back(playground)
      }
      await expect(playground.title).toHaveText(saved.title)
      await expect(aside).toBeHidden()
      const downloading = page.waitForEvent('download')
      await playground.button('Save file').click()
      expect(JSON.parse(await contents(await downloading))).toEqual(saved)
    })
  }

  for (const one of broken) {
    await test.step(`kept work with ${one.what} is shown as text`, async () => {
      await away(playground)
      await keep(page, one.text)
      await back(playground)
      const { dialog, whole } = shelved(page, one)
      await whole() // without a click: whoever looks for their work finds it
      await expect(playground.title).toHaveText(one.opens)
      await dialog.getByRole('button', { name: 'Close' }).click()
      await expect(dialog).toBeHidden()
    })
  }

  await test.step('what still does not open says so when it is tried again, and costs nothing', async () => {
    await away(playground)
    await keep(page, kept({ edits: [refused], position: 1 }))
    await back(playground)
    const dialog = page.getByRole('dialog', { name: '“Mine” does not open any more' })
    await dialog.getByRole('button', { name: 'Try again' }).click()
    const errors = page.getByRole('dialog', { name: 'The work that is kept aside could not be opened' })
    await expect(errors).toContainText('nobody has the id "zed"')
    await errors.getByRole('button', { name: 'Close' }).last().click()
    await expect(dialog).toBeVisible()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(dialog).toBeHidden()
  })

  await test.step('changes of what came by a link are set aside when they no longer open', async () => {
    await away(playground)
    await playground.rename('Linked, changed')
    await back(playground)
    await expect(playground.title).toHaveText('Mine')
    await page.evaluate(() => {
      for (const [name, text] of Object.entries(sessionStorage) as [string, string][])
        sessionStorage.setItem(name, text.replace('"kind":"title"', '"kind":"fly"'))
    })
    await away(playground)
    await expect(page.getByRole('dialog', { name: '“Linked” does not open any more' })).toContainText('edits[0].kind')
  })
})

test('what is kept aside stays until it is discarded', async ({ playground, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const [one] = broken
  await keep(page, one.text)
  const { dialog, shown, whole } = shelved(page, one)
  await playground.open()
  await whole() // without a click: whoever looks for their work finds it
  await expect(playground.title).toHaveText(one.opens)
  await dialog.getByRole('button', { name: 'Close' }).click()

  // Whatever is done meanwhile, it is there when the page is opened again.
  await playground.rename('In its place')
  await page.reload()
  await expect(playground.title).toHaveText('In its place')
  await expect(dialog).toBeHidden() // it was told once
  await page
    .getByRole('region', { name: 'Kept aside' })
    .getByRole('button', { name: /^Show it/ })
    .click()
  await whole()

  const wanted = await shown.inputValue()
  const downloading = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save file' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('inroad-kept-work.txt')
  expect(await contents(download)).toBe(wanted)
  await dialog.getByRole('button', { name: 'Copy' }).click()
  await expect(dialog.getByRole('status')).toHaveText('The text was copied.')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(wanted)

  await dialog.getByRole('button', { name: 'Discard…' }).click()
  await expect(dialog.getByRole('alert')).toContainText('kept nowhere else')
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await dialog.getByRole('button', { name: 'Discard…' }).click()
  await dialog.getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('region', { name: 'Kept aside' })).toBeHidden()
  await expect(playground.title).toHaveText('In its place')
})

test('work that kills the engine is set aside, and opens when the engine can take it', async ({ playground, page }) => {
  await keep(page, kept({ scenario: mine.replace('Mine', 'Heavy') }))
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage
    Worker.prototype.postMessage = function (message: { request?: string }) {
      const dies = message.request?.includes('Heavy') && !('light' in window)
      if (dies) this.dispatchEvent(new ErrorEvent('error', { message: 'out of memory', cancelable: true }))
      else post.call(this, message)
    }
  })
  await playground.open()
  await expect(playground.title).toHaveText('Cold outreach at Acme')
  const dialog = page.getByRole('dialog', { name: '“Heavy” does not open any more' })
  await expect(dialog).toContainText('The engine stopped while it opened it')
  await page.evaluate(() => Object.assign(window, { light: true }))
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(playground.title).toHaveText('Heavy')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('region', { name: 'Kept aside' })).toBeHidden()
  await page.reload()
  await expect(dialog).toContainText('The engine stopped while it opened it')
})

test('a second tab that only looks leaves the first one’s work alone, and one that edits says so', async ({
  playground,
  page,
  context,
}) => {
  await playground.open()
  const other = new PlaygroundPage(await context.newPage())
  await other.open()
  await playground.rename('Tab one')
  await other.field('To').selectOption('eve')
  await expect(other.answer).toContainText('Eve')
  await page.reload()
  await expect(playground.title).toHaveText('Tab one')

  await playground.rename('Tab one again')
  await other.tab('People').click()
  await other.field('Title').fill('Tab two')
  await expect(page.getByText('Another tab has changed its scenario').first()).toBeVisible()
  expect(other.complaints).toEqual([])
})

test('both addresses of the folder have one work, and what each had before is there', async ({
  playground,
  page,
  baseURL,
}) => {
  await keep(page, kept({ scenario: mine.replace('Mine', 'From the folder') }))
  await keep(page, kept({ scenario: mine.replace('Mine', 'From index.html') }), 'inroad 1 /index.html')
  // The server of these tests sends whoever asks for index.html to the folder; most hosts serve it.
  await page.route('**/index.html', async (route) =>
    route.fulfill({ response: await route.fetch({ url: baseURL ?? '' }) }),
  )
  await page.goto('./index.html')
  expect(new URL(page.url()).pathname).toBe('/index.html')
  await expect(playground.title).toHaveText('From index.html')
  await page.goto('./')
  await expect(playground.title).toHaveText('From index.html')
  const aside = page.getByRole('region', { name: 'Kept aside' })
  await expect(aside).toContainText('“From the folder” is kept aside.')
  await aside.getByRole('button', { name: /^Show it/ }).click()
  await page
    .getByRole('dialog', { name: '“From the folder” is kept aside' })
    .getByRole('button', { name: 'Open' })
    .click()
  await expect(playground.title).toHaveText('From the folder')
  await expect(aside).toContainText('“From index.html” is kept aside.')
})
