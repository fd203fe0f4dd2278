import type { Page } from '@playwright/test'

// behind lists everybody whom a tie or the answer's arrow touches without being one of its two.
export function behind(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const discs = [...document.querySelectorAll('.svelte-flow__node')].map((node) => {
      const { x, y, width, height } = node.querySelector('.fill')?.getBoundingClientRect() ?? new DOMRect()
      const { id = '' } = (node as HTMLElement).dataset
      return { id, x: x + width / 2, y: y + height / 2, radius: Math.min(width, height) / 2 }
    })
    const chosen = ['from', 'to'].map((role) => document.querySelector(`.svelte-flow__node:has(.${role})`))
    return [...document.querySelectorAll<SVGPathElement>('.svelte-flow__edge path.line')].flatMap((path) => {
      const id = path.closest<HTMLElement>('[data-id]')?.dataset['id'] ?? ''
      const ends = id === 'way' ? chosen.map((node) => (node as HTMLElement).dataset['id']) : id.split(' ').slice(1)
      const screen = path.getScreenCTM() ?? undefined
      const length = path.getTotalLength()
      const points = Array.from({ length: 301 }, (_, step) =>
        path.getPointAtLength((length * step) / 300).matrixTransform(screen),
      )
      return discs
        .filter((disc) => !ends.includes(disc.id))
        .filter(({ x, y, radius }) => points.some((point) => Math.hypot(point.x - x, point.y - y) < radius + 2))
        .map((disc) => `${id} behind ${disc.id}`)
    })
  })
}
