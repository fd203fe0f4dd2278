// As a newcomer meets it: the question first, one-click starts, and how few actions it takes from nothing to an answer.

import { readdirSync, readFileSync } from 'node:fs'
import { devices, type Page } from '@playwright/test'
import { fragment } from '../src/document/link'
import { carrying } from './support/hospital'
import { expect, middle, test, type PlaygroundPage } from './support/playground'

const welcome = (page: Page) => page.getByRole('region', { name: 'Where to begin' })
const empty = (page: Page) => page.locator('.canvas .empty')

// startsOf are the files of a set's starts, in the order in which they are offered.
function startsOf(set: string): { title: string; look: { from: string; to: string }; checks: unknown[] }[] {
  const folder = new URL(`../../rules/sets/${set}/starts/`, import.meta.url)
  return readdirSync(folder)
    .sort()
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as ReturnType<typeof startsOf>[number])
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })
  test('the question and the starts are part of the first paint', async ({ page }) => {
    await page.goto('./')
    await expect(welcome(page)).toContainText('Who wants to reach whom?')
    await expect(welcome(page).getByRole('button').first()).toBeInViewport({ ratio: 1 })
  })
})

const acts: readonly { what: string; act(playground: PlaygroundPage): Promise<unknown> }[] = [
  { what: 'a look', act: (playground) => playground.actor('Cara Lund').click() },
  { what: 'a look at whoever one looks as', act: (playground) => playground.actor('Ana Díaz').click() },
  { what: 'an edit', act: (playground) => playground.button('Tidy').click() },
  { what: 'another tab of the panel', act: (playground) => playground.tab('Rules').click() },
  { what: 'an example', act: (playground) => playground.openExample('job-seeker') },
]

test('the question gives way to whatever one does, and does not come back', async ({ playground, page }) => {
  const load = async () => {
    await page.reload()
    await playground.live()
  }
  await playground.open()
  await expect(welcome(page)).toBeVisible()
  for (const { what, act } of acts) {
    await test.step(what, async () => {
      await load() // who has only looked is new still
      await expect(welcome(page)).toBeVisible()
      await act(playground)
      await expect(welcome(page)).toBeHidden()
      await load()
      await expect(welcome(page)).toBeHidden()
      await page.evaluate(() => localStorage.clear()) // a newcomer again
    })
  }
})

test('who comes by a link is not asked', async ({ playground, page }) => {
  const scenario = JSON.stringify({ inroad: 1, members: [{ id: 'yan' }, { id: 'zoe' }] })
  await page.goto(`./${fragment({ scenario, look: {}, answers: [] })}`)
  await playground.live()
  await expect(welcome(page)).toBeHidden()
  await page.goto('./')
  await playground.live()
  await expect(welcome(page)).toBeHidden()
})

// answered expects the answer in sight, and what would change it in sight or a scroll by one screen away.
async function answered(playground: PlaygroundPage): Promise<void> {
  const { page } = playground
  await expect(playground.answer).toContainText(/Noa can probably message Maya/)
  await expect(playground.answer.getByRole('heading')).toBeInViewport({ ratio: 1 })
  await expect(page.getByRole('tabpanel')).toContainText('Globex')
  const fix = page.locator('.fix .text').first()
  await expect(fix).toBeAttached()
  const screens = () =>
    fix.evaluate((element) => {
      let box = element.parentElement
      while (box && !(box.scrollHeight > box.clientHeight && getComputedStyle(box).overflowY === 'auto'))
        box = box.parentElement
      const bottom = box?.getBoundingClientRect().bottom ?? innerHeight
      return (element.getBoundingClientRect().bottom - bottom) / (box?.clientHeight ?? innerHeight)
    })
  await expect.poll(screens, 'screens to scroll').toBeLessThanOrEqual(1)
}

