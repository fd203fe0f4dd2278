import type { Page } from '@playwright/test'
import axe, { type RunOptions } from 'axe-core'

// violationsOf are what axe finds in a page and its frames of the same origin: by every rule in the light, and in the dark
// by the one that a theme can break.
export async function violationsOf(page: Page, theme: 'light' | 'dark'): Promise<unknown[]> {
  for (const frame of page.frames()) {
    if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(axe.source)
    await frame.evaluate(markLooks)
  }
  const options: RunOptions = {
    resultTypes: ['violations'], // no list of what is right
    pingWaitTime: 60_000, // a busy frame answers late
    ...(theme === 'dark' && { runOnly: ['color-contrast'] }),
  }
  return page.evaluate(async (options) => {
    const { violations } = await window.axe.run(document, options)
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) }))
  }, options)
}

// inTheDark are those of a page that follows the theme of its system, when that is dark. It is left light.
export async function inTheDark(page: Page): Promise<unknown[]> {
  await page.emulateMedia({ colorScheme: 'dark' })
  const violations = await violationsOf(page, 'dark')
  await page.emulateMedia({ colorScheme: 'light' })
  return violations
}

// violationsInBoth are those of a page that follows the theme of its system, in the light and in the dark.
export async function violationsInBoth(page: Page): Promise<unknown[]> {
  return [...(await violationsOf(page, 'light')), ...(await inTheDark(page))]
}

declare global {
  interface Window {
    readonly axe: typeof axe
  }
}

// markLooks has axe measure the contrast of some of each look, for that takes longer than all its other rules together. Text has
// the same look where all that contrast depends on is the same, from the root down: a table of a thousand cells has few looks.
function markLooks(): void {
  const mark = 'data-contrast'
  const ofEachLook = 2
  const looks = new Map<string, number>()
  const seen = new Map<number, number>()
  const mine = (element: Element): string => {
    const style = getComputedStyle(element)
    const { color, backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = style
    const { fontSize, fontWeight, textShadow, position, overflow } = style
    const texts = [...element.childNodes].filter((node) => node instanceof Text).map((node) => node.data.trim())
    return [
      [element.tagName, element.getAttribute('class'), position, overflow],
      [color, backgroundColor, backgroundImage, opacity, filter, mixBlendMode, fontSize, fontWeight, textShadow],
      [element.checkVisibility({ visibilityProperty: true }), element.matches(':disabled, [aria-disabled=true]')],
      Math.min(texts.join('').length, 2), // axe leaves single characters undecided
    ].join(' ')
  }
  const walk = (element: Element, parent: number): void => {
    const key = `${parent} ${mine(element)}`
    const look = looks.get(key) ?? looks.size
    looks.set(key, look)
    const times = (seen.get(look) ?? 0) + 1
    seen.set(look, times)
    element.toggleAttribute(mark, times <= ofEachLook)
    for (const child of [...(element.shadowRoot?.children ?? []), ...element.children]) walk(child, look)
  }
  walk(document.documentElement, -1)
  window.axe.configure({ rules: [{ id: 'color-contrast', selector: `[${mark}]` }] })
}
