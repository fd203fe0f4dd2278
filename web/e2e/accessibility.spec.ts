// Axe in every view, light and dark: every rule in the light, and in the dark what a theme can break.

import AxeBuilder from '@axe-core/playwright'
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
      for (const { name, show } of views(size)) {
        test(name, async ({ playground, page }) => {
          await playground.open()
          await show(playground)
          const axe = new AxeBuilder({ page })
          if (theme === 'dark') axe.withRules('color-contrast')
          const { violations } = await axe.analyze()
          expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) }))).toEqual([])
        })
      }
    })
  }
}
