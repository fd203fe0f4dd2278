import { expect, test } from './support/playground'

test('words and sources explain themselves, and an assumed answer is marked', async ({ playground, page }) => {
  await playground.open()
  const legend = page.getByRole('list', { name: 'What the marks mean' })

  await test.step('a term by the keyboard, and Escape puts it away', async () => {
    const term = legend.getByRole('button', { name: 'unclear' })
    await term.focus()
    await page.keyboard.press('Enter')
    await expect(term).toHaveAccessibleDescription(/^Unclear\. The source says two things/)
    await page.keyboard.press('Escape')
    await expect(term).toHaveAttribute('aria-expanded', 'false')
    await expect(term).toBeFocused()
  })

  await test.step('a source by a press: its rules in our words, and one step deeper as Cedar', async () => {
    const source = playground.answer.getByRole('button', { name: 'What A12 says' })
    await source.click()
    const rule = playground.answer.getByRole('button', { name: 'A Premium account sends InMail to any member' })
    await expect(rule).toBeVisible()
    await expect(page.locator('pre').filter({ hasText: 'inmail-member' })).toBeHidden()
    await playground.answer.getByText('As Cedar').last().click()
    await expect(page.locator('pre').filter({ hasText: 'inmail-member' })).toBeVisible()
    await rule.click()
    await expect(page.locator('#rule-inmail-member')).toHaveAttribute('open', '')
  })

  await test.step('an assumed answer is marked where it stands', async () => {
    await playground.tab(/→/).click()
    await playground.field('To').selectOption('cara')
    await expect(playground.tab(/→/)).toHaveText('Ana → Cara')
    const row = playground.row('Message')
    await expect(row.locator('.glyph.assumed')).toBeVisible()
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.click()
    await expect(page.getByRole('tabpanel').getByText('Assumed, for the article does not say')).toBeVisible()
    await expect(page.getByRole('list', { name: 'What the marks mean' })).toContainText('assumed')
  })

  await test.step('nothing is said of answers where somebody comes', async () => {
    await page.getByRole('button', { name: '+ Member' }).click()
    await expect(page.getByRole('button', { name: 'Undo', exact: false }).first()).toBeEnabled()
    await expect(page.getByText('No answer changed')).toHaveCount(0)
  })
})
