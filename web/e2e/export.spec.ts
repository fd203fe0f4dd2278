// What can be taken along: the answer, the picture, the table; and what can be brought in by dropping and pasting.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
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

const pasted = (page: Page, text: string) =>
  page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)

// drawn are an image that a browser shows by itself, in its own size, and how many colours are on it.
const drawn = (page: Page, source: string) =>
  page.evaluate(async (source) => {
    const image = new Image()
    image.src = source
    await image.decode()
    const context = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext('2d')
    context?.drawImage(image, 0, 0)
    const { data } = context?.getImageData(0, 0, image.naturalWidth, image.naturalHeight) ?? { data: [] }
    const colours = new Set<string>()
    for (let i = 0; i < data.length; i += 4) colours.add(`${data[i]} ${data[i + 1]} ${data[i + 2]}`)
    return { width: image.naturalWidth, colours: colours.size }
  }, source)

test('the answer, the picture and the table are taken along, and scenarios pasted and dropped', async ({
  playground,
  page,
}) => {
  await playground.open()
  const headline = (await playground.answer.getByRole('heading').textContent()) ?? ''

  await test.step('by keyboard', async () => {
    await playground.button('Export…').press('Enter')
    await page.keyboard.press('Tab')
    await expect(playground.button('Embed…')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(playground.button('Export…')).toBeFocused()
    await expect(playground.button('Embed…')).toHaveCount(0)
  })

  await test.step('the picture is a drawing of everybody that needs no page', async () => {
    const { name, bytes } = await saved(playground, 'Save picture, SVG')
    expect(name).toBe('cold-outreach-at-acme.svg')
    const svg = bytes.toString()
    for (const who of ['Ana Díaz', 'Ben Okoye', 'Acme Inc.']) expect(svg).toContain(`>${who}<`)
    expect(svg).not.toMatch(/class=|style=|var\(|url\(|color\(|<pattern/)
    const { width } = await drawn(page, `data:image/svg+xml;base64,${bytes.toString('base64')}`)
    expect(width).toBeGreaterThan(300)
  })

  await test.step('the picture is saved as pixels, too', async () => {
    const { name, bytes } = await saved(playground, 'Save picture, PNG')
    expect(name).toBe('cold-outreach-at-acme.png')
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(bytes.readUInt32BE(16)).toBeGreaterThan(600)
    const { colours } = await drawn(page, `data:image/png;base64,${bytes.toString('base64')}`)
    expect(colours).toBeGreaterThan(20)
  })

  await test.step('the table is the command’s', async () => {
    const { bytes } = await saved(playground, 'Save table, CSV')
    expect(bytes.toString()).toBe(printed('matrix', join(examplesFolder, 'cold-outreach.json'), '--csv'))
  })

  await test.step('the answer is copied as text and as Markdown, with a link that opens it', async () => {
    await choose(playground, 'Copy answer as text')
    await expect(page.getByText('The answer was copied.').first()).toBeVisible()
    const text = await page.evaluate(() => navigator.clipboard.readText())
    expect(text.startsWith(`${headline}\n\n`)).toBe(true)
    expect(text).toContain('\n- Message: ')
    await choose(playground, 'Copy answer as Markdown')
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(`**${headline}**`)

    const link = text.trim().split('\n').at(-1) ?? ''
    await playground.openExample('job-seeker')
    await expect(playground.answer.getByRole('heading')).not.toHaveText(headline)
    await pasted(page, link)
    await expect(playground.answer.getByRole('heading')).toHaveText(headline)
  })

  await test.step('with nobody there only an embed is left', async () => {
    await playground.button('New').click()
    await playground.button('Export…').click()
    await expect(playground.button('Save picture, SVG')).toBeDisabled()
    await expect(playground.button('Copy answer as text')).toBeDisabled()
    await page.keyboard.press('Escape')
  })

  await test.step('a scenario’s text can be pasted, and what is wrong with one is said', async () => {
    await pasted(page, '{"inroad": 1, "title": "From a chat", "members": [{"id": "zoe", "name": "Zoe"}]}')
    await expect(playground.scenario).toContainText('From a chat')
    await pasted(page, '{"inroad": 1, "members": [{"id": "zoe", "tier": "gold"}]}')
    await expect(page.getByRole('dialog')).toContainText('gold')
    await page.keyboard.press('Escape')
    await expect(playground.scenario).toContainText('From a chat')
  })

  await test.step('while a file is held over the page, it says that it can be dropped', async () => {
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
})
