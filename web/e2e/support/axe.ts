import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

// violationsOf are what axe finds in a page and its frames of the same origin: by every rule in the light, and in the dark
// by the one that a theme can break. Without a list of what is right, and in the page itself, it takes a quarter of the time.
export async function violationsOf(page: Page, theme: 'light' | 'dark'): Promise<unknown[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode()
  if (theme === 'dark') axe.withRules('color-contrast')
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) }))
}
