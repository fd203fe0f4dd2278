// The documentation as built: every page is well made and says, live, what it says before; every
// example of HTML works as it stands; and all of it works in any folder.

import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { policy } from '../policy'
import { inTheDark, violationsOf } from './support/axe'
import { examplesFolder } from './support/command'
import { dist, docsPages, embedsIn, examples, policyIn, sampledPages } from './support/docs'
import { Host, test } from './support/host'
import { complaintsOf } from './support/playground'

const example = 'https://example.org/inroad/'
const jobSeeker = readFileSync(join(examplesFolder, 'job-seeker.json'), 'utf8')

const folders = new Map<string, string[]>()
for (const path of sampledPages()) folders.set(dirname(path), [...(folders.get(dirname(path)) ?? []), path])

// One page walks a folder, for opening one costs more than looking at it.
for (const [folder, paths] of folders) {
  test(`every page of ${folder} is well made, and says the same live`, async ({ page }) => {
    test.setTimeout(paths.reduce((sum, path) => sum + 1 + embedsIn(path), 0) * 60_000)
    const complaints = complaintsOf(page)
    for (const [index, path] of paths.entries()) {
      await test.step(path, async () => {
        // The script comes late, so that embeds are first seen as they are before they are live.
        await page.route('**/embed.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }), {
          times: 1,
        })
        await page.setViewportSize({ width: 1440, height: 900 })
        await page.goto(path)
        expect.soft(await violationsOf(page, 'light'), path).toEqual([])
        if (index === 0) expect(await inTheDark(page), path).toEqual([]) // the others have the same colours
        if (embedsIn(path) > 0) await saysTheSameLive(page, path)
        await page.setViewportSize({ width: 390, height: 844 })
        await expect(page.locator('html')).toHaveJSProperty('scrollWidth', 390)
        await page.getByText('All pages').click()
        await expect(page.getByRole('navigation', { name: 'All pages' })).toBeVisible()
        await expect(page.locator('html')).toHaveJSProperty('scrollWidth', 390)
      })
    }
    expect(complaints).toEqual([])
  })
}

test('the documentation shows embeds', () =>
  expect(sampledPages().filter((path) => embedsIn(path) > 0).length).toBeGreaterThan(8))

// saysTheSameLive compares the first embed of each view and action: that every embed says what the page is told is tested in Go.
async function saysTheSameLive(page: Page, path: string): Promise<void> {
  const all = page.locator('inroad-playground')
  await expect(all).toHaveCount(embedsIn(path))
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.locator('html')).toHaveJSProperty('scrollWidth', 390)
  await page.setViewportSize({ width: 1440, height: 900 })
  await all.evaluateAll((embeds) => {
    const kinds = new Set<string>()
    for (const embed of embeds) {
      const kind = `${embed.getAttribute('view')} ${embed.getAttribute('action')}`
      if (!kinds.has(kind)) embed.toggleAttribute('data-looked-at', true)
      kinds.add(kind)
    }
    const late = document.createElement('script')
    late.src = document.querySelector<HTMLScriptElement>('script[src$="/embed.js"]')!.src
    document.body.append(late)
  })
  const embeds = page.locator('[data-looked-at]')
  await embeds.evaluateAll(lively)
  await expect.poll(() => embeds.evaluateAll(unlike)).toEqual([])
  for (const embed of await embeds.and(page.locator('[view=network]')).all())
    await sameMarks(embed, (await embed.locator('figcaption').textContent()) ?? '')
}

// lively brings one embed after another into view, and is done when all are live.
async function lively(embeds: Element[]): Promise<void> {
  for (const embed of embeds) {
    embed.scrollIntoView({ block: 'center' })
    await new Promise<void>((resolve) => {
      const look = () => embed.hasAttribute('live') && resolve()
      new MutationObserver(look).observe(embed, { attributeFilter: ['live'] })
      look()
    })
  }
}

