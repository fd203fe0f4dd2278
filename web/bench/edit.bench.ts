// How long an edit takes at 30 actors until it is drawn, contested answers and the matrix included.

import { expect, test } from '../e2e/support/playground'
import { median, report, time } from './report'

test('an edit at 30 actors', async ({ playground, page }) => {
  const tiers = ['free', 'career', 'business', 'recruiter-lite']
  const members = Array.from({ length: 28 }, (_, i) => ({
    id: `m${i}`,
    name: `Member ${i}`,
    tier: tiers[i % 4],
    credits: i % 3,
  }))
  const connections = members
    .flatMap((_, i) => [1, 2, 5].map((step) => [i, (i + step) % 28]))
    .filter(([a = 0, b = 0]) => a < b)
  await playground.open()
  await playground.openFile(
    'thirty.json',
    JSON.stringify({
      inroad: 1,
      title: 'Thirty',
      members,
      pages: [{ id: 'p0', seats: 1, credits: 2 }, { id: 'p1' }],
      connections: connections.map((pair) => pair.map((i) => `m${i}`)),
    }),
  )
  await expect(playground.scenario.locator('option:checked')).toHaveText('Thirty')
  await expect(page.locator('td button')).toHaveCount(30 * 29)
  await playground.actor('Member 0').focus()
  await page.keyboard.press('Enter')
  const tier = playground.field('Account tier')
  await expect(tier).toHaveValue('free')

  const caption = await playground.actor('Member 0').locator('.caption').elementHandle()
  const times = await tier.evaluate(async (select: HTMLSelectElement, caption) => {
    const times: number[] = []
    for (const value of Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? 'recruiter-lite' : 'free'))) {
      const drawn = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect()
          requestAnimationFrame(() => resolve())
        })
        observer.observe(caption, { characterData: true, subtree: true, childList: true })
      })
      const before = performance.now()
      select.value = value
      select.dispatchEvent(new Event('change', { bubbles: true }))
      await drawn
      times.push(performance.now() - before)
    }
    return times
  }, caption)
  expect(times.length, 'edits were measured').toBeGreaterThan(0)
  report('EditAt30Actors', time(median(times)))
})
