// Two rule sets beside each other: whose answer it is, who answers otherwise, and what changing the rules does.

import { expect, test } from './support/playground'

test('an answer names its rules, and a line leads to those that answer otherwise', async ({ playground, page }) => {
  await playground.open()
  const panel = page.getByRole('complementary', { name: 'Answer and settings' })
  const article = 'By “The article, as written”'
  const otherwise = '“What LinkedIn documents”'
  await expect(panel).toContainText(article)
  await expect(panel).toContainText(
    `${otherwise}, which does not know 2 things here, answers otherwise: Message is forbidden`,
  )

  await test.step('may I message my second-degree contact without paying, and who says so: one click', async () => {
    await playground.actor('Dev Kaur').click() // 2nd degree of Ana, who is looked at as
    await expect(playground.answer).toContainText(/message Dev.*2nd degree, through Cara/s)
    await expect(playground.row('Message')).toHaveAttribute('aria-expanded', 'true')
    const reasons = page.getByRole('tabpanel')
    await expect(reasons.getByText('Ana may message Dev')).toBeVisible()
    await expect(playground.answer).toContainText('A4')
    await expect(reasons.getByText('By “What LinkedIn documents” it is forbidden')).toContainText('(L1, L2, L4)')
  })

  await test.step('what both decide alike is not told', async () => {
    await playground.actor('Eve Marsh').click()
    await expect(playground.answer).toContainText('Ana cannot reach Eve')
    await expect(panel).not.toContainText(otherwise)
  })

  await test.step('the other rules are changed to', async () => {
    await playground.actor('Dev Kaur').click()
    await expect(panel).toContainText(otherwise)
    await panel.getByRole('button', { name: 'Change to these rules' }).click()
    const change = page.getByRole('dialog', { name: 'Change the rules?' })
    await expect(change).toContainText('Recruiter seats, set on Acme Inc.')
    await change.getByRole('button', { name: 'Change the rules' }).click()
    await expect(panel).toContainText('By “What LinkedIn documents”')
    await expect(panel).toContainText(/“The article, as written”.* answers otherwise/)
    await expect(page.getByRole('combobox', { name: 'To' })).toHaveValue('dev')

    // Checks go on to be asked of the same people; what they said of the article's sources is gone.
    await expect(playground.tab(/Checks/)).toContainText(/[1-9]\d*\/\d+/)
    await page.getByRole('button', { name: /^Undo: / }).click()
    await expect(panel).toContainText(article)
  })

  const dialog = page.getByRole('dialog', { name: 'Claims, checked' })

  await test.step('a claim is found by the words of a button, and opens with its answer and its checks', async () => {
    await playground.button('Claims…').click()
    const search = dialog.getByRole('searchbox')
    await expect(search).toBeFocused()
    await search.fill('nothing like it')
    await expect(dialog.getByRole('status')).toContainText('Try the words of a button')
    await search.fill('padlock')
    await expect(dialog.getByRole('status')).toHaveText(/^1 of \d+$/)
    await dialog.locator('.question').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByRole('tabpanel')).toContainText('About this scenario')
    await expect(playground.tab(/Checks/)).toContainText(/^\s*Checks\s+(\d+)\/\1\s*$/)
  })

  await test.step('on a phone the claims are in the menu, and none is wider than the screen', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await playground.button('More').click()
    await playground.button('Claims…').click()
    await expect(dialog.locator('.question').first()).toBeVisible()
    expect(await dialog.locator('.body').evaluate((body) => body.scrollWidth <= body.clientWidth)).toBe(true)
    await dialog.getByRole('button', { name: 'May I message a 2nd degree connection free?' }).click()
    await expect(playground.answer).toContainText('João')
  })
})