// unlike are the embeds that, live, do not show the action that they are about, or, of a pair, say nowhere what they said before.
function unlike(embeds: Element[]): string[] {
  return embeds.flatMap((embed) => {
    const said = embed.querySelector('figcaption')?.textContent ?? ''
    const live = embed.shadowRoot?.querySelector('iframe')?.contentDocument
    // The sources of a rule stand behind its sentence: as marks there, and in brackets here.
    const texts = (of: ParentNode | null | undefined, what: string) =>
      [...(of?.querySelectorAll(what) ?? [])].map((element) => {
        const copy = element.cloneNode(true) as Element
        copy.querySelectorAll('.sources').forEach((sources) => sources.remove())
        return copy.textContent.trim()
      })
    const bare = said.replace(/ \([A-Z]\d+[a-z]?(, [A-Z]\d+[a-z]?)*\)/g, '')
    const answer = live?.querySelector('[role=status][aria-label=Answer]')
    const sentences = [
      `${texts(answer, 'h2').join(' ')}. ${texts(answer, 'li').join(' · ')}`,
      ...[...(live?.querySelectorAll('li[data-action]') ?? [])].map((action) => texts(action, 'p').join(' ')),
    ]
    const action = embed.getAttribute('action')
    const shown = !action || live?.querySelector(`[data-action="${action}"] p`)?.checkVisibility()
    const same = embed.getAttribute('view') !== 'pair' || sentences.some((sentence) => sentence.startsWith(bare))
    return /\w/.test(said) && shown && same ? [] : [`${said}, and not: ${sentences.join(' | ')}`]
  })
}

// sameMarks compares "Looking as Ana Díaz. Ben Okoye: reachable by InMail; ..." with the canvas.
async function sameMarks(embed: Locator, said: string): Promise<void> {
  const frame = embed.frameLocator('iframe')
  const [, looking = '', list = ''] = /^Looking as (.+?)\. (.+)\.$/.exec(said) ?? []
  await expect(frame.getByLabel('Looking as').locator('option:checked')).toHaveText(looking)
  for (const one of list.split('; ')) {
    const [name = '', mark = ''] = one.split(': ')
    expect(mark, `${one} names a mark`).toMatch(/\w/)
    await expect(frame.getByRole('group', { name: new RegExp(`^${name},.*${mark}$`) })).toBeVisible()
  }
}

for (const [index, html] of examples('embedding/index.md', 'html').entries()) {
  test(`the example ${index + 1} of embedding works as it stands`, async ({ page, host, baseURL }) => {
    const complaints = complaintsOf(page)
    host.put('/job-seeker.json', { body: jobSeeker, type: 'application/json' })
    await page.route(`${baseURL}job-seeker.json`, (route) =>
      route.fulfill({ contentType: 'application/json', body: jobSeeker }),
    )
    expect(html).toContain(example)
    await page.goto(host.page(html.replaceAll(example, baseURL!)))
    if (html.includes('<iframe')) {
      await expect(page.frameLocator('iframe').getByRole('status', { name: 'Answer' })).toContainText(
        'Mia cannot reach Grace',
      )
      await expect(page.frameLocator('iframe').getByRole('group', { name: 'Mia Torres' })).toBeVisible() // the controls
    } else {
      await expect(page.locator('inroad-playground')).toHaveAttribute('live', '')
      await expect(
        page.locator('inroad-playground').frameLocator('iframe').getByRole('status', { name: 'Answer' }),
      ).toContainText(/ reach (Grace|Ben)/)
    }
    if (html.includes('<output')) await expect(page.locator('output')).toHaveText('forbidden')
    expect(complaints).toEqual([])
  })
}

