// Writes a picture of every view in three sizes, light and dark, into shots/, and the README's.

import { views } from './support/views'
import { test } from './support/playground'

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
  { width: 360, height: 800 },
] as const

for (const theme of ['light', 'dark'] as const) {
  for (const viewport of sizes) {
    const narrow = viewport.width < 800
    test.describe(`${viewport.width} ${theme}`, () => {
      test.use({
        colorScheme: theme,
        viewport,
        hasTouch: narrow,
        isMobile: narrow,
        contextOptions: { reducedMotion: 'reduce' },
      })
      for (const { name, show } of views(narrow ? 'narrow' : 'wide')) {
        test(name, async ({ playground, page }) => {
          await playground.open()
          await show(playground)
          await page.waitForTimeout(300)
          await page.screenshot({ path: `shots/${viewport.width}-${theme}-${name}.png` })
          if (name === 'answer' && viewport.width === 1440 && theme === 'light')
            await page.screenshot({ path: 'screenshot.png' })
        })
      }
    })
  }
}
