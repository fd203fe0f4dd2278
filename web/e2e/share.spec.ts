// Links: what one person sees, another opens, and nobody loses anything by it.

import { basename } from 'node:path'
import { readFileSync } from 'node:fs'
import type { BrowserContext, Page } from '@playwright/test'
import { fragment, longestLink } from '../src/document/link'
import { exampleFiles, inroad } from './support/command'
import { expect, PlaygroundPage, test } from './support/playground'

const allowed = ['clipboard-read', 'clipboard-write']

// shared presses the button and reads what it copied.
async function shared(context: BrowserContext, playground: PlaygroundPage): Promise<string> {
  await context.grantPermissions(allowed)
  await playground.button('Share').click()
  await expect(playground.button('Copied')).toBeVisible()
  return playground.page.evaluate(() => navigator.clipboard.readText())
}

function linkTo(scenario: object | string, answers: readonly string[] = []): string {
  const text = typeof scenario === 'string' ? scenario : JSON.stringify(scenario)
  return `./${fragment({ scenario: text, look: {}, answers })}`
}

// differences are what the page says of a link whose checks come out otherwise now.
const differences = (page: Page) => page.getByText(/ out otherwise than when the link was made/)
const fromLink = (page: Page) => page.getByRole('region', { name: 'Opened from a link' })

const two = {
  inroad: 1,
  title: 'Two',
  members: [
    { id: 'ana', name: 'Ana' },
    { id: 'ben', name: 'Ben' },
  ],
}

test('a link opens to what its maker saw', async ({ playground, context, page }) => {
  await test.step('to the same scenario, pair and readings', async () => {
    await playground.open()
    await playground.openExample('contradiction')
    await playground.field('Looking as').selectOption('alma')
    await playground.showSettings('Alma')
    await playground.field('Name').fill('Alma the Second')
    await playground.tab('Rules').click()
    await page.locator('input[name="reading C1"][value=summary]').check()
    await playground.field('Looking as').selectOption('dora')
    await expect(playground.answer).toContainText('Dora can') // until then the list offers whom Alma can be asked about
    await playground.field('To').selectOption('chen')
    await expect(playground.answer).toContainText('Chen')
    await page
      .locator('label')
      .filter({ hasText: /^\s*Everyone to/ })
      .click()
    await expect(playground.answer).toContainText('Chen can probably not reach Dora')
    const state = async () => ({
      answer: await playground.answer.innerText(),
      from: await playground.field('Looking as').inputValue(),
      other: await playground.field('From').inputValue(),
      title: await playground.title.innerText(),
      actors: await page
        .getByRole('application', { name: 'Network' })
        .getByRole('group')
        .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('aria-label'))),
    })
    const before = await state()
    const link = await shared(context, playground)

    await page.evaluate(() => {
      localStorage.clear() // somebody else
      sessionStorage.clear()
    })
    await page.goto('about:blank')
    await page.goto(link)
    await expect(playground.answer).toHaveText(before.answer, { useInnerText: true })
    expect(await state()).toEqual(before)
    await expect(page.getByRole('radio', { name: /^Everyone to/ })).toBeChecked()
    await playground.tab('Rules').click() // which takes the place of the answer's tab
    await expect(page.locator('input[name="reading C1"][value=summary]')).toBeChecked()
    await expect(fromLink(page)).toBeHidden() // nothing to tell
    await page.reload()
    await expect(playground.answer).toHaveText(before.answer, { useInnerText: true })
  })

  await test.step('an old link opens with the same answers', async () => {
    const text = (type: string) =>
      readFileSync(new URL(`../../rules/testdata/links/v1-sales-outreach-tokens.${type}`, import.meta.url), 'utf8')
    const { scenario } = JSON.parse(text('json')) as { scenario: string }
    await page.goto(`./${text('txt').trim()}`)
    await expect(playground.title).toHaveText((JSON.parse(scenario) as { title: string }).title)
    await expect(differences(page)).toHaveCount(0)
  })

  await test.step('says which checks an engine of another version answers otherwise', async () => {
    const checks = [
      { from: 'ana', to: 'ben', action: 'message', expect: 'forbidden' },
      { from: 'ana', to: 'ben', action: 'reply', expect: 'unstated' },
    ]
    await page.goto(linkTo({ ...two, checks }, ['allowed contested=no', 'unstated']))
    await expect(playground.title).toHaveText('Two')
    await expect(playground.answer).toBeVisible()
    await expect(differences(page)).toHaveText(/^1 check comes/)
    await differences(page).click()
    await expect(fromLink(page).getByRole('listitem')).toHaveText([
      /Ana → Ben.*message.*: was allowed, clear, is forbidden/i,
    ])
  })
})

