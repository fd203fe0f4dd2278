// The browser's Back and Forward, undo and redo, over what was open one after another: each is one step, and page and browser agree.

import type { Page } from '@playwright/test'
import { fragment } from '../src/document/link'
import { expect, test } from './support/playground'

const scenario = (title: string) => JSON.stringify({ inroad: 1, title, members: [{ id: 'ana' }, { id: 'ben' }] })
const link = fragment({ scenario: scenario('Linked'), look: {}, answers: [] })

const follow = (page: Page, link: string) => page.evaluate((link) => void (location.hash = link), link)

// before is how many were open before what the browser's entry is for.
const before = (page: Page) =>
  page.evaluate(() => (navigation.currentEntry?.getState() as { before?: number } | undefined)?.before)

test('what was open before is a step back in the browser, and again forward', async ({ playground, page }) => {
  await playground.open()
  await playground.openExample('contradiction')
  await playground.openExample('job-seeker')
  await page.goBack()
  await expect(playground.scenario).toHaveValue('contradiction')
  await page.goBack()
  await expect(playground.scenario).toHaveValue('cold-outreach')
  await page.goForward()
  await expect(playground.scenario).toHaveValue('contradiction')
  await page.reload()
  await playground.live()
  await page.goBack()
  await expect(playground.scenario).toHaveValue('cold-outreach')
  await page.goForward()
  await expect(playground.scenario).toHaveValue('contradiction')
  // Undo is the same step.
  await playground.page.getByRole('button', { name: /^Undo: open/ }).click()
  await expect(playground.scenario).toHaveValue('cold-outreach')
  await expect.poll(() => before(page)).toBe(0)
  await page.goForward()
  await expect(playground.scenario).toHaveValue('contradiction')
})

test('undo of what was opened in an earlier visit does not leave the page', async ({ playground, page }) => {
  await playground.open()
  await playground.openExample('contradiction')
  await page.goto('about:blank')
  await playground.open()
  await playground.openExample('job-seeker')
  const undo = page.getByRole('button', { name: /^Undo: open/ })
  await undo.click()
  await expect(playground.scenario).toHaveValue('contradiction')
  await undo.click()
  await expect(playground.scenario).toHaveValue('cold-outreach')
  await expect.poll(() => before(page)).toBe(0) // the browser has followed, and is where it was
  await expect(playground.scenario).toHaveValue('cold-outreach')
})

test('a link over examples that were only looked at is one more step', async ({ playground, page }) => {
  await playground.open()
  await playground.openExample('contradiction')
  await follow(page, link)
  await expect(playground.title).toHaveText('Linked')
  await page.goBack()
  await expect(playground.scenario).toHaveValue('contradiction')
  await page.goForward()
  await expect(playground.title).toHaveText('Linked')
  await page.getByRole('button', { name: 'Undo: open “Linked”' }).click()
  await expect(playground.scenario).toHaveValue('contradiction')
})

test('what only redo brings back is not lost to a link', async ({ playground, page }) => {
  await playground.open()
  await playground.openFile('mine.json', scenario('Mine'))
  await expect(playground.title).toHaveText('Mine')
  await page.goBack()
  await expect(playground.scenario).toHaveValue('cold-outreach')
  await follow(page, link)
  await expect(playground.title).toHaveText('Linked')
  await playground.button('Back to my own work').click()
  await page.getByRole('button', { name: 'Redo: open “Mine”' }).click()
  await expect(playground.title).toHaveText('Mine')
})

test('Back leads over a link that own work was kept apart from, one step or two', async ({ playground, page }) => {
  await playground.open()
  await playground.openFile('mine.json', scenario('Mine'))
  await expect(playground.title).toHaveText('Mine')
  await playground.openFile('yours.json', scenario('Yours'))
  await expect(playground.title).toHaveText('Yours')
  await follow(page, link)
  await expect(playground.title).toHaveText('Linked')
  await page.goBack()
  await expect(playground.title).toHaveText('Yours')
  await page.goForward()
  await expect(playground.title).toHaveText('Linked')
  await page.evaluate(() => history.go(-2))
  await expect(playground.title).toHaveText('Mine')
  await expect.poll(() => before(page)).toBe(1)
})

test('what is opened after a link lies behind it, and Back leads through both to one’s own', async ({
  playground,
  page,
}) => {
  await playground.open()
  await playground.rename('Mine')
  await follow(page, link)
  await expect(playground.title).toHaveText('Linked')
  await playground.openExample('visitors')
  await page.goBack()
  await expect(playground.title).toHaveText('Linked')
  await page.goBack()
  await expect(playground.title).toHaveText('Mine')
})

test('however fast they come, page and browser agree afterwards', async ({ playground, page }) => {
  await playground.open()
  for (const id of ['contradiction', 'job-seeker', 'visitors']) await playground.openExample(id)
  const bursts = [
    { keys: ['z'], arrived: true },
    { keys: ['z', 'Z'], arrived: false },
    { keys: ['Z', 'z', 'z'], arrived: true },
  ]
  for (const { keys, arrived } of bursts) {
    await page.evaluate(
      ({ keys, arrived }) => {
        const type = () => {
          for (const key of keys)
            dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, shiftKey: key === 'Z' }))
        }
        if (arrived) addEventListener('popstate', type, { once: true })
        history.back()
        if (!arrived) type()
      },
      { keys, arrived },
    )
    const shown = async () => ({
      browser: await before(page),
      page: await page.evaluate(() => {
        const kept = localStorage.getItem('inroad 1 /') ?? '{}'
        return (JSON.parse(kept) as { replaced?: readonly unknown[] }).replaced?.length ?? 0
      }),
    })
    let last = ''
    const rests = async () => last === (last = JSON.stringify(await shown()))
    await expect.poll(rests, { intervals: [1000] }).toBe(true)
    const { browser, page: count } = await shown()
    expect(browser).toBe(count)
    await page.goForward()
    await expect.poll(shown).toEqual({ browser: count + 1, page: count + 1 })
  }
})
