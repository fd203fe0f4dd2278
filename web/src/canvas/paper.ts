// The canvas on paper. Nobody says beforehand how wide the paper is: the picture is for the narrowest, and stands in the middle.

import type { Viewport } from '@xyflow/svelte'
import { bounds, fit, leastZoom, printedAt, type Figure, type Size } from './viewport'

export interface Paper {
  readonly height: number // of the canvas
  readonly viewport: Viewport
}

const margin = 20
const narrowest = { width: 680, height: 620 } // of a page of its own
const widest = 480 // of what stands within somebody else's page

// onPaper shows all figures, on a page of their own or within so much of another.
export function onPaper(all: readonly Figure[], within?: Size): Paper {
  const { width, height: most } = within ? { ...within, width: Math.min(within.width, widest) } : narrowest
  const area = { x: margin - width / 2, y: margin, width: width - 2 * margin, height: most - 2 * margin }
  const { zoom } = fit(all, [], area, { least: leastZoom, most: 1 }, printedAt)
  const height = within ? area.height : bounds(all, printedAt(zoom)).height * zoom
  return {
    height: height + 2 * margin,
    viewport: fit(all, [], { ...area, height }, { least: zoom, most: zoom }, printedAt),
  }
}
