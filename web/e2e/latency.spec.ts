// How long an edit takes at 30 actors, contested answers and the matrix included. Printed, not asserted.

import { expect, test } from './support/playground'

test('prints the latency of an edit at 30 actors', async ({ playground, page }) => {
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
  await expect(playground.field('Account tier')).toHaveValue('free')

  const times = await page.evaluate(async () => {
    const select = document.querySelector<HTMLSelectElement>('[role=tabpanel] select')
    const times: number[] = []
    for (let i = 0; i < 24 && select; i++) {
      const seen = new Promise<void>((resolve) => {
        const caption = document.querySelector('.svelte-flow__node[data-id="m0"] .caption')
        const observer = new MutationObserver(() => {
          observer.disconnect()
          requestAnimationFrame(() => resolve())
        })
        if (caption) observer.observe(caption, { characterData: true, subtree: true, childList: true })
      })
      const before = performance.now()
      select.value = i % 2 === 0 ? 'recruiter-lite' : 'free'
      select.dispatchEvent(new Event('change', { bubbles: true }))
      await seen
      times.push(performance.now() - before)
    }
    return times
  })
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(0)
  console.log(`an edit at 30 actors, until it is drawn: median ${at(0.5)} ms, slowest ${at(1)} ms of ${times.length}`)
})
