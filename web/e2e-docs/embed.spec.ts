// What `inroad embed` prints, pasted into the sites of four documentation generators: a reader sees an answer without
// scripts, a live one with them, and the same answers as the command line gives.

import { expect, test as base, type FrameLocator, type Locator, type Page } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { State } from '../src/embed/messages'
import { Host } from '../e2e/support/host'
import { complaintsOf } from '../e2e/support/playground'
import { assembledOf, odd, oddPageOf, playgroundOrigin, scenarioFile, sites, type Sample } from './sites'

const answered = 'Ana can reach Ben by InMail'
const mostBytes = 15 * 1024

interface Check {
  readonly from: string
  readonly to: string
  readonly action: string
  readonly readings?: Readonly<Record<string, string>>
}

const scenario = JSON.parse(readFileSync(scenarioFile, 'utf8')) as {
  readonly rules: { readonly readings: Readonly<Record<string, string>> }
  readonly checks: readonly Check[]
}

const test = base.extend<{ sample: Sample; site: Host; article: Article }>({
  sample: [sites[0]!, { option: true }],
  site: async ({ sample }, use) => {
    const site = new Host({ folder: join(assembledOf(sample), sample.output) })
    await site.start()
    await use(site)
    await site.stop()
  },
  article: async ({ page, site, sample }, use) => {
    const article = new Article(page, site.origin, sample)
    await article.listen()
    await use(article)
    expect(article.complaints, 'the console stays clean').toEqual([])
  },
})

// An Article is a page with the embed in it, and what it loads and hears.
class Article {
  readonly complaints: string[]
  readonly loads: { readonly url: string; readonly bytes: Promise<number> }[] = [] // from the playground
  readonly element: Locator
  readonly caption: Locator
  readonly frame: FrameLocator
  readonly answer: Locator
  #opened = JSON.stringify(scenario)

  constructor(
    readonly page: Page,
    private readonly origin: string,
    private readonly sample: Sample,
  ) {
    this.element = page.locator('inroad-playground')
    this.caption = this.element.locator('figcaption')
    this.frame = this.element.frameLocator('iframe')
    this.answer = this.frame.getByRole('status', { name: 'Answer' })
    this.complaints = complaintsOf(page)
    page.on('requestfinished', (request) => {
      if (!request.url().startsWith(playgroundOrigin())) return
      const bytes = request.sizes().then((sizes) => sizes.responseHeadersSize + sizes.responseBodySize)
      this.loads.push({ url: request.url(), bytes })
    })
  }

  // listen notes what the embed says from the beginning on.
  async listen(): Promise<void> {
    await this.page.addInitScript(() => {
      const heard: unknown[] = []
      Object.assign(window, { heard })
      for (const type of ['inroad-ready', 'inroad-change', 'inroad-error']) {
        addEventListener(type, (event) => heard.push({ type, ...(event as CustomEvent).detail }))
      }
    })
  }

  heard(): Promise<({ type: string } & State)[]> {
    return this.page.evaluate(() => (window as unknown as { heard: ({ type: string } & State)[] }).heard)
  }

  async open(path = this.sample.page): Promise<void> {
    await this.page.goto(this.origin + path)
  }

  async becomesLive(): Promise<void> {
    await this.element.scrollIntoViewIfNeeded()
    await expect(this.answer).toContainText(answered)
    await expect(this.element).toHaveAttribute('live')
    await expect(this.caption).toBeHidden()
  }

  // ask has the embed look from one actor to another, as a script of the page around it may, and hears what it says. A
  // check with readings of its own is asked of the same network, opened anew with these laid over the scenario's.
  async ask({ from, to, readings }: Check): Promise<State> {
    const rules = { ...scenario.rules, readings: { ...scenario.rules.readings, ...readings } }
    const text = JSON.stringify({ ...scenario, rules })
    const another = text !== this.#opened
    const old = another ? (await this.heard()).length : 0 // what it said of another scenario is no answer
    this.#opened = text
    await this.element.evaluate((element, set) => Object.assign(element, set), {
      from,
      to,
      ...(another && { scenario: text }),
    })
    const last = async () => (await this.heard()).slice(old).at(-1)
    await expect.poll(last).toMatchObject({ from, to })
    return (await last())!
  }
}

