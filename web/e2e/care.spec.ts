// What people do by accident, or have not seen coming: nothing is lost by it.

import { expect, PlaygroundPage, test } from './support/playground'

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
  expect(await page.evaluate(() => localStorage.getItem('inroad 1 /')), 'what a load finds').toContain('Tab one')

  await playground.rename('Tab one again')
  await other.tab('People').click()
  await other.field('Title').fill('Tab two')
  await expect(page.getByText('Another tab has changed its scenario').first()).toBeVisible()
  expect(other.complaints).toEqual([])
})
