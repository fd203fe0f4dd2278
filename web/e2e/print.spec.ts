// What comes out of a printer: everybody, every mark, nothing to click.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Frame, Locator, Page } from '@playwright/test'
import { examplesFolder } from './support/command'
import { test } from './support/host'
import { expect } from './support/playground'

// toPaper shows the page as it is printed on paper so wide. A browser says beforehand that it is going to print.
async function toPaper(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 1000 })
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  await page.emulateMedia({ media: 'print' })
}

async function toScreen(page: Page): Promise<void> {
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await page.emulateMedia({ media: 'screen' })
  await page.setViewportSize({ width: 1440, height: 1000 })
}

// cropped lists what is not whole within its surroundings: people, table and text.
function cropped(page: Page | Frame): Promise<string[]> {
  return page.evaluate(() => {
    const crops: string[] = []
    const picture = document.querySelector('.svelte-flow')?.getBoundingClientRect()
    for (const part of document.querySelectorAll('.svelte-flow__node :is(.fill, .name, .mark)')) {
      const { left, right, top, bottom } = part.getBoundingClientRect()
      if (!picture || left < picture.left || right > picture.right || top < picture.top || bottom > picture.bottom)
        crops.push(part.textContent || part.outerHTML)
    }
    for (const box of document.querySelectorAll('main, main *:not(.unseen, .unseen *, svg *, .text *)')) {
      if (!box.checkVisibility() || getComputedStyle(box).overflow === 'visible') continue
      if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) crops.push(box.className)
    }
    if (document.documentElement.scrollWidth > innerWidth) crops.push('the page')
    return crops
  })
}

// faint are marks whose disc a browser leaves out, as it does with backgrounds unless they are asked for.
function faint(marks: Locator): Promise<string[]> {
  return marks.evaluateAll((all) =>
    all
      .filter((mark) => getComputedStyle(mark).getPropertyValue('print-color-adjust') !== 'exact')
      .map((mark) => mark.outerHTML),
  )
}

const many = (count: number) =>
  JSON.stringify({
    inroad: 1,
    title: 'Many',
    members: Array.from({ length: count }, (_, i) => ({ id: `m${i}`, name: `Somebody Number${i}` })),
    connections: Array.from({ length: count - 1 }, (_, i) => [`m${i}`, `m${(i * 7) % (i + 1)}`]).filter(
      ([a, b]) => a !== b,
    ),
  })

test('on paper all is there, and nothing to click, and afterwards the screen is as it was', async ({
  playground,
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await playground.open()

  await test.step('an example takes two sheets at most', async () => {
    const pdf = await page.pdf({ format: 'A4' })
    const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []
    expect(sheets.length).toBeGreaterThan(0)
    expect(sheets.length).toBeLessThanOrEqual(2)
  })

  await test.step('whoever is panned or zoomed away is printed, and stays away afterwards', async () => {
    for (let i = 0; i < 3; i++) await playground.button('Zoom in').click()
    const before = await page.locator('.svelte-flow__viewport').getAttribute('style')
    await toPaper(page, 1440)
    await expect.poll(() => cropped(page)).toEqual([])
    await toScreen(page)
    await expect(page.locator('.svelte-flow__viewport')).toHaveAttribute('style', before ?? '')
    await playground.button('Show everybody').click()
  })

  for (const width of [718, 960]) {
    await test.step(`on paper of ${width} px`, async () => {
      await toPaper(page, width)
      await expect.poll(() => cropped(page)).toEqual([])
      await expect(page.locator('.button, [role=tab], .knob, .bar').filter({ visible: true })).toHaveCount(0)
      await expect(playground.answer).toContainText('Ana can reach Ben')
      await expect(page.getByRole('table')).toBeVisible()
      await expect(page.getByRole('list', { name: 'What the marks mean' })).toBeVisible()
      expect(await faint(page.locator('.glyph'))).toEqual([])
      await toScreen(page)
    })
  }

  await test.step('the dark theme prints dark on white', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect(page.locator('html')).not.toHaveCSS('background-color', 'rgb(255, 255, 255)')
    await toPaper(page, 718)
    await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
    await expect(playground.answer.getByRole('heading')).toHaveCSS('color', 'rgb(23, 32, 51)')
    await toScreen(page)
  })

  await test.step('forty people and their table fit the width of the paper', async () => {
    await playground.openFile('many.json', many(40))
    await expect(playground.actor('Somebody Number39')).toBeAttached()
    await toPaper(page, 718)
    await expect.poll(() => cropped(page)).toEqual([])
  })
})

test('a network embedded in a page is printed whole, without buttons', async ({ page, host, baseURL }) => {
  const scenario = readFileSync(join(examplesFolder, 'cold-outreach.json'), 'utf8')
  const escaped = scenario.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  const element = `<inroad-playground scenario="${escaped}" from="ana" to="ben" view="network" theme="dark"></inroad-playground>`
  await page.goto(host.page(`${element}<script async src="${baseURL}embed.js"></script>`))
  const inside = page.frameLocator('iframe')
  await expect(inside.getByRole('group', { name: /^Ana Díaz/ })).toBeVisible()
  const frame = page.frames()[1]
  if (!frame) throw new Error('there is no frame')
  await frame.evaluate(() => dispatchEvent(new Event('beforeprint')))
  await page.setViewportSize({ width: 640, height: 900 })
  await page.emulateMedia({ media: 'print' })
  await expect.poll(() => cropped(frame)).toEqual([])
  await expect(inside.locator('.button, .knob, .bar').filter({ visible: true })).toHaveCount(0)
  expect(await faint(inside.locator('.mark .glyph'))).toEqual([])
})