test('a scenario is sent as a link, or where that cannot be, as it can', async ({ playground, context, page }) => {
  const files = exampleFiles().filter((_, index) => index % 3 === 0)
  const links: string[] = []
  test.setTimeout(files.length * 60_000)
  await playground.open()
  for (const file of files) {
    await playground.openExample(basename(file, '.json'))
    links.push(await shared(context, playground))
  }
  for (const [index, file] of files.entries()) {
    await test.step(`the link to ${basename(file)} shows the verdicts of inroad check`, async () => {
      const { title } = JSON.parse(readFileSync(file, 'utf8')) as { title: string }
      const { files } = inroad('check', file) as { files: [{ checks: { got: string }[] }] }
      await page.goto(links[index] ?? '')
      await expect(playground.title).toHaveText(title)
      await expect(playground.scenario).toHaveValue('') // no example is open
      await playground.tab(/^Checks/).click()
      const rows = page.getByRole('tabpanel').locator('section > ul > li')
      await expect(rows).toHaveCount(files[0].checks.length)
      for (const [index, { got }] of files[0].checks.entries()) {
        await expect(rows.nth(index)).toContainText(got)
        await expect(rows.nth(index).getByRole('img', { name: 'passes' })).toBeVisible()
      }
      await expect(differences(page)).toHaveCount(0)
    })
  }

  await test.step('where the page may not copy, the link stands there to be copied', async () => {
    await page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))))
    await playground.button('Share').click()
    const dialog = page.getByRole('dialog', { name: 'Share this scenario' })
    const field = dialog.getByRole('textbox')
    await expect(field).toHaveValue(/#1=/)
    const selected = () =>
      field.evaluate((input: HTMLInputElement) => input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0))
    await expect.poll(selected).toBe(await field.inputValue())
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  await test.step('too long for a link, it offers the file', async () => {
    // Names without a pattern, or they would pack too well.
    let seed = 1
    const letter = () => String.fromCharCode(0x4e00 + ((seed = (seed * 48271) % 2147483647) % 20000))
    const text = () => Array.from({ length: 60 }, letter).join('')
    const members = Array.from({ length: 80 }, (_, index) => ({
      id: `m${index}`,
      name: text(),
      company: text(),
      headline: text(),
    }))
    await playground.openFile('long.json', JSON.stringify({ inroad: 1, title: 'Long', members }))
    await expect(playground.title).toHaveText('Long')
    await playground.button('Share').click()
    const dialog = page.getByRole('dialog', { name: 'Too long for a link' })
    await expect(dialog).toContainText(longestLink.toLocaleString('en'))
    const downloading = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Save file' }).click()
    expect((await downloading).suggestedFilename()).toBe('long.json')
    await expect(dialog).toBeHidden()
  })
})

const refused: readonly { what: string; link: string; says: string }[] = [
  { what: 'cut short', link: linkTo(two).slice(0, -20), says: 'part of it may be missing' },
  { what: 'from another site', link: './#access_token=abc', says: 'not a link of Inroad' },
  { what: 'of a newer Inroad', link: './#2=AAAA', says: 'link version 2' },
  { what: 'with a bomb in it', link: linkTo(' '.repeat(50 << 20)), says: '1 MiB' },
  { what: 'that is huge', link: `./#1=00000000.${'A'.repeat(1_500_000)}`, says: 'damaged' },
  {
    what: 'with mistakes in its scenario',
    link: linkTo({ ...two, connections: [['ana', 'zoe']] }),
    says: 'connections[0][1]',
  },
  {
    what: 'with a rule set that does not parse',
    link: linkTo({ ...two, rules: { base: 'article', policies: 'permit (' } }),
    says: 'rules.policies',
  },
  { what: 'with prototype keys', link: linkTo('{"inroad":1,"__proto__":{"polluted":true}}'), says: '__proto__' },
]

test('own work is kept apart from a link, and each is found again', async ({ playground, page, baseURL }) => {
  await playground.open()
  await playground.rename('Mine')
  await page.goto(linkTo(two))
  await expect(playground.title).toHaveText('Two')
  await expect(fromLink(page)).toContainText('Your own work is kept apart.')
  await playground.rename('Two changed')
  await page.reload()
  await expect(playground.title).toHaveText('Two changed')

  await playground.button('Back to my own work').click()
  await expect(playground.title).toHaveText('Mine')
  await expect(fromLink(page)).toBeHidden()
  await page.goBack()
  await expect(playground.title).toHaveText('Two changed')
  await playground.button('Back to my own work').click()
  await page.reload()
  await expect(playground.title).toHaveText('Mine')

  await test.step('what a chat adds to a link does not kill it', async () => {
    const link = linkTo({ ...two, title: 'Three' })
    await page.goto(`${link.slice(0, 40)}%20${link.slice(40)}%3E).&utm_source=x`)
    await expect(playground.title).toHaveText('Three')
    await playground.rename('Three changed')
    await page.goto(link) // the same link, so the same work
    await expect(playground.title).toHaveText('Three changed')
    await playground.button('Back to my own work').click()
    await expect(playground.title).toHaveText('Mine')
  })

  await test.step('what was cut off can be mended in the address', async () => {
    const link = linkTo({ ...two, title: 'Four' })
    await page.goto(link.slice(0, -5))
    const dialog = page.getByRole('dialog', { name: 'The link could not be opened' })
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await page.goto(link)
    await expect(playground.title).toHaveText('Four')
  })

  await playground.button('Back to my own work').click()
  await expect(playground.title).toHaveText('Mine')
  await page.goto('about:blank') // so that the first is what a page opens with, and the others come to an open one
  for (const { what, link, says } of refused) {
    await test.step(`${what}, it is refused`, async () => {
      await page.goto(link)
      const dialog = page.getByRole('dialog', { name: 'The link could not be opened' })
      await expect(dialog).toContainText(says)
      await dialog.getByRole('button', { name: 'Close' }).last().click()
      await expect(playground.title).toHaveText('Mine')
      expect(new URL(page.url()).hash).toBe(new URL(link, baseURL).hash) // so that it can be mended
      expect(await page.evaluate(() => 'polluted' in {})).toBe(false)
    })
  }
})
