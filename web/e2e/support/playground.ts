// A page with the playground in it, and what the tests do with it over and over. Every test
// fails when the browser's console says anything.

import { expect, test as base, type Locator, type Page } from '@playwright/test'
import type { Request } from '../../src/engine/wire'

// complaintsOf fills with what the browser's console says of a page.
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

export class PlaygroundPage {
  readonly complaints: string[]
  readonly answer: Locator
  readonly scenario: Locator
  readonly title: Locator // of the open scenario, as the list has it

  constructor(readonly page: Page) {
    this.answer = page.getByRole('status', { name: 'Answer' })
    this.scenario = page.getByLabel('Scenario', { exact: true })
    this.title = this.scenario.locator('option:checked')
    this.complaints = complaintsOf(page)
  }

  async open(): Promise<void> {
    await this.page.goto('./')
    await this.live()
    await expect(this.page.locator('.picture'), 'the canvas has come').toHaveCount(0)
  }

  // live waits until the engine answers: what is seen before was rendered when the page was built.
  async live(): Promise<void> {
    await this.page.waitForFunction(() => performance.getEntriesByName('live').length > 0)
    await expect(this.answer).toBeVisible()
  }

  // startOver brings back what a page shows when it opens, without the cost of loading it.
  async startOver(): Promise<void> {
    const dialog = this.page.getByRole('dialog')
    await this.page.keyboard.press('Escape') // closes a dialog and the menu
    await expect(dialog).toHaveCount(0)
    await this.openExample('contradiction') // so that it is seen when the first is open again
    await this.openExample('cold-outreach')
    await this.tab(/→/).click()
    await expect(this.answer).toContainText('Ana can reach Ben')
  }

  async openExample(id: string): Promise<void> {
    await this.scenario.selectOption(id)
    await expect(this.scenario).toHaveValue(id)
  }

  // rename gives the scenario another title, so that it is a person's own.
  async rename(title: string): Promise<void> {
    await this.tab('People').click()
    await this.field('Title').fill(title)
    await expect(this.title).toHaveText(title)
  }

  async openFile(name: string, text: string): Promise<void> {
    await this.page
      .getByLabel('Scenario file')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  }

  // button and tab find by the whole name: "Add" is not "Add Member".
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  tab(name: string | RegExp): Locator {
    return this.page.getByRole('tab', { name })
  }

  // showSettings shows somebody's settings beside the answer.
  async showSettings(name: string): Promise<void> {
    await this.tab(/→|^Answer$/).click()
    const button = this.page.getByRole('group', { name: 'Settings of' }).getByRole('button', { name, exact: true })
    if ((await button.getAttribute('aria-expanded')) === 'false') await button.click()
    await expect(button).toHaveAttribute('aria-expanded', 'true')
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true })
  }

  // actor is somebody on the canvas, whose accessible name starts with the actor's name.
  actor(name: string): Locator {
    return this.page
      .getByRole('application', { name: 'Network' })
      .getByRole('group', { name: new RegExp(`^${name}\\b`) })
  }

  row(action: string): Locator {
    return this.page
      .getByRole('button', { name: new RegExp(`^${action}\\b`), expanded: undefined })
      .and(this.page.locator('[aria-expanded]'))
  }

  async drag(from: Locator, to: Locator): Promise<void> {
    const [start, end] = [await middle(from), await middle(to)]
    await this.page.mouse.move(start.x, start.y)
    await this.page.mouse.down()
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 5 })
    await this.page.mouse.move(end.x, end.y, { steps: 5 })
    await this.page.mouse.up()
  }
}

export async function middle(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox()
  if (!box) throw new Error(`${locator.toString()} is not on the page`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

// slow lets the engine answer late from now on, and keeps what it is asked for asked to read.
export async function slow(page: Page, delay: number): Promise<void> {
  const patch = (delay: number) => {
    const asked: string[] = []
    Object.assign(window, { asked })
    const post = Worker.prototype.postMessage
    Worker.prototype.postMessage = function (message: { request: string }) {
      asked.push(message.request)
      setTimeout(() => post.call(this, message), delay)
    }
  }
  await page.addInitScript(patch, delay)
  await page.evaluate(patch, delay)
}

export async function asked(page: Page): Promise<readonly Request[]> {
  const texts = await page.evaluate(() => (window as unknown as { asked: string[] }).asked)
  return texts.map((text) => JSON.parse(text) as Request)
}

export const test = base.extend<{ playground: PlaygroundPage }>({
  playground: async ({ page }, use) => {
    const playground = new PlaygroundPage(page)
    await use(playground)
    expect(playground.complaints, 'the console stays clean').toEqual([])
  },
})

export { expect }
