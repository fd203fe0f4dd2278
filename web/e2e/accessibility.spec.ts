// Axe in every view, light and dark: every rule in the light, and in the dark what a theme can break. One page walks them
// all, for loading it costs more than looking at it.

import { violationsOf } from './support/axe'
import { views } from './support/views'
import { expect, test } from './support/playground'

for (const theme of ['light', 'dark'] as const) {
  for (const size of ['wide', 'narrow'] as const) {
    test.describe(`${theme}, ${size}`, () => {
      test.use({
        colorScheme: theme,
        viewport: size === 'wide' ? { width: 1440, height: 900 } : { width: 390, height: 844 },
        contextOptions: { reducedMotion: 'reduce' },
      })
      test('every view is accessible', async ({ playground, page }) => {
        const walk = views(size)
        test.setTimeout(walk.length * 60_000)
        await playground.open()
        for (const { name, show } of walk) {
          await test.step(name, async () => {
            await playground.startOver()
            await show(playground)
            expect.soft(await violationsOf(page, theme), name).toEqual([])
          })
        }
      })
    })
  }
}