test.describe('whether I may write to my 2nd-degree contact at Globex, and what would change it', () => {
  test('takes one click, and other starts open on their question, too', async ({ playground, page }) => {
    const offered = empty(page).getByRole('button').filter({ hasNotText: 'Add the first' })
    await playground.open()
    await test.step('one click from a first visit', async () => {
      await playground.button('2nd degree').click()
      await answered(playground)
    })
    await test.step('one click from an empty page', async () => {
      await playground.button('New').click()
      await expect(empty(page)).toBeVisible()
      await playground.button('2nd degree').click()
      await answered(playground)
    })
    await playground.button('New').click()
    for (const set of ['article', 'linkedin']) {
      await test.step(`the starts of ${set} open on their question, and undo leads back`, async () => {
        if (set !== 'article') await playground.field('Rules').selectOption(set)
        const starts = startsOf(set)
        await expect(offered).toHaveText(starts.map(({ title }) => title))
        for (const { title, look, checks } of starts) {
          await offered.filter({ hasText: title }).click()
          await expect(playground.field('Looking as')).toHaveValue(look.from)
          await expect(playground.field('To')).toHaveValue(look.to)
          await expect(playground.tab(/^Checks/)).toContainText(`${checks.length}/${checks.length}`)
          await page.getByRole('button', { name: `Undo: open “${title}”` }).click()
          await expect(empty(page)).toBeVisible()
        }
      })
    }
    await test.step('a set that comes along in a file has no starts', async () => {
      const { rules } = JSON.parse(carrying('clinic')) as { rules: unknown }
      await playground.openFile('own.json', JSON.stringify({ inroad: 1, title: 'Own', rules }))
      await expect(playground.title).toHaveText('Own')
      await expect(
        empty(page)
          .getByRole('button', { name: /^Add the first/ })
          .first(),
      ).toBeVisible()
      await expect(empty(page).getByRole('button', { name: '2nd degree' })).toHaveCount(0)
    })
  })

  test('takes one key press and Tab', async ({ playground, page }) => {
    const start = playground.button('2nd degree')
    const tabsTo = async () => {
      let tabs = 0
      while (!(await start.evaluate((element) => element === document.activeElement))) {
        await page.keyboard.press('Tab')
        tabs++
        expect(tabs, 'presses of Tab').toBeLessThanOrEqual(18)
      }
      test.info().annotations.push({ type: 'presses of Tab', description: String(tabs) })
    }
    await playground.open()
    await test.step('from a first visit', async () => {
      await tabsTo()
      await page.keyboard.press('Enter')
      await answered(playground)
    })
    await test.step('from an empty page', async () => {
      await playground.button('New').press('Enter')
      await expect(empty(page)).toBeVisible()
      await tabsTo()
      await page.keyboard.press('Enter')
      await answered(playground)
    })
  })
})

test.describe('on a phone', () => {
  const { userAgent, deviceScaleFactor, isMobile, hasTouch } = devices['iPhone 13']
  test.use({ userAgent, deviceScaleFactor, isMobile, hasTouch, viewport: { width: 390, height: 844 } })

  test('the question leaves the canvas its room, and its answer takes one tap', async ({ playground, page }) => {
    await playground.open()
    await test.step('the question leaves the canvas its room', async () => {
      expect((await welcome(page).boundingBox())?.height).toBeLessThan(70)
      await expect(playground.actor('Ana Díaz')).toBeInViewport({ ratio: 0.99 })
      await expect(playground.answer.getByRole('heading')).toBeInViewport({ ratio: 1 })
    })
    await test.step('it takes one tap from a first visit', async () => {
      await playground.button('2nd degree').tap()
      await answered(playground)
    })
    await test.step('it takes one tap from an empty page', async () => {
      await playground.button('More').tap()
      await playground.button('New').tap()
      await expect(empty(page)).toBeVisible()
      await playground.button('2nd degree').tap()
      await answered(playground)
    })
  })
})

