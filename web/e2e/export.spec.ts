// What can be taken along: the answer, the picture, the table; and what can be brought in by dropping and pasting.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { examplesFolder, printed } from './support/command'
import { expect, test, type PlaygroundPage } from './support/playground'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

async function choose(playground: PlaygroundPage, entry: string) {
  await playground.button('Export…').click()
  await playground.button(entry).click()
}

async function saved(playground: PlaygroundPage, entry: string) {
  const [download] = await Promise.all([playground.page.waitForEvent('download'), choose(playground, entry)])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

const pasted = (page: PlaygroundPage['page'], text: string) =>
  page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)

test('the answer is copied as text and as Markdown, with a link that opens it', async ({ playground, page }) => {
  await playground.open()
  const headline = (await playground.answer.getByRole('heading').textContent()) ?? ''
  await choose(playground, 'Copy answer as text')
  await expect(page.getByText('The answer was copied.').first()).toBeVisible()
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(text.startsWith(`${headline}\n\n`)).toBe(true)
  expect(text).toContain('\n- Message: ')
  await choose(playground, 'Copy answer as Markdown')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(`**${headline}**`)

  const link = text.trim().split('\n').at(-1) ?? ''
  await playground.openExample('job-seeker')
  await pasted(page, link)
  await expect(playground.answer.getByRole('heading')).toHaveText(headline)
})

test('the picture is a drawing of everybody that needs no page', async ({ playground, page }) => {
  await playground.open()
  const { name, bytes } = await saved(playground, 'Save picture, SVG')
  expect(name).toBe('cold-outreach-at-acme.svg')
  const svg = bytes.toString()
  for (const who of ['Ana Díaz', 'Ben Okoye', 'Acme Inc.']) expect(svg).toContain(`>${who}<`)
  expect(svg).not.toMatch(/class=|style=|var\(|url\(|color\(|<pattern/)
  // Shown by itself, as an image of another page would be.
  await page.goto('about:blank')
  await page.setContent(`<img src="data:image/svg+xml;base64,${bytes.toString('base64')}">`)
  await expect.poll(() => page.evaluate(() => document.images[0]?.naturalWidth ?? 0)).toBeGreaterThan(300)
})

test('the picture is saved as pixels, too', async ({ playground, page }) => {
  await playground.open()
  const { name, bytes } = await saved(playground, 'Save picture, PNG')
  expect(name).toBe('cold-outreach-at-acme.png')
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  expect(bytes.readUInt32BE(16)).toBeGreaterThan(600)
  // It is not blank: many colours are on it.
  const colours = await page.evaluate(
    async (source) => {
      const image = new Image()
      image.src = source
      await image.decode()
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
      context?.drawImage(image, 0, 0)
      const { data } = context?.getImageData(0, 0, image.width, image.height) ?? { data: [] }
      const found = new Set<string>()
      for (let i = 0; i < data.length; i += 4) found.add(`${data[i]} ${data[i + 1]} ${data[i + 2]}`)
      return found.size
    },
    `data:image/png;base64,${bytes.toString('base64')}`,
  )
  expect(colours).toBeGreaterThan(20)
})

test('the table is the command’s', async ({ playground }) => {
  await playground.open()
  const { bytes } = await saved(playground, 'Save table, CSV')
  expect(bytes.toString()).toBe(printed('matrix', join(examplesFolder, 'cold-outreach.json'), '--csv'))
})

test('by keyboard, and with nobody there only an embed is left', async ({ playground, page }) => {
  await playground.open()
  await playground.button('Export…').press('Enter')
  await page.keyboard.press('Tab')
  await expect(playground.button('Embed…')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(playground.button('Export…')).toBeFocused()
  await expect(playground.button('Embed…')).toHaveCount(0)
  await playground.button('New').click()
  await playground.button('Export…').click()
  await expect(playground.button('Save picture, SVG')).toBeDisabled()
  await expect(playground.button('Copy answer as text')).toBeDisabled()
})

test('a scenario’s text can be pasted, and what is wrong with one is said', async ({ playground, page }) => {
  await playground.open()
  await pasted(page, '{"inroad": 1, "title": "From a chat", "members": [{"id": "zoe", "name": "Zoe"}]}')
  await expect(playground.scenario).toContainText('From a chat')
  await pasted(page, '{"inroad": 1, "members": [{"id": "zoe", "tier": "gold"}]}')
  await expect(page.getByRole('dialog')).toContainText('gold')
  await page.keyboard.press('Escape')
  await expect(playground.scenario).toContainText('From a chat')
})

test('while a file is held over the page, it says that it can be dropped', async ({ playground, page }) => {
  await playground.open()
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['{"inroad": 1, "title": "Dropped"}'], 'dropped.json'))
    Object.assign(window, { dataTransfer })
    document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }))
  })
  await expect(page.getByText('Drop it anywhere to open it')).toBeVisible()
  await page.evaluate(() => {
    const { dataTransfer } = window as unknown as { dataTransfer: DataTransfer }
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  })
  await expect(playground.scenario).toContainText('Dropped')
  await expect(page.getByText('Drop it anywhere to open it')).toHaveCount(0)
})
