// Where places stand along an axis of the matrix, and which of them are real cells. Rows and columns share one.

// Spot is a cell by its places: the row and the column.
export type Spot = readonly [number, number]

export class Axis {
  constructor(
    readonly count: number,
    readonly size: number, // of a cell, in pixels
    readonly starts: readonly number[] = [], // the first place of each group, the first of all included
    readonly gap = 0, // between groups, in pixels
  ) {}

  get length(): number {
    return this.count * this.size + Math.max(this.starts.length - 1, 0) * this.gap
  }

  // offset is where a place begins.
  offset(place: number): number {
    return place * this.size + this.#group(place) * this.gap
  }

  // at is the place at a distance from the beginning; undefined in a gap and beyond the ends.
  at(distance: number): number | undefined {
    const place = this.#near(distance)
    const beyond = distance - this.offset(place)
    return place < this.count && beyond >= 0 && beyond < this.size ? place : undefined
  }

  // between are the places of which something is within a stretch: the first, and the one behind the last.
  between(from: number, to: number): readonly [number, number] {
    return [this.#near(from), this.count === 0 ? 0 : this.#near(to) + 1]
  }

  // bands are the stretches of places without a gap within a range.
  bands([first, end]: readonly [number, number]): (readonly [number, number])[] {
    const cuts = this.starts.filter((start) => start > first && start < end)
    return [first, ...cuts].map((from, index) => [from, cuts[index] ?? end] as const)
  }

  // #near is the place at a distance, or the one before the gap that is there.
  #near(distance: number): number {
    let [low, high] = [0, Math.max(this.count - 1, 0)]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (this.offset(middle) <= distance) low = middle
      else high = middle - 1
    }
    return low
  }

  #group(place: number): number {
    let group = 0
    while (group + 1 < this.starts.length && (this.starts[group + 1] ?? 0) <= place) group++
    return group
  }
}

// windowSize is how many places are real cells, by row and by column.
export const windowSize = 30

// windowAround is the first of the places around one that are real cells. While the place stays well within, the window does:
// cells that a screen reader is among do not change under it.
export function windowAround(place: number, count: number, was = 0): number {
  const last = Math.max(count - windowSize, 0)
  const margin = 3
  const within = place >= was + margin && place < was + windowSize - margin
  const start = within ? was : place - windowSize / 2
  return Math.min(Math.max(start, 0), last)
}

// stepped is the cell that a key leads to; undefined for any other key. A page is as many places as are seen.
export function stepped(
  { key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  [row, column]: Spot,
  count: number,
  page: number,
): Spot | undefined {
  const whole = ctrlKey || metaKey
  const steps: Record<string, Spot> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    Home: [whole ? -count : 0, -count],
    End: [whole ? count : 0, count],
    PageUp: [-page, 0],
    PageDown: [page, 0],
  }
  const step = steps[key]
  const within = (place: number) => Math.min(Math.max(place, 0), count - 1)
  return step && [within(row + step[0]), within(column + step[1])]
}

// sizes are those of a cell, between which the buttons step.
const sizes = [1, 2, 3, 4, 6, 8, 11, 14, 18, 24, 32]
export const smallest = 1
export const largest = 32

export function nextSize(size: number, larger: boolean): number {
  const next = larger ? sizes.find((one) => one > size) : sizes.findLast((one) => one < size)
  return next ?? size
}

// roomySize is the size of a cell to begin with: all of the matrix where that can be seen well.
export function roomySize(count: number, room: number): number {
  return Math.min(Math.max(Math.floor(room / Math.max(count, 1)), 8), 24)
}