test('the policy that embedding names is enough for an embed', async ({ page, host, baseURL }) => {
  const complaints = complaintsOf(page)
  const { origin } = new URL(baseURL!)
  const scenario = jobSeeker.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  await page.goto(
    host.page(
      `<inroad-playground scenario="${scenario}"></inroad-playground><script async src="${baseURL}embed.js"></script>`,
      {
        headers: {
          'Content-Security-Policy': policyIn('embedding/index.md').replaceAll('https://example.org', origin),
        },
      },
    ),
  )
  await expect(page.locator('inroad-playground')).toHaveAttribute('live', '')
  expect(complaints).toEqual([])
})

test('everything works in a folder, under the policy that hosting names', async ({ page }) => {
  const host = new Host({ folder: dist, path: '/a/b/', headers: { 'Content-Security-Policy': policyIn('hosting.md') } })
  await host.start()
  const site = `${host.origin}/a/b/`
  try {
    // Every address on every page, and every section that a link names.
    const texts = new Map<string, string>()
    const sections = new Map<string, ReadonlySet<string | undefined>>() // by text
    const broken: string[] = []
    const get = async (url: string) => {
      const before = texts.get(url)
      if (before !== undefined) return before
      const response = await fetch(url)
      if (!response.ok) broken.push(`${url}: HTTP ${response.status}`)
      const text = await response.text()
      texts.set(url, text)
      return text
    }
    expect(policyIn('hosting.md')).toContain(policy)
    for (const path of ['index.html', 'embed.html', ...docsPages()]) {
      const html = await get(site + path)
      expect(html, `${path} carries the policy`).toContain(
        `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
      )
      for (const [, address = ''] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
        const url = new URL(address.replaceAll('&amp;', '&'), site + path)
        if (url.origin !== new URL(site).origin) continue
        if (!url.href.startsWith(site)) broken.push(`${path}: ${address} is out of its folder`)
        const target = await get(url.origin + url.pathname)
        const section = decodeURIComponent(url.hash.slice(1))
        if (!section) continue
        const ids = sections.get(target) ?? new Set([...target.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id))
        sections.set(target, ids)
        if (!ids.has(section)) broken.push(`${path}: ${address} names no section`)
      }
      for (const [, style = ''] of html.matchAll(/href="([^"]+\.css)"/g)) {
        const css = new URL(style, site + path)
        for (const [, address = ''] of (await get(css.href)).matchAll(/url\(([^)]+)\)/g))
          await get(new URL(address, css).href)
      }
    }
    expect(broken).toEqual([])
    expect(texts.size).toBeGreaterThan(docsPages().length + 5)

    const complaints = complaintsOf(page)
    await page.goto(`${site}docs/`)
    await expect(page.locator('inroad-playground').first()).toHaveAttribute('live', '')
    const nav = page.getByRole('navigation', { name: 'Pages', exact: true })
    for (const set of ['article', 'linkedin']) {
      await nav.locator(`a[href$="/${set}/questions.html"]`).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Open questions/)
      await expect(page).toHaveURL(`${site}docs/rules/${set}/questions.html`)
      await page.locator('.set a').click()
      await expect(page).toHaveURL(`${site}docs/rules/${set}/index.html`)
    }
    await page.getByRole('link', { name: 'Playground' }).click()
    await expect(page.getByRole('status', { name: 'Answer' })).toContainText('Ana can reach Ben')
    await page.getByRole('link', { name: 'Documentation' }).click()
    await expect(page).toHaveURL(`${site}docs/`)

    // From a rule in the playground to what is said of it.
    await page.goBack()
    await page.getByRole('tab', { name: 'Rules' }).click()
    await page.locator('#rule-inmail-free summary').click()
    await page.locator('#rule-inmail-free').getByRole('link').click()
    await expect(page).toHaveURL(`${site}docs/rules/article/index.html#inmail-free`)
    await page.locator('#inmail-free').click()
    await expect(page).toHaveURL(`${site}docs/rules/article/inmail.html#inmail-free`)
    expect(complaints).toEqual([])
  } finally {
    await host.stop()
  }
})
