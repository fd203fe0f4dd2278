// Somebody who has never written a rule reads, switches, copies and writes some, and sees what that does.

import type { Locator, Page } from '@playwright/test'
import { expect, test, type PlaygroundPage } from './support/playground'

const message = (page: Page) => page.locator('li[data-action="message"]')
const dialog = (page: Page) => page.getByRole('dialog')
const card = (page: Page, id: string) => page.locator('.rule').filter({ has: page.locator(`#rule-${id}`) })
const changes = (page: Page) => page.getByRole('button', { name: /answers? changed/ })
const more = /^More conditions/
const shared = 'premium-message-shared-connection'

// strangers opens two who may do little, with a third whom only some of the rules are about.
async function strangers(playground: PlaygroundPage): Promise<void> {
  await playground.open()
  await playground.openFile(
    'strangers.json',
    JSON.stringify({
      inroad: 1,
      members: [
        { id: 'ana', name: 'Ana', credits: 2 },
        { id: 'ben', name: 'Ben' },
        { id: 'eve', name: 'Eve', tier: 'career' },
      ],
    }),
  )
  await expect(playground.answer).toContainText('Ben')
}

async function openRow(playground: PlaygroundPage, page: Page, action: string, row: Locator): Promise<void> {
  await playground.tab(/→/).click()
  if ((await row.getByRole('button', { expanded: true }).count()) === 0) await playground.row(action).click()
  await expect(page.getByRole('button', { name: 'Keep this answer as a check' }).first()).toBeVisible()
}

async function ruleFromTheAnswer(playground: PlaygroundPage, page: Page): Promise<void> {
  const row = page.locator('li[data-action="introduce"]')
  await openRow(playground, page, 'Introduction', row)
  await row.getByRole('button', { name: 'Allow this…' }).click()
  await expect(dialog(page).getByRole('status')).toContainText('6 answers would change to yes')
  await dialog(page).getByText(more).click()
  await dialog(page).getByRole('checkbox', { name: 'Ana has a free account' }).check()
  await expect(dialog(page).getByRole('status')).toContainText('4 answers would change to yes')
  await dialog(page).getByText('4 answers would change to yes').click()
  await expect(dialog(page).getByText('Ana → Ben, Introduction: was')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await dialog(page).getByRole('button', { name: 'Add the rule' }).click()
  await expect(changes(page)).toContainText('4 answers changed to yes')
  const own = card(page, 'own-introduce')
  await expect(own).toContainText('Introduction is allowed when the sender has a free account')
  await expect(own).toContainText('decides Ana → Ben: Introduction')
  await expect(own.locator('summary')).toBeFocused()
  await expect(own.locator('pre')).toContainText('principal.tier == Tier::"free"')
  await page.getByRole('button', { name: /^Undo/ }).first().click()
  await expect(own).toHaveCount(0)
}

test('a rule of one’s own comes from the answer at hand or from nothing', async ({ playground, page }) => {
  await strangers(playground)

  await test.step('a rule by keyboard alone', async () => {
    const row = page.locator('li[data-action="introduce"]')
    await playground.row('Introduction').focus()
    await page.keyboard.press('Enter')
    const allow = row.getByRole('button', { name: 'Allow this…' })
    const tabTo = async (locator: Locator) => {
      await expect(locator).toBeVisible()
      const target = await locator.elementHandle()
      const focused = () => target?.evaluate((element) => element === document.activeElement)
      for (let i = 0; i < 80 && !(await focused()); i++) await page.keyboard.press('Tab')
      await expect(locator).toBeFocused()
    }
    await tabTo(allow)
    await page.keyboard.press('Enter')
    await tabTo(dialog(page).locator('summary').filter({ hasText: more }))
    await page.keyboard.press('Enter')
    await tabTo(dialog(page).getByRole('checkbox', { name: 'Ana has a free account' }))
    await page.keyboard.press('Space')
    await expect(dialog(page).getByRole('status')).toContainText('4 answers would change to yes')
    await tabTo(dialog(page).getByRole('button', { name: 'Add the rule' }))
    await page.keyboard.press('Enter')
    await expect(changes(page)).toContainText('4 answers changed to yes')
    await expect(card(page, 'own-introduce').locator('summary')).toBeFocused()
    await page.keyboard.press('Control+z')
    await expect(card(page, 'own-introduce')).toHaveCount(0)
    await expect(changes(page)).not.toContainText('to yes')
  })

  await test.step('a rule from the answer at hand: what it would do is said first, and is done then', () =>
    ruleFromTheAnswer(playground, page))

  await test.step('what forbids wins, and the form says so', async () => {
    await openRow(playground, page, 'Message', message(page))
    await message(page).getByRole('button', { name: 'Allow this…' }).click()
    await dialog(page).getByRole('checkbox', { name: 'Ana has a free account' }).check()
    await expect(dialog(page).getByRole('status')).toContainText(
      'Ana → Ben, Message stays forbidden: A free account starts no conversation outside its network (A10).',
    )
    await page.keyboard.press('Escape')
    await expect(dialog(page)).toHaveCount(0)
  })

  await test.step('a rule from nothing, with another value of a fact and a title, and away with it again', async () => {
    await playground.tab('Rules').click()
    await playground.button('From a template…').click()
    await dialog(page).getByRole('radio', { name: 'never allows' }).check()
    await dialog(page).getByLabel('What').selectOption({ label: 'InMail' })
    await dialog(page).getByLabel('Between').selectOption({ label: 'Member → Member' })
    await dialog(page)
      .getByLabel(/^Instead of “The sender has a free account”/)
      .selectOption({ label: 'The sender has a Premium tier' })
    await dialog(page).getByLabel('Title').fill('No InMail from Premium')
    await dialog(page).getByRole('button', { name: 'Add the rule' }).click()
    const own = card(page, 'own-inmail')
    await expect(own).toContainText('No InMail from Premium')
    await expect(own.locator('pre')).toContainText('principal.tier in Tier::"premium"')
    await own.getByRole('button', { name: 'Remove' }).click()
    await expect(own).toHaveCount(0)
  })

  await test.step('a title that is typed last is added, however fast the click', async () => {
    await playground.tab('Rules').click()
    await playground.button('From a template…').click()
    await expect(dialog(page).getByText('As Cedar')).toBeVisible()
    // In one go: the engine has no time to answer in between.
    await dialog(page).evaluate((form) => {
      const title = form.querySelector<HTMLInputElement>('input[maxlength]')
      if (title) title.value = 'Typed fast'
      title?.dispatchEvent(new Event('input', { bubbles: true }))
      return new Promise<void>((done) =>
        setTimeout(() => {
          form.querySelector<HTMLElement>('button.primary')?.click()
          done()
        }),
      )
    })
    await expect(card(page, 'own-message')).toContainText('Typed fast')
  })
})

test.describe('narrow', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('a rule from the answer at hand: what it would do is said first, and is done then', async ({
    playground,
    page,
  }) => {
    await strangers(playground)
    await ruleFromTheAnswer(playground, page)
  })
})

