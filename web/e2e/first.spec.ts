// The first second: what is seen before the engine and the page's code are there.

import type { Page } from '@playwright/test'
import { fragment } from '../src/document/link'
import { expect, middle, test, type PlaygroundPage } from './support/playground'

const wide = { width: 1440, height: 900 }
const narrow = { width: 390, height: 844 }

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('what the page shows first is there', async ({ playground, page, request }) => {
    await page.goto('./')

    await test.step('the table is there where it has its place', async () => {
      await expect(page.getByRole('table').getByRole('button')).toHaveCount(30)
      await expect(page.getByRole('table').getByRole('button').first()).toBeInViewport({ ratio: 1 })
    })

    for (const viewport of [wide, narrow])
      await test.step(`the answer and the picture are there, ${viewport.width} wide`, async () => {
        await page.setViewportSize(viewport)
        await expect(playground.answer).toContainText('Ana can reach Ben')
        await expect(playground.answer).toBeInViewport()
        await expect(page.getByRole('img', { name: 'Network' })).toBeInViewport({ ratio: 1 })
        await expect(page.getByText('Cara Lund').and(page.locator('text:visible'))).toBeInViewport({ ratio: 1 })
        expect(await page.locator('noscript').textContent()).toContain('needs JavaScript')
      })

    await test.step('a header that has not arrived whole is not seen, for what comes last would push the rest aside', async () => {
      const html = await (await request.get('./')).text()
      const part = html.slice(0, html.indexOf('</button>', html.indexOf('aria-label="More"')))
      await page.route('./', (route) => route.fulfill({ contentType: 'text/html', body: part }))
      await page.goto('./')
      const more = page.locator('header button[aria-label="More"]')
      await expect(more).toBeAttached()
      await expect(more).toBeHidden()
      await page.unroute('./')
      await page.goto('./')
      await expect(more).toBeVisible()
    })
  })
})

// comesAlive opens the page, in which nothing moves meanwhile.
async function comesAlive(playground: PlaygroundPage): Promise<void> {
  const { page } = playground
  await page.addInitScript(() => {
    const shifts: unknown[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources = [] } = entry as PerformanceEntry & {
          value: number
          sources?: { node: Node | null }[]
        }
        shifts.push({ value, nodes: sources.map(({ node }) => node?.textContent?.slice(0, 40)) })
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await playground.open()
  await expect(playground.actor('Ana Díaz')).toBeVisible()
  // What other rules say of the pair is asked for once nobody does anything.
  await expect(playground.button('Change to these rules')).toBeVisible()
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))))
  expect(await page.evaluate(() => (window as unknown as { shifts: unknown[] }).shifts)).toEqual([])
}

test('nothing moves while the page comes alive, and who comes again finds it at once', async ({ playground, page }) => {
  const asked = page.context().waitForEvent('request', (request) => request.url().endsWith('.wasm'))

  await test.step('nothing moves while the page comes alive, 1440 wide', () => comesAlive(playground))

  await test.step('the script that the first paint waits for is short', async () => {
    const scripts = page.locator('script[src]:not([type=module])')
    await expect(scripts).toHaveCount(1)
    const address = new URL((await scripts.getAttribute('src')) ?? '', page.url()).href
    expect((await (await page.request.get(address)).body()).length).toBeLessThan(1000)
  })

  await test.step('the engine is fetched after the first paint', async () => {
    const { startTime } = (await asked).timing()
    const painted = await page.evaluate(
      () => performance.timeOrigin + (performance.getEntriesByName('first-paint')[0]?.startTime ?? Infinity),
    )
    expect(startTime).toBeGreaterThanOrEqual(painted)
  })

  const canvas = await held(page, /\/Network-[^/]*\.js$/)
  const engine = await held(page, /\.wasm$/)

  await test.step('who has looked and left finds the page at once again', async () => {
    await page.reload()
    await expect(playground.answer).toContainText('Ana can reach Ben')
    engine.release()
    await playground.live()
  })

  await test.step('until the canvas comes, the picture shows what is looked at', async () => {
    const recipient = page.getByRole('img', { name: 'Network' }).locator('.actor.to')
    await expect(recipient).toContainText('Ben Okoye')
    await playground.field('To').selectOption('cara')
    await expect(recipient).toContainText('Cara Lund')
    canvas.release()
    await expect(playground.actor('Cara Lund')).toBeVisible()
  })
})

test('nothing moves while the page comes alive, 390 wide', async ({ playground, page }) => {
  await page.setViewportSize(narrow)
  await comesAlive(playground)
})

