import type { Page } from '@playwright/test'
import axe, { type RunOptions } from 'axe-core'

// What axe has measured the contrast of on a page, whatever that went on to show.
const measured = new WeakMap<Page, Set<string>>()

// violationsOf are what axe finds in a page and its frames of the same origin: by every rule in the light, and in the dark
// by the one that a theme can break. What looks like something whose contrast was measured on the page before is not measured again.
export async function violationsOf(page: Page, theme: 'light' | 'dark'): Promise<unknown[]> {
  const before = measured.get(page) ?? new Set()
  measured.set(page, before)
  for (const frame of page.frames()) {
    if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(axe.source)
    for (const look of await frame.evaluate(markLooks, [...before])) before.add(look)
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

// markLooks has axe measure the contrast of some of each look that was not measured before, for that takes longer than all its other
// rules together, and gives those looks. Text has the same look where all that contrast depends on is the same: its own, and what
// is drawn behind it from the root down. A table of a thousand cells has few looks, and so has a walk through every view.
function markLooks(measured: readonly string[]): string[] {
  const mark = 'data-contrast'
  const ofEachLook = 2
  const times = new Map<string, number>()
  const before = new Set(measured)
  const modal = document.querySelector(':modal')
  const walk = (element: Element, behind: string): void => {
    const style = getComputedStyle(element)
    const { color, backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position } = style
    const { fontSize, fontWeight, textShadow } = style
    const drawn = `${backgroundColor} ${backgroundImage} ${opacity} ${filter} ${mixBlendMode}`
    const plain = 'rgba(0, 0, 0, 0) none 1 none normal'
    // What is moved out of the flow may stand on anything: it is told by its name.
    const moved =
      position === 'static' || position === 'relative' ? '' : `${element.tagName} ${element.getAttribute('class')}`
    const ground = behind + (drawn === plain ? '' : `/${drawn}`) + (moved && `/${moved}`)
    const text = [...element.childNodes].filter((node) => node instanceof Text).map((node) => node.data.trim())
    const look = [
      ground,
      color,
      fontSize,
      fontWeight,
      textShadow,
      element.matches(':disabled, [aria-disabled=true]'),
    ].join(' ')
    const measurable =
      (text.join('').length > 1 || element.matches('input, select, textarea')) && // axe leaves single characters undecided
      element.checkVisibility({ visibilityProperty: true }) &&
      (modal === null || modal.contains(element)) // what is under a dialog is not measured
    if (measurable) times.set(look, (times.get(look) ?? 0) + 1)
    element.toggleAttribute(mark, measurable && !before.has(look) && (times.get(look) ?? 0) <= ofEachLook)
    for (const child of [...(element.shadowRoot?.children ?? []), ...element.children]) walk(child, ground)
  }
  walk(document.documentElement, '')
  window.axe.configure({ rules: [{ id: 'color-contrast', selector: `[${mark}]` }] })
  return [...times.keys()].filter((look) => !before.has(look))
}
