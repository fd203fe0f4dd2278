// The viewport: which part of the network the canvas shows, how large, and in how much detail.

import type { Viewport } from '@xyflow/svelte'
import type { At } from '../engine/wire'
import { largeBy } from './geometry'

// Figure is somebody with what is written under them, in the canvas's pixels before they grow.
export interface Figure extends At {
  readonly half: number // of the outline
  readonly name: Size
  readonly caption: Size
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Area extends At, Size {}

export interface Limits {
  readonly least: number
  readonly most: number
}

// Wanted are figures that are shown where not all are, down to a zoom.
export interface Wanted {
  readonly figures: readonly Figure[]
  readonly least: number
}

const folded = 60 // of what the bar covers at most while its list is folded
const under = 38 // from an actor's middle to the name

export const mostShapes = 300 // with more, each frame of a pan takes longer than a person waits: an overview is drawn
export const leastZoom = 0.05
export const readable = 0.38 // the zoom down to which names can be read
export const tellable = 0.2 // the zoom down to which people can be told apart
export const largest = 1.75
export const widestText = 230

// Detail is the level of detail at a zoom.
export interface Detail {
  readonly grown: number // how much larger than they are actors are drawn, to stay readable and in reach of a thumb
  readonly rows: 0 | 1 | 2 // of text under them: nothing, the name, the caption as well
  readonly widest: number // a text, before it is cut short
  readonly lettering: number // how much larger still initials are
}

export function detailAt(zoom: number): Detail {
  const grown = grownAt(zoom)
  const rows = grown === 1 ? 2 : zoom < readable - 0.02 ? 0 : 1
  // The word on a card is the smallest: they stay at 11 pixels where growing alone no longer keeps them there.
  const lettering = Math.min(Math.max(Math.ceil((20 * 11) / (15 * grown * zoom)) / 20, 1), 1.7)
  return { grown, rows, widest: widestAt(grown), lettering }
}

// printedAt is the level of detail on paper, which is finer than a screen, and which nobody can zoom into.
export function printedAt(zoom: number): Detail {
  return detailAt(Math.max(zoom * 1.3, readable))
}

export function widestAt(grown: number): number {
  return Math.min(widestText, 250 / grown)
}

function grownAt(zoom: number): number {
  return Math.min(Math.max(Math.round(16 / zoom) / 20, 1), largest)
}

// fit shows all figures within an area, as large as the limits let it. Where they do not fit, it shows the first of the wanted
// groups that does.
export function fit(
  figures: readonly Figure[],
  wanted: readonly Wanted[],
  area: Area,
  { least, most }: Limits,
  detail: (zoom: number) => Detail = detailAt,
): Viewport {
  const fits = (some: readonly Figure[], zoom: number) => {
    const { width, height } = bounds(some, detail(zoom))
    return width * zoom <= area.width && height * zoom <= area.height
  }
  const zoomOf = (some: readonly Figure[], least: number, most: number) => {
    let zoom = most
    while (zoom > least && !fits(some, zoom)) zoom = Math.max(zoom * 0.98, least)
    return zoom
  }
  let zoom = zoomOf(figures, least, most)
  let centred = figures
  for (const some of fits(figures, zoom) ? [] : wanted) {
    const farther = zoomOf(some.figures, some.least, zoom)
    if (some.figures.length === 0 || !fits(some.figures, farther)) continue
    zoom = farther
    centred = some.figures
    break
  }
  const all = bounds(figures, detail(zoom))
  const middle = bounds(centred, detail(zoom))
  return {
    x: area.x + shift(area.width, all.x, all.width, middle.x + middle.width / 2, zoom),
    y: area.y + shift(area.height, all.y, all.height, middle.y + middle.height / 2, zoom),
    zoom,
  }
}

// shift puts a middle in the middle of the room, but leaves no room empty at one end for what is left out at the other.
function shift(room: number, start: number, length: number, middle: number, zoom: number): number {
  const spare = room - length * zoom
  if (spare >= 0) return spare / 2 - start * zoom
  return Math.min(Math.max(room / 2 - middle * zoom, spare - start * zoom), -start * zoom)
}

// bounds is the box around figures as they are drawn at a level of detail.
export function bounds(figures: readonly Figure[], { grown, rows, widest }: Detail): Area {
  const boxes = figures.map(({ x, y, half, name, caption }) => {
    const text = [name, caption].slice(0, rows)
    const aside = grown * Math.max(half, ...text.map(({ width }) => Math.min(width, widest) / 2))
    const below = grown * Math.max(half, under + text.reduce((sum, { height }) => sum + height, 0))
    return { left: x - aside, right: x + aside, top: y - grown * half, bottom: y + below }
  })
  const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))]
  const [right, bottom] = [Math.max(...boxes.map((box) => box.right)), Math.max(...boxes.map((box) => box.bottom))]
  return { x: left, y: top, width: right - left, height: bottom - top }
}

// figuresIn measures everybody on the canvas.
export function figuresIn(canvas: HTMLElement, places: ReadonlyMap<string, At>, large?: string): Map<string, Figure> {
  const figures = new Map<string, Figure>()
  for (const node of canvas.querySelectorAll<HTMLElement>('.svelte-flow__node')) {
    const id = node.dataset['id'] ?? ''
    const at = places.get(id)
    if (!at) continue
    const half = (node.offsetWidth / 2) * (id === large ? largeBy : 1)
    figures.set(id, { ...at, half, name: sizeOf(node, '.name'), caption: sizeOf(node, '.caption') })
  }
  return figures
}

function sizeOf(node: HTMLElement, part: string): Size {
  const found = node.querySelector<HTMLElement>(part)
  return { width: found?.offsetWidth ?? 0, height: found?.offsetHeight ?? 0 }
}

// clearAreaOf is what the bar above, the tools and the legend below leave free of the canvas.
export function clearAreaOf(canvas: HTMLElement): Area {
  const { clientWidth: width, clientHeight: height } = canvas
  const gap = Math.min(width, height) * 0.04
  let [top, bottom] = [gap, height - gap]
  for (const cover of canvas.querySelectorAll<HTMLElement>('.bar, .tools, .corner')) {
    const { offsetTop, offsetHeight } = cover
    if (offsetHeight === 0) continue
    if (offsetTop > height / 2) bottom = Math.min(bottom, offsetTop - gap)
    else top = Math.max(top, offsetTop + Math.min(offsetHeight, folded) + gap)
  }
  return { x: gap, y: top, width: width - 2 * gap, height: bottom - top }
}