test('people are added where they are wanted, and the question stays', async ({ playground, page }) => {
  const network = page.getByRole('application', { name: 'Network' })
  await playground.open()
  await expect(network.getByRole('group')).toHaveCount(6)

  await test.step('Enter in the name of who was just added adds the next of the same kind', async () => {
    await playground.button('+ Page').click()
    await expect(playground.field('Name')).toHaveValue('Alder')
    await expect(playground.field('Name')).toBeFocused()
    await page.keyboard.type('Globex')
    await page.keyboard.press('Enter')
    await expect(playground.field('Name')).toHaveValue('Alder')
    await expect(playground.field('Name')).toBeFocused()
    await expect(playground.actor('Globex')).toBeVisible()
    await expect(playground.field('To')).toHaveValue('ben')
  })

  await test.step('a double-click adds somebody there', async () => {
    const box = await network.boundingBox()
    const at = { x: (box?.x ?? 0) + 120, y: (box?.y ?? 0) + (box?.height ?? 0) * 0.8 }
    await page.mouse.dblclick(at.x, at.y)
    await expect(playground.field('Name')).toHaveValue('Finn')
    const there = await middle(playground.actor('Finn').locator('.outline'))
    expect(Math.hypot(there.x - at.x, there.y - at.y)).toBeLessThan(60)
    await expect(playground.field('To')).toHaveValue('ben')
  })

  await test.step('keys add, duplicate, save, and list themselves', async () => {
    await playground.field('Name').blur()
    await page.keyboard.press('n')
    await expect(playground.field('Name')).toHaveValue('Gia')
    await expect(playground.field('Name')).toBeFocused()
    await page.keyboard.type('Nina') // the letters are the name's
    await expect(playground.actor('Nina')).toBeVisible()
    await expect(network.getByRole('group')).toHaveCount(10)

    await playground.actor('Ben Okoye').click()
    await page.keyboard.press('Control+d')
    await expect(playground.field('Name')).toHaveValue('Ben Okoye 2')
    await expect(playground.field('InMail credits')).toHaveValue('30')
    await expect(page.getByRole('heading', { name: 'Ties of Ben Okoye 2' })).toBeVisible()

    const downloading = page.waitForEvent('download')
    await page.keyboard.press('Control+s')
    expect((await downloading).suggestedFilename()).toContain('.json')

    await playground.field('Name').blur()
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keys' })
    await expect(sheet).toContainText('Duplicate')
    await page.keyboard.press('n') // behind the sheet nobody is added
    await page.keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)
    await expect(network.getByRole('group')).toHaveCount(11)
  })

  await test.step('clicks in a hurry add people with names and places of their own', async () => {
    await playground.openFile('empty.json', '{"inroad":1}')
    await playground.button('+ Member').evaluate((button: HTMLButtonElement) => [1, 2, 3].forEach(() => button.click()))
    const actors = page.getByRole('application', { name: 'Network' }).getByRole('group')
    await expect(actors).toHaveCount(3)
    const boxes = await Promise.all([0, 1, 2].map((index) => middle(actors.nth(index))))
    for (const [index, box] of boxes.entries()) {
      for (const other of boxes.slice(index + 1))
        expect(Math.hypot(box.x - other.x, box.y - other.y)).toBeGreaterThan(60)
    }
    for (const name of ['Ana', 'Ben', 'Cara']) await expect(playground.actor(name)).toBeVisible()
  })
})

test('settings are under the answer, and undo leads back through all that was done and opened', async ({
  playground,
  page,
}) => {
  await playground.open()

  await test.step('a click on somebody shows the answer with their settings under it, until they are put away', async () => {
    await playground.actor('Cara Lund').click()
    await expect(playground.answer).toContainText('Ana can reach Cara')
    await expect(playground.field('Account tier')).toBeInViewport()
    await page.getByRole('button', { name: 'Cara', exact: true }).click()
    await expect(playground.field('Account tier')).toHaveCount(0)
    await playground.actor('Dev Kaur').click()
    await expect(playground.answer).toContainText('Dev')
    await expect(playground.field('Account tier')).toHaveCount(0)
    await playground.showSettings('Ana')
    await expect(playground.field('Name')).toHaveValue('Ana Díaz')
  })

  await test.step('a tier is taken from the comparison', async () => {
    await playground.button('Compare: Account tier').click()
    await playground.button('Take Free').click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(playground.field('Account tier')).toHaveValue('free')
  })

  await test.step('what an edit did can be undone where it is said', async () => {
    const undo = page.locator('.bar').getByRole('button', { name: 'Undo' })
    await undo.click()
    await expect(playground.field('Account tier')).toHaveValue('career')
    await expect(undo).toHaveCount(0) // what it says then is what undo did
  })

  await test.step('undo leads back through all that was opened, and nothing is lost by a reload', async () => {
    await playground.rename('Mine')
    await playground.openExample('job-seeker')
    await playground.openExample('visitors')
    await playground.button('New').click()
    await expect(empty(page)).toBeVisible()
    await page.reload()
    await expect(empty(page)).toBeVisible()
    await page.getByRole('button', { name: 'Undo: open “Untitled”' }).click()
    await expect(playground.scenario).toHaveValue('visitors')
    await page.keyboard.press('Control+z')
    await expect(playground.scenario).toHaveValue('job-seeker')
    await page.keyboard.press('Control+z')
    await expect(playground.title).toHaveText('Mine')
    await page.keyboard.press('Control+Shift+z')
    await expect(playground.scenario).toHaveValue('job-seeker')
    await page.keyboard.press('Control+z')
    await page.getByRole('button', { name: /^Undo: / }).click()
    await expect(playground.scenario).toHaveValue('cold-outreach')
  })
})
