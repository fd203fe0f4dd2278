// Embeds in a page of another origin: what they cost, what they show, and what they leave alone.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { FrameLocator, Locator, Page, Request } from '@playwright/test'
import { fragment } from '../src/document/link'
import { exampleFiles, examplesFolder, inroad } from './support/command'
import { test, type Host } from './support/host'
import { complaintsOf, expect, middle } from './support/playground'

const scenario = readFileSync(join(examplesFolder, 'cold-outreach.json'), 'utf8')
const answered = 'Ana can reach Ben by InMail'

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

interface Article {
  readonly attributes?: string
  readonly children?: string
  readonly above?: string // what stands above the embeds
  readonly embeds?: number
}

function element(attributes: string, children = '<p>The static answer.</p>'): string {
  return `<inroad-playground ${attributes}>${children}</inroad-playground>`
}

const inline = `scenario="${escaped(scenario)}" from="ana" to="ben"`

function article(
  site: string | undefined,
  { attributes = '', children, above = '', embeds = 1 }: Article = {},
): string {
  const script = `<script async src="${site}embed.js"></script>`
  return `<h1>An article</h1>${above}${element(`${inline} ${attributes}`, children).repeat(embeds)}${script}`
}

function embed(page: Page, index = 0): { element: Locator; frame: FrameLocator; answer: Locator } {
  const element = page.locator('inroad-playground').nth(index)
  const frame = element.frameLocator('iframe')
  return { element, frame, answer: frame.getByRole('status', { name: 'Answer' }) }
}

function tierOf(frame: FrameLocator, name: string): Locator {
  return frame.getByRole('group', { name, exact: true }).getByLabel('Account tier')
}

interface Heard {
  readonly type: string
  readonly detail: {
    readonly scenario: string
    readonly from: string
    readonly to: string
    readonly answers: readonly { readonly action: string; readonly verdict: string; readonly cost: number }[]
  }
}

// listen notes what the page's embeds say, before they are there.
async function listen(page: Page): Promise<() => Promise<Heard[]>> {
  await page.addInitScript(() => {
    const heard: unknown[] = []
    Object.assign(window, { heard })
    for (const type of ['inroad-ready', 'inroad-change', 'inroad-error']) {
      addEventListener(type, (event) => heard.push({ type, detail: (event as CustomEvent<unknown>).detail }))
    }
  })
  return () => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard)
}

// warnings are what whoever wrote the page finds in the console.
function warnings(page: Page): string[] {
  const list: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'warning') list.push(message.text())
  })
  return list
}

function requests(page: Page, of: RegExp): Request[] {
  const list: Request[] = []
  page.context().on('request', (request) => {
    if (of.test(request.url())) list.push(request)
  })
  return list
}

test('shows the static answer, and takes its place with a live one, in its own style and as high as its content', async ({
  page,
  host,
  baseURL,
}) => {
  const head =
    '<style>* { color: rgb(255, 0, 0) !important; text-transform: uppercase } iframe { border: 9px solid red !important }</style>'
  const events = await listen(page)
  await page.goto(host.page(article(baseURL), { head }))
  const { frame, answer, element } = embed(page)
  await expect(answer).toContainText(answered)
  await expect(element).toHaveAttribute('live')
  await expect(page.getByText('The static answer.')).toBeHidden()
  await expect.poll(events).toMatchObject([{ type: 'inroad-ready', detail: { from: 'ana', to: 'ben' } }])

  await test.step('styles leak neither in nor out', async () => {
    expect(await answer.evaluate((node) => getComputedStyle(node).color)).not.toBe('rgb(255, 0, 0)')
    expect(await answer.evaluate((node) => getComputedStyle(node).textTransform)).toBe('none')
    expect(
      await element.evaluate((node) => getComputedStyle(node.shadowRoot!.querySelector('iframe')!).borderTopWidth),
    ).toBe('0px')
    expect(await page.locator('h1').evaluate((node) => getComputedStyle(node).color)).toBe('rgb(255, 0, 0)')
  })

  await test.step('is as high as its content', async () => {
    const height = () => element.evaluate((node) => node.getBoundingClientRect().height)
    const content = () => frame.locator('main').evaluate((main) => Math.ceil(main.getBoundingClientRect().height))
    await expect.poll(async () => (await height()) - (await content())).toBe(0)
    const before = await height()
    await frame.locator('summary').first().click()
    await expect.poll(height).toBeGreaterThan(before)
    await expect.poll(async () => (await height()) - (await content())).toBe(0)
  })
})

