import { expect, middle, test } from './support/playground'

test('what is changed is said, and undone and redone', async ({ playground, page }) => {
  await playground.open()
  await playground.actor('Ana Díaz').click()

  await test.step('a typed word is one edit, and the field keeps its own undo', async () => {
    await playground.field('Name').click()
    await page.keyboard.press('End')
    await page.keyboard.type(' Rey')
    await expect(playground.actor('Ana Díaz Rey')).toBeVisible()
    await playground.field('Name').blur()
    await page.getByRole('button', { name: /^Undo: rename/ }).click()
    await expect(playground.field('Name')).toHaveValue('Ana Díaz')
    await expect(playground.button('Undo')).toBeDisabled()
  })

  await test.step('undoes and redoes everything, by button and by key', async () => {
    await playground.field('Account tier').selectOption('free')
    await expect(playground.answer).not.toContainText('by InMail')
    await page.getByRole('button', { name: /^Undo: .*tier/i }).click()
    await expect(playground.answer).toContainText('Ana can reach Ben by InMail')
    await expect(playground.field('Account tier')).toHaveValue('career')
    await page.keyboard.press('Control+Shift+z')
    await expect(playground.field('Account tier')).toHaveValue('free')
    await page.keyboard.press('Control+z')
    await expect(playground.field('Account tier')).toHaveValue('career')
    await page.keyboard.press('Control+y')
    await expect(playground.field('Account tier')).toHaveValue('free')
    await expect(playground.answer).not.toContainText('by InMail')
    await page.keyboard.press('Control+z')
    await expect(playground.field('Account tier')).toHaveValue('career')
  })

  await test.step('what was typed stays while it is refused', async () => {
    await playground.field('InMail credits').fill('3x')
    await expect(page.getByText('"3x" is not a whole number')).toBeVisible()
    await expect(playground.field('InMail credits')).toHaveValue('3x')
    await expect(playground.answer).toContainText('Ana can reach Ben by InMail')
    await playground.field('InMail credits').fill('4')
    await expect(page.getByText('is not a whole number')).toHaveCount(0)
  })

  await test.step('says what an edit changed, marks it, and lists it', async () => {
    await playground.field('InMail credits').fill('0')
    const headline = page.getByRole('button', { name: /answers? changed.* to no/ })
    await headline.click()
    await expect(page.getByText('Ana → Ben, InMail: was allowed for 1 credit')).toBeVisible()
    await expect(playground.actor('Ben Okoye').locator('.flipped')).toHaveCount(1)
    await expect(page.locator('td .flipped').first()).toBeVisible()
  })
})

test('undo takes back what is done to people and answers where they are shown', async ({ playground, page }) => {
  await playground.open()

  await test.step('who was looked at is back when undo brings them back', async () => {
    await playground.actor('Ana Díaz').press('Delete')
    await expect(playground.field('Looking as')).not.toHaveValue('ana')
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-id'))).toBe('ben')
    await page.keyboard.press('ControlOrMeta+z')
    await expect(playground.field('Looking as')).toHaveValue('ana')
    await expect(playground.field('To')).toHaveValue('ben')
  })

  await test.step('an arrow key after a drag is a step of its own', async () => {
    const cara = playground.actor('Cara Lund')
    const start = await middle(cara)
    await page.mouse.move(start.x, start.y)
    await page.mouse.down()
    await page.mouse.move(start.x - 40, start.y - 20, { steps: 4 })
    await page.mouse.up()
    await expect(page.getByRole('button', { name: /^Undo: / })).toBeEnabled()
    const dragged = await middle(cara)
    expect(dragged.x).toBeLessThan(start.x - 20)
    await cara.focus()
    await cara.press('Alt+ArrowDown')
    await cara.press('Alt+ArrowDown')
    await expect.poll(async () => (await middle(cara)).y).toBeGreaterThan(dragged.y + 10)
    await page.keyboard.press('ControlOrMeta+z')
    await expect.poll(async () => Math.round((await middle(cara)).y - dragged.y)).toBe(0)
    expect(Math.round((await middle(cara)).x - dragged.x)).toBe(0)
  })

  await test.step('an answer is kept as a check', async () => {
    await playground.button('Keep this answer as a check').click()
    await expect(playground.tab(/^Checks/)).toContainText('15/15')
    await expect(page.getByRole('tabpanel').getByRole('listitem').last()).toContainText('Ana → Ben')
  })

  await test.step('picking a reading of a contested answer updates it', async () => {
    await playground.tab(/→/).click()
    await playground.field('To').selectOption('dev')
    await expect(playground.answer).toContainText('says both yes and no')
    await page.getByRole('group', { name: /C1\b/ }).getByRole('radio').nth(1).click()
    await expect(playground.answer).not.toContainText('Ana can reach Dev')
    await playground.tab('Rules').click()
    await expect(page.locator('input[name="reading C1"][value="summary"]')).toBeChecked()
  })

  await test.step('tries the cheapest fix, and one undo takes it back', async () => {
    await playground.openExample('job-seeker')
    await playground.tab(/→/).click()
    await playground.field('To').selectOption('grace')
    await expect(playground.answer).toContainText('Mia cannot reach Grace')
    await playground.button('Try it: Mia takes Premium Career').click()
    await expect(playground.answer).toContainText('Mia can reach Grace by InMail')
    const row = page.locator('[data-action=inmail]')
    await expect(row).toContainText('Mia takes Premium Career')
    await expect(row).toBeInViewport()
    await row.getByRole('button', { name: 'Undo this' }).click()
    await expect(playground.answer).toContainText('Mia cannot reach Grace')
    await expect(playground.button('Undo this')).toHaveCount(0)
  })
})