for (const viewport of [wide, narrow])
  test(`the canvas comes where its picture was, ${viewport.width} wide`, async ({ playground, page }) => {
    await page.setViewportSize(viewport)
    const canvas = await held(page, /\/Network-[^/]*\.js$/)
    await page.goto('./')
    await playground.live()
    const names = ['Ana Díaz', 'Ben Okoye', 'Cara Lund', 'Dev Kaur', 'Eve Marsh']
    const before = await Promise.all(names.map((name) => middle(page.locator('text:visible', { hasText: name }))))
    canvas.release()
    await expect(playground.actor('Ana Díaz')).toBeVisible()
    for (const [index, name] of names.entries()) {
      const { x, y } = await middle(playground.actor(name).locator('.name'))
      expect(Math.hypot(x - (before[index]?.x ?? 0), y - (before[index]?.y ?? 0)), name).toBeLessThan(8)
    }
  })

test('the page is used before the engine is there, and keeps what was done when it opens again', async ({
  playground,
  page,
}) => {
  const network = /\/Network-[^/]*\.js$/
  await page.route(network, (route) => route.abort())
  const engine = await held(page, /\.wasm$/)
  await page.goto('./')
  const headline = await playground.answer.getByRole('heading').elementHandle()
  const cell = await page.getByRole('table').getByRole('button').nth(3).elementHandle()

  await test.step('a part that could not be fetched can be asked for again', async () => {
    await expect(page.getByText('The network could not be fetched')).toBeVisible()
    await expect(page.getByRole('img', { name: 'Network' })).toBeVisible()
    await page.unroute(network)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('application', { name: 'Network' })).toBeVisible()
    await expect(page.getByText('The network could not be fetched')).toBeHidden()
    const failed = 'Failed to load resource: net::ERR_FAILED'
    expect(new Set(playground.complaints.splice(0)), 'nothing else is complained of').toEqual(new Set([failed]))
  })

  await test.step('what is asked before the engine is there is answered by it', async () => {
    await expect(playground.actor('Ana Díaz')).toBeVisible() // the page is alive, but for the engine
    await playground.field('To').selectOption('cara')
    await playground.showSettings('Ana')
    await expect(playground.answer).toContainText('Ana can reach Ben')
    engine.release()
    await expect(playground.answer).toContainText('Ana can reach Cara')
    await expect(playground.field('To')).toHaveValue('cara')
  })

  await test.step('the page comes alive in place of nothing: what stood there stays', async () => {
    await playground.live()
    expect(await headline?.evaluate((node) => node.isConnected)).toBe(true)
    expect(await cell?.evaluate((node) => node.isConnected)).toBe(true)
  })

  await test.step('own work is not preceded by the example, and the theme that was chosen is there from the first', async () => {
    await playground.field('Theme').selectOption('dark')
    await watch(page)
    await page.reload()
    await playground.live()
    expect(await seen(page, 'headline')).toEqual(['', 'Ana can reach Cara by message'])
    expect(await seen(page, 'scheme')).toEqual(['dark'])
  })
})

test('what a link shows is not preceded by the example', async ({ playground, page }) => {
  const scenario = JSON.stringify({
    inroad: 1,
    members: [
      { id: 'yan', name: 'Yan' },
      { id: 'zoe', name: 'Zoe' },
    ],
  })
  await watch(page)
  await page.goto(`./${fragment({ scenario, look: {}, answers: [] })}`)
  await playground.live()
  expect(await seen(page, 'headline')).toEqual(['', expect.stringContaining('Yan')])
})

// held keeps requests back until they are released.
async function held(page: Page, address: RegExp): Promise<{ release(): void }> {
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await page.context().route(address, async (route) => {
    await released
    await route.continue()
  })
  return { release }
}

// watch notes at every frame what can be seen, without what was seen the frame before.
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const notes: Record<string, string[]> = { headline: [], scheme: [] }
    Object.assign(window, { notes })
    const note = (what: string, value: string) => {
      if (notes[what]?.at(-1) !== value) notes[what]?.push(value)
    }
    const look = () => {
      const headline = document.querySelector('[role=status] h2')
      const visible = headline?.checkVisibility({ visibilityProperty: true })
      note('headline', visible ? (headline?.textContent ?? '') : '')
      if (document.body) note('scheme', getComputedStyle(document.documentElement).colorScheme)
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

function seen(page: Page, what: string): Promise<readonly string[] | undefined> {
  return page.evaluate((what) => (window as unknown as { notes: Record<string, string[]> }).notes[what], what)
}