test('a network stays as it is where it is only to be looked at, and else says who reaches whom when it is turned round', async ({
  page,
  host,
  baseURL,
}) => {
  const events = await listen(page)
  const free = element(`${inline} view="network"`)
  await page.goto(host.page(article(baseURL, { attributes: 'readonly controls view="network"' }) + free))
  await test.step('only to be looked at, nothing in it can be changed', async () => {
    const { frame, answer } = embed(page)
    await expect(answer).toContainText(answered)
    const ben = frame.getByRole('group', { name: /^Ben/ })
    await expect(ben).toBeVisible()
    await expect(frame.getByLabel('Account tier')).toHaveCount(0)
    await expect(frame.getByRole('button', { name: /^Add|Undo|Tidy/ })).toHaveCount(0)
    const before = await middle(ben)
    await ben.press('Delete')
    await ben.press('Alt+ArrowLeft')
    await ben.click()
    await frame.getByRole('group', { name: /^Eve/ }).click()
    await expect(answer).toContainText('Ana cannot reach Eve') // the engine answers in turn: it is through with the keys
    expect(await middle(ben)).toEqual(before)
  })

  await test.step('with the marks turned round, its page hears who reaches whom', async () => {
    const { element, frame, answer } = embed(page, 1)
    await element.scrollIntoViewIfNeeded()
    await expect(answer).toContainText(answered)
    await frame.getByText('Everyone to Ana').click()
    await expect(answer).toContainText('Ben can reach Ana by InMail')
    await expect
      .poll(async () => (await events()).slice(-1))
      .toMatchObject([{ type: 'inroad-change', detail: { from: 'ben', to: 'ana' } }])
  })
})

