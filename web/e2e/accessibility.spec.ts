// Axe in every view: every rule in the light, wide and then narrow, and once in the dark what a theme can break, which has the same
// colours at any width. One page walks them all, for loading it costs more than looking at it.

import type { Locator } from '@playwright/test'
import { violationsInBoth, violationsOf } from './support/axe'
import { onNarrowScreens, views } from './support/views'
import { expect, test } from './support/playground'

const wide = { width: 1440, height: 900 }
const narrow = { width: 390, height: 844 }

test.describe('without motion', () => {
  test.use({ viewport: wide, contextOptions: { reducedMotion: 'reduce' } })
  test('every view is accessible', async ({ playground, page }) => {
    const walk = views('wide')
    test.setTimeout((walk.length + onNarrowScreens.length) * 60_000)
    await playground.open()
    for (const { name, show } of walk) {
      await test.step(name, async () => {
        await playground.startOver()
        await show(playground)
        expect.soft(await violationsInBoth(page), name).toEqual([])
        await page.setViewportSize(narrow)
        expect.soft(await violationsOf(page, 'light'), `${name}, narrow`).toEqual([])
        await page.setViewportSize(wide)
      })
    }
    await page.setViewportSize(narrow)
    for (const { name, show } of onNarrowScreens) {
      await test.step(name, async () => {
        await playground.startOver()
        await show(playground)
        expect.soft(await violationsInBoth(page), name).toEqual([])
      })
    }
  })
})

// A browser that sets the colours itself draws no backgrounds, shadows or coloured lines: what is chosen has to be seen without.
test.describe('forced colours', () => {
  test.use({ contextOptions: { forcedColors: 'active' } })
  test('what is chosen is told from what is not, and lists look like lists', async ({ playground }) => {
    await playground.open()
    const looks = (locator: Locator) =>
      locator.evaluate((element) => {
        const { backgroundColor, borderWidth } = getComputedStyle(element)
        return [backgroundColor, borderWidth]
      })
    const differ = async (chosen: Locator, other: Locator) =>
      expect(await looks(chosen)).not.toEqual(await looks(other))
    const { page } = playground
    await differ(playground.tab(/→/), playground.tab('Rules'))
    const directions = page.getByRole('group', { name: 'Marks show' }).locator('label')
    await differ(directions.first(), directions.last())
    const cells = page.getByRole('table').locator('td button')
    await differ(cells.nth(0), cells.nth(1))
    await expect(playground.scenario).toHaveCSS('appearance', 'auto')
    for (const stroke of await page.locator('.glyph i').all())
      await expect(stroke).not.toHaveCSS('background-image', 'none')
  })
})
