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

test('what was open before is a step back, and again forward', async ({ playground, page }) => {
  const undo = page.getByRole('button', { name: /^Undo: open/ })
  await playground.open()

  await test.step('in the browser, also over a reload', async () => {
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
  })

  await test.step('undo is the same step', async () => {
    await undo.click()
    await expect(playground.scenario).toHaveValue('cold-outreach')
    await expect.poll(() => before(page)).toBe(0)
    await page.goForward()
    await expect(playground.scenario).toHaveValue('contradiction')
  })

  await test.step('undo of what was opened in an earlier visit does not leave the page', async () => {
    await page.goto('about:blank')
    await playground.open()
    await playground.openExample('job-seeker')
    await undo.click()
    await expect(playground.scenario).toHaveValue('contradiction')
    await undo.click()
    await expect(playground.scenario).toHaveValue('cold-outreach')
    await expect.poll(() => before(page)).toBe(0) // the browser has followed, and is where it was
    await expect(playground.scenario).toHaveValue('cold-outreach')
  })

  await test.step('however fast they come, page and browser agree afterwards', async () => {
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
      const agree = async () => {
        const [now, before] = [await shown(), last]
        last = JSON.stringify(now)
        return now.browser === now.page && last === before
      }
      await expect.poll(agree, { message: 'at rest, both stand at the same', intervals: [1000] }).toBe(true)
      const { page: count } = await shown()
      await page.goForward()
      await expect.poll(shown).toEqual({ browser: count + 1, page: count + 1 })
    }
  })
})

test('a link is a step, too, and own work is kept from it', async ({ playground, page }) => {
  await playground.open()
  await playground.openExample('contradiction')

  await test.step('a link over examples that were only looked at is one more step', async () => {
    await follow(page, link)
    await expect(playground.title).toHaveText('Linked')
    await page.goBack()
    await expect(playground.scenario).toHaveValue('contradiction')
    await page.goForward()
    await expect(playground.title).toHaveText('Linked')
    await page.getByRole('button', { name: 'Undo: open “Linked”' }).click()
    await expect(playground.scenario).toHaveValue('contradiction')
    await expect.poll(() => before(page)).toBe(1)
  })

  await test.step('what only redo brings back is not lost to a link', async () => {
    await playground.openFile('mine.json', scenario('Mine'))
    await expect(playground.title).toHaveText('Mine')
    await page.goBack()
    await expect(playground.scenario).toHaveValue('contradiction')
    await follow(page, link)
    await expect(playground.title).toHaveText('Linked')
    await playground.button('Back to my own work').click()
    await page.getByRole('button', { name: 'Redo: open “Mine”' }).click()
    await expect(playground.title).toHaveText('Mine')
    await expect.poll(() => before(page)).toBe(2)
  })

  await test.step('Back leads over a link that own work was kept apart from, one step or two', async () => {
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
    await expect.poll(() => before(page)).toBe(2)
  })

  await test.step('what is opened after a link is one’s own and lies behind it: Back and undo lead through both', async () => {
    const bar = page.getByRole('region', { name: 'Opened from a link' })
    await follow(page, link)
    await expect(playground.title).toHaveText('Linked')
    await expect(bar).toBeVisible()
    await playground.openExample('visitors')
    await expect(bar).toBeHidden()
    expect(new URL(page.url()).hash).toBe('')
    await page.goBack()
    await expect(playground.title).toHaveText('Linked')
    await page.goBack()
    await expect(playground.title).toHaveText('Mine')
    await page.evaluate(() => history.go(2))
    await expect(playground.scenario).toHaveValue('visitors')
    const undo = page.getByRole('button', { name: /^Undo: / })
    await undo.click()
    await expect(playground.title).toHaveText('Linked')
    await undo.click()
    await expect(playground.title).toHaveText('Mine')
  })
})