test('without scripts the static answer stays', async ({ browser, host, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(host.page(article(baseURL)))
  await expect(page.getByText('The static answer.')).toBeVisible()
  await expect(page.locator('inroad-playground iframe')).toHaveCount(0)
  await context.close()
})

test('costs its page at most 15 KB until it comes into view', async ({ page, host, baseURL }) => {
  const asked = requests(page, new RegExp(`^${baseURL}`))
  await page.goto(host.page(article(baseURL, { above: '<div style="height: 4000px"></div>' })), { waitUntil: 'load' })
  await page.waitForFunction(() => customElements.get('inroad-playground'))
  // An observer that begins after the embed's own is told after it: by then the embed has seen that it is not in view.
  await embed(page).element.evaluate(
    (node) => new Promise<void>((resolve) => new IntersectionObserver(() => resolve()).observe(node)),
  )
  await page.waitForLoadState('networkidle')
  let bytes = 0
  for (const request of asked) {
    const { responseBodySize, responseHeadersSize } = await request.sizes()
    bytes += responseBodySize + responseHeadersSize
  }
  console.log(`an embed costs ${bytes} bytes in ${asked.length} request before it is in view`)
  expect(asked.map((request) => new URL(request.url()).pathname)).toEqual(['/embed.js'])
  expect(bytes).toBeLessThanOrEqual(15_000)
  await embed(page).element.scrollIntoViewIfNeeded()
  await expect(embed(page).answer).toContainText(answered)
})

test('a change in it changes its answer, is told to the page, leaves its neighbour alone, and opens in the playground', async ({
  page,
  host,
  baseURL,
}) => {
  const events = await listen(page)
  await page.goto(host.page(article(baseURL, { attributes: 'controls', embeds: 2 })))
  const [one, two] = [embed(page, 0), embed(page, 1)]
  await expect(one.answer).toContainText(answered)
  await two.element.scrollIntoViewIfNeeded()
  await expect(two.answer).toContainText(answered)
  await tierOf(one.frame, 'Ana Díaz').selectOption('free')
  await expect(one.answer).not.toContainText(answered)
  await expect(one.frame.getByText(/changed/).first()).toBeVisible()
  await expect.poll(async () => (await events()).at(-1)?.type).toBe('inroad-change')
  const last = (await events()).at(-1)
  const saved = JSON.parse(last?.detail.scenario ?? '') as { members: { tier?: string }[] }
  expect(saved.members[0]).toMatchObject({ id: 'ana' })
  expect(saved.members[0]?.tier ?? 'free').toBe('free')
  expect(last?.detail.answers).toContainEqual(expect.objectContaining({ action: 'inmail', verdict: 'forbidden' }))
  // The engine serves both from one session after another: each goes on from its own.
  await two.frame.getByLabel('To', { exact: true }).selectOption('cara')
  await expect(two.answer).toContainText('Ana can reach Cara by message')
  await expect(tierOf(two.frame, 'Ana Díaz')).toHaveValue('career')
  await one.frame.getByRole('button', { name: 'Undo' }).click()
  await expect(one.answer).toContainText(answered)
  await expect(two.answer).toContainText('Ana can reach Cara by message')

  await test.step('opens in full in the playground, with what was changed in it', async () => {
    await tierOf(one.frame, 'Ana Díaz').selectOption('free')
    await expect(one.answer).not.toContainText(answered)
    const said = await one.answer.getByRole('heading').innerText()
    const opening = page.context().waitForEvent('page')
    await one.frame.getByRole('link', { name: 'Edit in the playground' }).click()
    const full = await opening
    await expect(full.getByLabel('Scenario', { exact: true }).locator('option:checked')).toHaveText(
      'Cold outreach at Acme',
    )
    await expect(full.getByRole('status', { name: 'Answer' })).toContainText(said)
  })
})

test('many embeds share one engine', async ({ page, host, baseURL, browser }) => {
  await page.setViewportSize({ width: 1440, height: 4000 })
  await page.goto(host.page(article(baseURL, { embeds: 4 })))
  for (let index = 0; index < 4; index++) await expect(embed(page, index).answer).toContainText(answered)
  expect(page.workers(), 'no embed has a worker of its own').toHaveLength(0)
  const { targetInfos } = await (await browser.newBrowserCDPSession()).send('Target.getTargets')
  expect(
    targetInfos.filter(({ type, url }) => type === 'shared_worker' && url.startsWith(baseURL ?? '?')),
  ).toHaveLength(1)
})

test('works on another site, whether or not the browser lets it share an engine there', async ({
  page,
  host,
  baseURL,
}) => {
  await page.goto(host.page(article(baseURL)).replace('localhost', '127.0.0.1'))
  await expect(embed(page).answer).toContainText(answered)
})

test('works where browsers share no workers', async ({ page, host, baseURL }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedWorker'))
  await page.goto(host.page(article(baseURL, { attributes: 'controls' })))
  const { frame, answer } = embed(page)
  await expect(answer).toContainText(answered)
  expect(page.workers()).toHaveLength(1)
  await tierOf(frame, 'Ana Díaz').selectOption('free')
  await expect(answer).not.toContainText(answered)
})

test('works where a shared worker fails', async ({ page, host, baseURL, context }) => {
  let failed = 0
  await context.route(/shared-engine/, (route) => {
    failed++
    return route.abort()
  })
  await page.goto(host.page(article(baseURL)))
  await expect(embed(page).answer).toContainText(answered)
  expect(failed).toBeGreaterThan(0)
  expect(page.workers()).toHaveLength(1)
})

test('works under a strict Content-Security-Policy', async ({ page, host, baseURL }) => {
  const site = new URL(baseURL ?? '').origin
  const policy = `default-src 'none'; script-src ${site}; frame-src ${site}`
  const complaints = complaintsOf(page)
  const html = pasted('cold-outreach', '--from', 'ana', '--to', 'ben', '--controls', '--site', site)
  await page.goto(host.page(html, { headers: { 'Content-Security-Policy': policy } }))
  const { frame, answer } = embed(page)
  await expect(answer).toContainText(answered)
  await tierOf(frame, 'Ana Díaz').selectOption('free')
  await expect(answer).not.toContainText(answered)
  expect(complaints).toEqual([])
})

// pasted is what the command line prints to be pasted.
function pasted(example: string, ...options: readonly string[]): string {
  const command = process.env['INROAD_COMMAND'] ?? 'inroad'
  return execFileSync(command, ['embed', join(examplesFolder, `${example}.json`), ...options], { encoding: 'utf8' })
}

test.describe('where the scenario comes from', () => {
  test('a file, by its address, and a template', async ({ page, host, baseURL }) => {
    host.put('/files/a.json', { body: scenario, type: 'application/json' })
    const file = element('src="files/a.json" to="cara"')
    const template = element('', `<template>${scenario.replaceAll('<', '&lt;')}</template><p>The static answer.</p>`)
    await page.goto(host.page(`${file}${template}<script async src="${baseURL}embed.js"></script>`))
    await expect(embed(page, 0).answer).toContainText('Ana can reach Cara by message')
    await embed(page, 1).element.scrollIntoViewIfNeeded()
    await expect(embed(page, 1).answer).toContainText(answered)
  })

  test('what cannot be opened: page, reader and console are told, and the static answer stays', async ({
    page,
    host,
    baseURL,
  }) => {
    const broken = escaped('{"inroad":1,"members":[{"id":"a","tier":"gold"},{"id":"a"}]}')
    const add = await adding(page, host, baseURL)
    for (const { what, attributes, says, errors } of [
      { what: 'nothing', attributes: '', says: 'There is no scenario', errors: [{}] },
      { what: 'a file that is not there', attributes: 'src="gone.json"', says: 'HTTP 404', errors: [{}] },
      { what: 'no JSON', attributes: 'scenario="hello"', says: 'could not be opened', errors: [{}] },
      {
        what: 'a file with mistakes, each of which has its place',
        attributes: `scenario="${broken}"`,
        says: '',
        errors: [{ path: 'members[0].tier' }, { path: 'members[1].id' }],
      },
    ])
      await test.step(what, async () => {
        const { added, heard, warned } = await add(element(attributes))
        await expect
          .poll(heard)
          .toMatchObject([{ type: 'inroad-error', detail: { message: expect.stringContaining(says), errors } }])
        await expect(added.element.getByText('The static answer.')).toBeVisible()
        await expect(added.element).not.toHaveAttribute('live')
        await expect(added.element.getByRole('status')).toContainText(says)
        expect(warned).toEqual([expect.stringContaining(says)])
        expect(warned[0]).toContain(page.url())
        await added.element.evaluate((node, text) => node.setAttribute('scenario', text), scenario)
        await expect(added.answer).toContainText(answered)
        await expect(added.element.getByRole('status')).toHaveCount(0)
        expect(warned).toHaveLength(1)
      })
  })
})

interface Added {
  readonly added: ReturnType<typeof embed>
  readonly heard: () => Promise<Heard[]> // of it
  readonly warned: readonly string[] // of it
}

// adding opens a page with a live embed, and adds another, in place of what was added before, for the engine to go on for all of them.
async function adding(page: Page, host: Host, baseURL: string | undefined): Promise<(html: string) => Promise<Added>> {
  const events = await listen(page)
  const warned = warnings(page)
  await page.goto(host.page(`<div id="added"></div>${article(baseURL)}`))
  await expect(embed(page).answer).toContainText(answered)
  return async (html) => {
    const before = (await events()).length
    warned.length = 0
    await page.locator('#added').evaluate((place, html) => (place.innerHTML = html), html)
    return { added: embed(page), heard: async () => (await events()).slice(before), warned }
  }
}

test('the page around it asks by attributes and properties', async ({ page, host, baseURL }) => {
  const events = await listen(page)
  await page.goto(host.page(article(baseURL)))
  const { answer, element, frame } = embed(page)
  await expect(answer).toContainText(answered)
  await element.evaluate((node) => node.setAttribute('to', 'eve'))
  await expect(answer).toContainText('Ana cannot reach Eve')
  await expect
    .poll(async () => (await events()).at(-1))
    .toMatchObject({ type: 'inroad-change', detail: { from: 'ana', to: 'eve' } })
  await element.evaluate((node: HTMLElement & { view: string }) => (node.view = 'matrix'))
  await expect(frame.getByRole('table')).toBeVisible()
  const ana = '"name": "Ana Díaz", "tier": "business"' // Eve has that tier in the file as it is
  const changed = scenario.replace('"name": "Ana Díaz", "tier": "career"', ana)
  await element.evaluate((node: HTMLElement & { scenario: string }, text) => (node.scenario = text), changed)
  await expect.poll(async () => (await events()).at(-1)?.detail.scenario).toContain(ana)
  expect(await element.evaluate((node: HTMLElement & { scenario: string }) => node.scenario)).toContain(ana)
  const before = (await events()).length
  await element.evaluate((node, set) => Object.assign(node, set), {
    scenario,
    from: 'cara',
    to: 'dev',
    action: 'message',
    view: 'pair',
  })
  await expect(frame.locator('[data-action=message] p').first()).toBeVisible() // shown in full
  await expect.poll(async () => (await events()).length).toBeGreaterThan(before)
  await element.evaluate((node) => node.setAttribute('scenario', 'broken'))
  await expect(frame.getByRole('alert')).toContainText('could not be opened')
  await expect(answer).toContainText('Dev') // what was there stays
  // All that was set at once is one change.
  await expect
    .poll(async () => (await events()).slice(before))
    .toMatchObject([{ type: 'inroad-change', detail: { from: 'cara', to: 'dev' } }, { type: 'inroad-error' }])
})

test.describe('what an embed asks for and is not there', () => {
  const asks: readonly { attribute: string; path: string; says: string }[] = [
    { attribute: 'from="zed" to="ben"', path: 'from', says: 'There is no "zed" here, but ana, ben, cara' },
    { attribute: 'from="ana" to="zed"', path: 'to', says: 'There is no "zed" here' },
    { attribute: 'from="ana" to="ana"', path: 'to', says: '"ana" cannot be paired with itself' },
    { attribute: 'view="foo"', path: 'view', says: 'There is no "foo" here, but pair, network, matrix' },
    { attribute: 'action="foo"', path: 'action', says: 'There is no "foo" here, but message, reply, inmail' },
    { attribute: 'to="acme" action="invite"', path: 'action', says: 'There is no "invite" here' },
    { attribute: 'theme="foo"', path: 'theme', says: 'There is no "foo" here' },
  ]
  test('is said in it, to the page and once in the console', async ({ page, host, baseURL }) => {
    const add = await adding(page, host, baseURL)
    for (const { attribute, path, says } of asks)
      await test.step(attribute, async () => {
        const { added, heard, warned } = await add(element(`scenario="${escaped(scenario)}" ${attribute}`))
        const { element: live, frame, answer } = added
        await expect(answer).toBeVisible() // something else is shown, and it is said
        await expect(frame.getByRole('alert')).toContainText(says)
        await expect
          .poll(async () => (await heard()).map(({ type }) => type).sort())
          .toEqual(['inroad-error', 'inroad-ready'])
        const error = (await heard()).find(({ type }) => type === 'inroad-error')
        expect(error?.detail).toMatchObject({ errors: [{ path, message: expect.stringContaining(says) }] })
        await expect(live).toHaveAttribute('live')
        const inside = frame.locator('main')
        await expect
          .poll(async () => (await live.boundingBox())!.height - (await inside.evaluate((main) => main.scrollHeight)))
          .toBeGreaterThanOrEqual(0) // what is said does not cut off the rest
        expect(warned).toEqual([expect.stringContaining(says)])
        expect(warned[0]).toContain(page.url())

        await live.evaluate((node, set) => Object.assign(node, set), {
          from: 'ana',
          to: 'ben',
          action: 'inmail',
          view: 'pair',
          theme: 'auto',
        })
        await expect(frame.locator('[data-action=inmail] p').first()).toBeVisible()
        await expect(frame.getByRole('alert')).toHaveCount(0)
        expect(warned).toHaveLength(1)
      })
  })

  test('a plain iframe says it, too, and so does one that fails', async ({ page, host, baseURL }) => {
    const warned = warnings(page)
    const link = fragment({ scenario, look: {}, answers: [] })
    const frame = (hash: string) => `<iframe src="${baseURL}embed.html${hash}" width="700" height="600"></iframe>`
    await page.goto(host.page(frame(`${link}&amp;from=zed&amp;view=foo`)))
    const alert = page.frameLocator('iframe').getByRole('alert')
    await expect(alert).toContainText('There is no "foo" here')
    await expect(alert).toContainText('There is no "zed" here')
    await expect(page.frameLocator('iframe').getByRole('status', { name: 'Answer' })).toBeVisible()
    expect(warned).toEqual([expect.stringMatching(/view: There is no "foo".*from: There is no "zed".*embed\.html/s)])
    await page.goto(host.page(frame(link.slice(0, -9))))
    await expect(alert).toContainText('damaged')
    expect(warned).toHaveLength(2)
    expect(warned[1]).toMatch(/damaged.*embed\.html/s)
  })
})

test('never reads or writes what the reader has saved', async ({ playground, page, host, baseURL }) => {
  await playground.open()
  await playground.rename('Mine')
  const saved = () => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  const before = await saved()
  await page.goto(host.page(article(baseURL, { attributes: 'controls theme="dark"' })))
  const { frame, answer } = embed(page)
  await expect(answer).toContainText(answered)
  await tierOf(frame, 'Ana Díaz').selectOption('free')
  await expect(answer).not.toContainText(answered)
  await page.goto(baseURL ?? '')
  await expect(playground.title).toHaveText('Mine')
  expect(await saved()).toBe(before)
})

test('listens to nobody but the page around it', async ({ page, host, baseURL }) => {
  const above = '<iframe id="other" src="about:blank"></iframe>'
  await page.goto(host.page(article(baseURL, { above, attributes: 'controls' })))
  const { answer, element, frame } = embed(page)
  await expect(answer).toContainText(answered)
  const height = await element.evaluate(async () => {
    const target = document.querySelector('inroad-playground')!.shadowRoot!.querySelector('iframe')!
    const other = (document.querySelector('#other') as HTMLIFrameElement).contentWindow as Window & typeof globalThis
    const show = {
      inroad: 1,
      kind: 'show',
      asked: 99,
      from: 'ana',
      to: 'eve',
      view: 'pair',
      theme: 'auto',
      controls: true,
    }
    // From a sibling's window, which is of the same origin as the page but not the page.
    other.eval(
      `parent.document.querySelector('inroad-playground').shadowRoot.querySelector('iframe').contentWindow.postMessage(${JSON.stringify(show)}, '*')`,
    )
    target.contentWindow!.postMessage('nonsense', '*')
    // And to the page, from itself: not from the frame. What comes after it shows that it was heard.
    await new Promise<void>((resolve) => {
      addEventListener('message', ({ data }) => data === 'heard' && resolve())
      window.postMessage({ inroad: 1, kind: 'height', height: 5 }, '*')
      window.postMessage('heard', '*')
    })
    return target.getBoundingClientRect().height
  })
  expect(height).toBeGreaterThan(100)
  // The frame takes messages and clicks in turn: when this one is answered, it has heard the others.
  await tierOf(frame, 'Ana Díaz').selectOption('free')
  await expect(answer).not.toContainText(answered)
  await expect(answer).toContainText('Ben')
  await expect(frame.getByLabel('To', { exact: true })).toHaveValue('ben')
})

test('in a sandbox without an origin, where no engine can run, the static answer stays', async ({
  page,
  host,
  baseURL,
}) => {
  const inner = escaped(`<!doctype html>${article(baseURL)}`)
  const frame = page.waitForRequest((request) => request.url().startsWith(`${baseURL}embed.html`))
  await page.goto(
    host.page(`<iframe id="box" sandbox="allow-scripts" width="900" height="700" srcdoc="${inner}"></iframe>`),
  )
  const box = page.frameLocator('#box')
  await (await (await frame).response())?.finished() // it was tried
  await page.waitForLoadState('networkidle')
  await expect(box.locator('inroad-playground').frameLocator('iframe').getByRole('main')).toHaveCount(0)
  await expect(box.locator('inroad-playground')).not.toHaveAttribute('live')
  await expect(box.getByText('The static answer.')).toBeVisible()
})

test('a plain iframe shows what its link holds, and fetches files of its own site only', async ({
  page,
  host,
  baseURL,
}) => {
  const link = fragment({ scenario, look: { from: 'ana', to: 'dev' }, answers: [] })
  const foreign = host.put('/a.json', { body: scenario, headers: { 'Access-Control-Allow-Origin': '*' } })
  const asked = requests(page, new RegExp(`^${foreign}`))
  const frame = (address: string) => `<iframe src="${baseURL}embed.html${address}" width="700" height="300"></iframe>`
  await page.goto(host.page(frame(`${link}&amp;controls`) + frame(`?src=${encodeURIComponent(foreign)}`)))
  const [whole, other] = [page.frameLocator('iframe').nth(0), page.frameLocator('iframe').nth(1)]
  await expect(whole.getByRole('status', { name: 'Answer' })).toContainText('Dev')
  await expect(whole.getByLabel('Account tier')).toHaveCount(2)
  await expect(other.getByRole('alert')).toContainText('its own site only')
  expect(asked).toEqual([])
})

// One page for all: it changes the view, its own width and the theme as it goes. In the dark only contrast may be another.
test('every view is accessible, whole and quiet, light and dark', async ({ page, host, baseURL }) => {
  test.setTimeout(12 * 60_000)
  const complaints = complaintsOf(page)
  await page.goto(host.page(article(baseURL, { attributes: 'controls theme="light"' })))
  const { element, frame, answer } = embed(page)
  await expect(answer).toContainText(answered)
  const whole = {
    pair: answer,
    network: frame.getByRole('group', { name: /^Ben Okoye,/ }),
    matrix: frame.getByRole('table'),
  }
  for (const [view, there] of Object.entries(whole)) {
    await element.evaluate((node, view) => node.setAttribute('view', view), view)
    await expect(there).toBeVisible()
    for (const width of [1200, 340]) {
      await page.setViewportSize({ width, height: 1400 })
      await expect.poll(() => frame.locator('html').evaluate(() => innerWidth)).toBeLessThanOrEqual(width)
      for (const theme of ['light', 'dark'] as const) {
        await test.step(`${view}, ${width} px, ${theme}`, async () => {
          await element.evaluate((node, theme) => node.setAttribute('theme', theme), theme)
          await expect(frame.locator('html')).toHaveCSS('color-scheme', theme)
          // Of what is right one example each; a busy frame answers late.
          const axe = new AxeBuilder({ page })
            .include('inroad-playground')
            .options({ resultTypes: ['violations'], pingWaitTime: 60_000 })
          if (theme === 'light')
            axe.disableRules('page-has-heading-one') // the first heading is that of the page around it
          else axe.withRules('color-contrast')
          const { violations, passes } = await axe.analyze()
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
          const inFrame = passes.filter(({ nodes }) => nodes.some(({ target }) => target.length > 1))
          expect(inFrame.length, 'axe has looked into the frame').toBeGreaterThan(theme === 'light' ? 5 : 0)
          const overflow = await frame.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
          expect(overflow).toBeLessThanOrEqual(0)
          expect(complaints).toEqual([])
        })
      }
    }
  }
})

interface Check {
  readonly from: string
  readonly to?: string
  readonly action: string
  readonly readings?: unknown
}

// What each example comes to is compared in the page itself.
test('what inroad embed prints, pasted, shows the verdicts of inroad check', async ({ page, host, baseURL }) => {
  const examples = exampleFiles().filter((_, index) => index % 3 === 1)
  test.setTimeout(examples.length * 60_000)
  const events = await listen(page)
  await page.goto(host.page(examples.map((file) => pasted(basename(file, '.json'), '--site', baseURL ?? '')).join('')))
  for (const [nth, file] of examples.entries())
    await test.step(basename(file), async () => {
      const { files } = inroad('check', file) as { files: [{ checks: { got: string }[] }] }
      const { checks } = JSON.parse(readFileSync(file, 'utf8')) as { checks: Check[] }
      const { element } = embed(page, nth)
      await element.scrollIntoViewIfNeeded()
      await expect(element).toHaveAttribute('live')
      let compared = 0
      for (const [index, { from, to, action, readings }] of checks.entries()) {
        if (!to || readings) continue // an embed shows pairs, by the readings of its file
        await element.evaluate((node: HTMLElement & { from: string; to: string }, pair) => Object.assign(node, pair), {
          from,
          to,
        })
        const told = async () => (await events()).findLast(({ detail }) => detail.from === from && detail.to === to)
        await expect.poll(told).toBeDefined()
        const { answers } = (await told())?.detail ?? { answers: [] }
        const answer = answers.find((answer) => answer.action === action)
        const verdict = answer?.verdict === 'unstated' ? 'not said' : answer?.verdict // in words, as the command says it
        expect(files[0].checks[index]?.got.split(', ')[0], `${from} → ${to}, ${action}`).toBe(verdict)
        compared++
      }
      expect(compared).toBeGreaterThan(5)
    })
})

test('the dialog copies, shows what it builds, and what it builds works, also as a plain iframe', async ({
  playground,
  page,
  context,
  host,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await playground.open()
  await playground.button('Export…').click()
  await playground.button('Embed…').click()
  await playground.button('Copy HTML').click()
  await expect(playground.button('Copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('<inroad-playground ')

  const dialog = page.getByRole('dialog', { name: 'Embed this scenario' })
  const preview = dialog.frameLocator('iframe')
  await expect(preview.getByRole('status', { name: 'Answer' })).toContainText(answered)
  await expect(preview.getByLabel('Account tier')).toHaveCount(2)
  await dialog.getByLabel('Readers may').selectOption('readonly')
  await expect(preview.getByRole('status', { name: 'Answer' })).toContainText(answered)
  await expect(preview.getByLabel('Account tier')).toHaveCount(0)
  await dialog.getByLabel('Show').selectOption('matrix')
  await expect(preview.getByRole('table')).toBeVisible()
  const html = await dialog.getByLabel('HTML to paste').inputValue()
  expect(html).toContain(`${baseURL}embed.js`)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  await playground.field('To').selectOption('eve')
  await expect(playground.answer).toContainText('Eve')
  await playground.button('Export…').click()
  await playground.button('Embed…').click()
  await dialog.getByLabel(/^Paste/).selectOption('iframe')
  const plain = await dialog.getByLabel('HTML to paste').inputValue()

  await page.goto(host.page(html + plain))
  await expect(embed(page).frame.getByRole('table')).toBeVisible()
  await expect(embed(page).answer).toContainText(answered)
  await expect(page.locator('body > iframe').contentFrame().getByRole('status', { name: 'Answer' })).toContainText(
    'Ana cannot reach Eve',
  )
})
