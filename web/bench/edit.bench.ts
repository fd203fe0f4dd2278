// How long an edit takes: at 30 actors until it is drawn, contested answers and the matrix included, and at 1,000 until the matrix is
// painted.

import build, { printed } from '../e2e/support/command'
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

test('an edit at 1,000 actors', async ({ playground, page }) => {
  build()
  await playground.open()
  await playground.openFile(
    'crowd.json',
    printed('generate', '--actors', '1000', '--seed', '7', '--model', 'small-world'),
  )
  const grid = page.getByRole('grid', { name: 'Everyone to everyone' })
  await expect(grid).toHaveAttribute('aria-rowcount', '1001')
  await expect(grid).toHaveAttribute('aria-busy', 'false')
  await page.getByRole('group', { name: 'Settings of' }).getByRole('button').first().click()
  const tier = playground.field('Account tier')
  await expect(tier).toBeVisible()

  const times: number[] = []
  for (let edit = 0; edit < 20; edit++) {
    await page.waitForTimeout(1000) // a person looks at what came of one edit before the next
    times.push(
      await tier.evaluate(
        async (select: HTMLSelectElement, wanted) => {
          const canvas = document.querySelector('section canvas[data-revision]')
          const painted = new Promise<void>((resolve) => {
            const observer = new MutationObserver(() => {
              observer.disconnect()
              setTimeout(resolve) // behind the frame
            })
            if (canvas) observer.observe(canvas, { attributeFilter: ['data-revision'] })
          })
          const before = performance.now()
          select.value = wanted
          select.dispatchEvent(new Event('change', { bubbles: true }))
          await painted
          return performance.now() - before
        },
        edit % 2 === 0 ? 'recruiter-corporate' : 'free',
      ),
    )
  }
  report('EditAt1000Actors', time(median(times)))
  report('EditAt1000Actors/slowest', time([...times].sort((a, b) => b - a)[1] ?? NaN))
})