test('the rules that are there are found, switched and copied', async ({ playground, page }) => {
  await playground.open()

  await test.step('rules are searched, and asked which decide here and which are one’s own', async () => {
    await playground.tab('Rules').click()
    await page.getByRole('searchbox', { name: 'Find rules' }).fill('shared connection A4')
    await expect(page.getByRole('tabpanel').getByRole('status')).toHaveText(/^\d+ of \d+ rules$/)
    await expect(card(page, shared)).toBeVisible()
    await expect(card(page, 'message-start')).toHaveCount(0)
    await page.getByRole('searchbox', { name: 'Find rules' }).fill('')
    await page.getByRole('checkbox', { name: 'Decides Ana → Ben' }).check()
    await expect(card(page, shared)).toBeVisible()
    await expect(card(page, 'page-message-follower')).toHaveCount(0)
    await page.getByRole('checkbox', { name: 'Mine' }).check()
    await expect(page.getByRole('tabpanel').getByRole('status')).toHaveText(/^0 of/)
    for (const asked of ['Mine', 'Decides Ana → Ben']) await page.getByRole('checkbox', { name: asked }).uncheck()
  })

  await test.step('a built-in rule is copied to be changed, and undo takes both back', async () => {
    await card(page, shared).locator('summary').click()
    await card(page, shared).getByRole('button', { name: 'Copy to change it' }).click()
    const copy = card(page, `${shared}-2`)
    await expect(copy.locator('summary')).toBeFocused()
    await expect(copy).toContainText('decides Ana → Ben: Message')
    await expect(card(page, shared).getByRole('switch')).not.toBeChecked()
    await page.keyboard.press('Control+z')
    await expect(copy).toHaveCount(0)
    await expect(card(page, shared).getByRole('switch')).toBeChecked()
  })

  await test.step('a switch says what it would do before it does it', async () => {
    const rule = card(page, shared)
    await expect(rule).toContainText(/decides \d+ answers?/)
    await expect(rule).toContainText('decides Ana → Ben: Message')
    const control = rule.getByRole('switch')
    await control.focus()
    await page.keyboard.press('Space')
    const off = rule.getByRole('button', { name: 'Switch off' })
    await expect(off).toBeFocused()
    await expect(rule.getByRole('status')).toContainText(/answers? would change.* to no/)
    await page.keyboard.press('Escape')
    await expect(control).toBeFocused()
    await expect(control).toBeChecked()
    await expect(playground.button('Undo')).toBeDisabled()

    await control.click()
    await rule.getByText(/answers? would change.* to no/).click()
    await expect(rule.getByText(/^Ana → Ben, Message: was/)).toBeVisible()
    await off.click()
    await expect(control).not.toBeChecked()
    await expect(changes(page)).toContainText('to no')
  })

  await test.step('long names leave every tab in view', async () => {
    const members = ['Maximiliana', 'Bartholomaeus'].map((name) => ({ id: name.toLowerCase(), name }))
    const checks = [{ from: members[0]?.id, to: members[1]?.id, action: 'message', expect: 'forbidden' }]
    await playground.openFile('long.json', JSON.stringify({ inroad: 1, members, checks }))
    await expect(playground.answer).toContainText('Bartholomaeus')
    const list = await page.getByRole('tablist').boundingBox()
    const last = await playground.tab(/^Checks/).boundingBox()
    expect((last?.x ?? 0) + (last?.width ?? 9e9)).toBeLessThanOrEqual((list?.x ?? 0) + (list?.width ?? 0))
  })
})
