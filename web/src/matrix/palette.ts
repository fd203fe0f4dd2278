// The colours of palette.css in the theme at hand, for what is painted.

import { markNames, type MarkName } from '../parts/marks'
import type { Palette } from './scene'

// paletteOf reads the colours where an element stands. What a custom property holds is not computed until it is the colour of
// something, so a child is coloured with each.
export function paletteOf(element: Element): Palette {
  const probe = document.createElement('i')
  const read = (name: string) => {
    probe.style.color = `var(${name})`
    return getComputedStyle(probe).color
  }
  element.after(probe)
  try {
    const colours = (mark: MarkName) => {
      probe.className = mark
      return { ink: read('--outcome'), tint: read('--outcome-tint') }
    }
    const self = { ink: read('--surface'), tint: read('--surface') }
    return {
      marks: Object.fromEntries([
        ...markNames.map((mark) => [mark, colours(mark)] as const),
        ['self', self],
      ]) as Palette['marks'],
      surface: read('--surface'),
      ink: read('--ink'),
      muted: read('--muted'),
      accent: read('--accent'),
      font: getComputedStyle(element).fontFamily,
    }
  } finally {
    probe.remove()
  }
}