for (const sample of sites) {
  test.describe(sample.name, () => {
    test.use({ sample })

    test.describe('without scripts', () => {
      test.use({ javaScriptEnabled: false })

      test('shows the answer as a picture and a sentence', async ({ page, site }) => {
        await page.goto(site.origin + sample.page)
        await expect(page.locator('inroad-playground figcaption')).toContainText(answered)
        await expect(page.getByRole('img', { name: 'How Ana Díaz can reach everybody else' })).toBeVisible()
        await expect(page.locator('inroad-playground > figure > svg > g > circle')).not.toHaveCount(0)
      })

      test('shows a name as it is, whatever the generator makes of such text', async ({ page, site }) => {
        await page.goto(site.origin + oddPageOf(sample))
        await expect(page.locator('inroad-playground svg').getByText(odd, { exact: true })).toBeVisible()
      })
    })

    test('keeps a name as it is, whatever the generator makes of such text', async ({ article }) => {
      await article.open(oddPageOf(sample))
      await article.becomesLive()
      await expect(article.frame.getByLabel('To', { exact: true }).getByRole('option', { name: odd })).toBeAttached()
    })

    test('loads one small script until the embed is in view, and then takes the place of the picture', async ({
      page,
      article,
    }) => {
      const low = { width: 1280, height: 90 } // the embed begins below the window's edge
      await page.setViewportSize(low)
      await article.open()
      await page.waitForFunction(() => customElements.get('inroad-playground'))
      await page.waitForLoadState('networkidle')
      expect((await article.element.boundingBox())!.y).toBeGreaterThan(low.height)
      await expect(article.caption).toContainText(answered)
      await expect(article.caption).toBeVisible()
      expect(article.loads.map(({ url }) => url)).toEqual([`${playgroundOrigin()}/embed.js`])
      expect(await article.loads[0]!.bytes).toBeLessThanOrEqual(mostBytes)
      await article.becomesLive()
    })

    test('gives the verdicts of inroad check', async ({ article }) => {
      await article.open()
      await article.becomesLive()
      const said: string[] = []
      for (const check of scenario.checks) {
        const { answers } = await article.ask(check)
        const answer = answers.find(({ action }) => action === check.action)!
        const cost = answer.verdict === 'allowed' ? ` cost=${answer.cost}` : ''
        said.push(`${answer.verdict} contested=${answer.contested ? 'yes' : 'no'}${cost}`)
      }
      expect(said).toEqual(verdicts())
    })

    test('answers anew when the reader changes a tier', async ({ article }) => {
      await article.open()
      await article.becomesLive()
      const ana = article.frame.getByRole('group', { name: 'Ana Díaz' })
      await ana.getByLabel('Account tier').selectOption({ label: 'Free' })
      await expect(article.answer).not.toContainText(answered)
      const inmail = ({ type, answers }: { type: string } & State) => ({
        type,
        verdict: answers.find(({ action }) => action === 'inmail')?.verdict,
      })
      await expect
        .poll(async () => (await article.heard()).map(inmail))
        .toEqual([
          { type: 'inroad-ready', verdict: 'allowed' },
          { type: 'inroad-change', verdict: expect.stringMatching(/unstated|forbidden/) },
        ])
    })

    if (sample.home) {
      test('is live after links that load no page, with the script loaded once', async ({ page, article }) => {
        await article.open(sample.home)
        await page.evaluate(() => Object.assign(window, { stayed: true }))
        for (const visit of ['first', 'second']) {
          await test.step(`${visit} visit`, async () => {
            await page.getByRole('main').getByRole('link', { name: 'Who may write to Ben?' }).click()
            await article.becomesLive()
            await page.getByRole('main').getByRole('link', { name: 'Back' }).click()
            await expect(article.element).toHaveCount(0)
          })
        }
        expect(await page.evaluate(() => 'stayed' in window)).toBe(true)
        expect(article.loads.filter(({ url }) => url.includes('/embed.js'))).toHaveLength(1)
        expect(await article.heard()).toMatchObject([{ type: 'inroad-ready' }, { type: 'inroad-ready' }])
      })
    }
  })
}

// verdicts are what `inroad check` got, without the rules and warnings, which an embed's events do not name.
function verdicts(): string[] {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const report = execFileSync('go', ['run', './rules/cmd/inroad', 'check', '--json', scenarioFile], {
    cwd: root,
    encoding: 'utf8',
  })
  const { files } = JSON.parse(report) as { files: { checks: { token: string }[] }[] }
  return files[0]!.checks.map(({ token }) => token.replace(/ (sources|warnings)=.*/, ''))
}
