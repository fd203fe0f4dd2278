// Where something that opens beside a point stands on the page.

import type { At } from '../engine/wire'

export interface Box extends At {
  readonly width: number
  readonly height: number
}

const gap = 14 // to the point
const margin = 8 // to the edges of the page
const steps = 4 // how many times as far it may go to leave free what it must not cover

// under is the point in the middle of the lower edge of a box.
export function under({ x, y, width, height }: Box): At {
  return { x: x + width / 2, y: y + height }
}

// beside is the place for a size that is whole on the page and covers none of some boxes, nearest to a point: to its right where it can,
// and below rather than above. Where there is no such place, it is whole on the page.
export function beside(
  at: At,
  size: Pick<Box, 'width' | 'height'>,
  clear: readonly Box[],
  page: Pick<Box, 'width' | 'height'>,
): At {
  const within = ({ x, y }: At): At => ({
    x: Math.max(margin, Math.min(x, page.width - size.width - margin)),
    y: Math.max(margin, Math.min(y, page.height - size.height - margin)),
  })
  const free = ({ x, y }: At) =>
    clear.every(
      (box) => x >= box.x + box.width || x + size.width <= box.x || y >= box.y + box.height || y + size.height <= box.y,
    )
  for (let step = 1; step <= steps; step++) {
    const away = gap * step ** 2
    const [right, left] = [at.x + away, at.x - away - size.width]
    const [below, above] = [at.y + away, at.y - away - size.height]
    const middle = { x: at.x - size.width / 2, y: at.y - size.height / 2 }
    const places = [
      { x: right, y: below },
      { x: right, y: above },
      { x: right, y: middle.y },
      { x: left, y: below },
      { x: left, y: above },
      { x: left, y: middle.y },
      { x: middle.x, y: below },
      { x: middle.x, y: above },
    ]
    // What the page pushes to one side may still be free.
    const place = places.find((one) => fits(one, within(one)) && free(one)) ?? places.map(within).find(free)
    if (place) return place
  }
  return within({ x: at.x + gap, y: at.y + gap })
}

function fits(wanted: At, possible: At): boolean {
  return wanted.x === possible.x && wanted.y === possible.y
}
