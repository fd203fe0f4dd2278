// What people do by accident, or have not seen coming: nothing is lost by it.

import { middle, expect, PlaygroundPage, test } from './support/playground'

test('a second tab that only looks leaves the first one’s work alone, and one that edits says so', async ({
  playground,
  page,
  context,
}) => {
  await playground.open()
  const other = new PlaygroundPage(await context.newPage())
  await other.open()
  await playground.rename('Tab one')
  await other.field('To').selectOption('eve')
  await expect(other.answer).toContainText('Eve')
  await page.reload()
  await expect(playground.title).toHaveText('Tab one')

  await playground.rename('Tab one again')
  await other.tab('People').click()
  await other.field('Title').fill('Tab two')
  await expect(page.getByText('Another tab has changed its scenario').first()).toBeVisible()
  expect(other.complaints).toEqual([])
})

test('an accident on the canvas takes nothing with it', async ({ playground, page }) => {
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
