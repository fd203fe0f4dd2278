// What the first seconds of the page are like, nothing cached: on a desktop, and on a phone-like machine and network.

import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Browser } from '@playwright/test'
import { dist } from '../e2e/support/docs'
import { median, report, time } from './report'

interface Machine {
  readonly name: string
  readonly viewport: { readonly width: number; readonly height: number }
  readonly slower: number // than this one
  readonly network?: { readonly bitsPerSecond: number; readonly latency: number } // in milliseconds
}

const machines: readonly Machine[] = [
  { name: 'desktop', viewport: { width: 1440, height: 900 }, slower: 1 },
  {
    name: 'phone',
    viewport: { width: 390, height: 844 },
    slower: 4,
    network: { bitsPerSecond: 6.4e6, latency: 60 },
  },
]
const rounds = 5

interface Start {
  readonly answer: number // when it was seen, in milliseconds from the start of the navigation
  readonly live: number
  readonly task: number // the longest of the page's thread; 0 for none of 50 milliseconds
  readonly shift: number
  readonly files: readonly string[] // what was fetched until it was live
}

for (const machine of machines) {
  test(`the first seconds on a ${machine.name}`, async ({ browser, baseURL }) => {
    const starts: Start[] = []
    for (let round = 0; round < rounds; round++) starts.push(await startOf(browser, baseURL ?? '', machine))
    const of = (figure: (start: Start) => number) => median(starts.map(figure))
    report(`FirstAnswer/${machine.name}`, time(of(({ answer }) => answer)))
    report(`Live/${machine.name}`, time(of(({ live }) => live)))
    report(`LongestTask/${machine.name}`, time(of(({ task }) => task)))
    report(`LayoutShift/${machine.name}`, { shift: of(({ shift }) => shift) })
    if (machine.name === 'desktop') {
      const files = starts[0]?.files ?? []
      report('FirstLoad/brotli', { bytes: sizeOf(files, '.br') })
      report('FirstLoad/gzip', { bytes: sizeOf(files, '.gz') })
    }
  })
}

async function startOf(browser: Browser, address: string, { viewport, slower, network }: Machine): Promise<Start> {
  const context = await browser.newContext({ viewport })
  const page = await context.newPage()
  const files = new Map<string, number>() // when each was asked for
  context.on('request', (request) => files.set(new URL(request.url()).pathname, Date.now()))
  const devtools = await context.newCDPSession(page)
  if (slower > 1) await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
  if (network) {
    const throughput = network.bitsPerSecond / 8
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: network.latency,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    })
  }
  await page.addInitScript(() => {
    const seen = { answer: 0, task: 0, shift: 0 }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.task = Math.max(seen.task, duration)
    }).observe({ type: 'longtask', buffered: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as PerformanceEntry & { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
    // What is there at a frame is seen after it.
    const look = () => {
      const there = document.querySelector('[role=status] h2')?.checkVisibility({ visibilityProperty: true })
      if (!there) requestAnimationFrame(look)
      else setTimeout(() => (seen.answer = performance.now()))
    }
    requestAnimationFrame(look)
  })
  await page.goto(address)
  await page.waitForFunction(() => performance.getEntriesByName('live').length > 0)
  const answer = page.getByRole('status', { name: 'Answer' })
  expect(await answer.innerText()).toMatch(/\w/)
  await page.waitForTimeout(1500) // what is asked once nobody does anything
  const { origin, ...seen } = await page.evaluate(() => ({
    ...(window as unknown as { seen: { answer: number; task: number; shift: number } }).seen,
    live: performance.getEntriesByName('live')[0]?.startTime ?? NaN,
    origin: performance.timeOrigin,
  }))
  await context.close()
  return { ...seen, files: [...files.keys()].filter((path) => (files.get(path) ?? 0) < origin + seen.live) }
}

// sizeOf is what a host sends of some files where the browser takes a coding.
function sizeOf(files: readonly string[], extension: string): number {
  return files.reduce((sum, path) => {
    const file = join(dist, path.endsWith('/') ? `${path}index.html` : path)
    const compressed = file + extension
    return sum + statSync(existsSync(compressed) ? compressed : file).size
  }, 0)
}
