// The network as a picture that needs no style sheet and no page: what the canvas would show with everybody on it.

import { flushSync, mount, unmount } from 'svelte'
import Drawing from '../canvas/Drawing.svelte'
import { place } from '../canvas/layout'
import { detailAt } from '../canvas/viewport'
import type { View } from '../document/view'

// carried are the properties that a shape or a text has from the style sheet.
const carried = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'font-size',
  'font-weight',
  'letter-spacing',
  'text-anchor',
] as const

const margin = 24

export interface Svg {
  readonly text: string
  readonly width: number // in CSS pixels
  readonly height: number
}

// svgOf draws a network in the colours of the page as it looks now.
export function svgOf(view: View, paper: string): Svg {
  const fixed = new Map(view.actors.flatMap(({ id, at }) => (at ? [[id, at] as const] : [])))
  const host = document.createElement('div')
  host.className = 'unseen'
  document.body.append(host)
  const props = { view, places: place(view.actors, view.ties, fixed), detail: detailAt(1), name: 'near' }
  const drawing = mount(Drawing, { target: host, props })
  try {
    flushSync()
    const svg = host.querySelector('svg')
    if (!svg) throw new Error('Nothing was drawn.')
    return standalone(svg, view.title, paper)
  } finally {
    void unmount(drawing)
    host.remove()
  }
}

function standalone(svg: SVGSVGElement, title: string, paper: string): Svg {
  const { x, y, width, height } = svg.viewBox.baseVal
  const copy = svg.cloneNode(true) as SVGSVGElement
  const [originals, copies] = [svg, copy].map((root) => [...root.querySelectorAll<SVGElement>('*')])
  copies?.forEach((element, index) => {
    const original = originals?.[index]
    if (original) dress(element, original)
  })
  // What can be grabbed, or is there for a pointer to hit, and the dots of the canvas.
  copy.querySelectorAll('pattern, rect[fill^="url"], .knob, .reach').forEach((part) => part.remove())
  copy.querySelectorAll('[class]').forEach((part) => part.removeAttribute('class'))
  const box = { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin }
  const ground = document.createElementNS(copy.namespaceURI, 'rect')
  for (const [name, value] of Object.entries({ ...box, rx: 12, fill: paper })) ground.setAttribute(name, String(value))
  copy.prepend(ground)
  for (const name of ['class', 'style']) copy.removeAttribute(name)
  for (const [name, value] of Object.entries({
    viewBox: `${box.x} ${box.y} ${box.width} ${box.height}`,
    width: box.width,
    height: box.height,
    'aria-label': title,
    'font-family': 'system-ui, sans-serif',
  }))
    copy.setAttribute(name, String(value))
  return { text: new XMLSerializer().serializeToString(copy), width: box.width, height: box.height }
}

// dress gives an element as attributes what it has from the style sheet, as programs read it that know SVG and no CSS.
function dress(element: SVGElement, original: SVGElement): void {
  const style = getComputedStyle(original)
  if (style.transform !== 'none') element.setAttribute('transform', style.transform)
  if (!original.matches('circle, rect:not([fill]), path, text')) return
  for (const name of carried) {
    const value = style.getPropertyValue(name)
    if (value === 'normal' || (value === 'none' && name !== 'fill')) continue
    element.setAttribute(name, name === 'fill' || name === 'stroke' ? plain(value) : value.replaceAll('px', ''))
  }
}

// plain is a colour as every program knows it: a mixed one is computed as a function that only browsers do.
function plain(colour: string): string {
  if (!colour.startsWith('color')) return colour
  const context = new OffscreenCanvas(1, 1).getContext('2d')
  if (!context) return colour
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data
  return `rgb(${red}, ${green}, ${blue})`
}

// pngOf paints an SVG, twice as large so that it is sharp on any screen.
export async function pngOf({ text, width, height }: Svg): Promise<Blob> {
  const image = new Image()
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))
  try {
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    const scale = Math.min(2, largest / Math.max(width, height))
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be painted.'))),
        'image/png',
      )
    })
  } finally {
    URL.revokeObjectURL(address)
  }
}

const largest = 8192 // pixels of a side: browsers paint no larger canvas everywhere
