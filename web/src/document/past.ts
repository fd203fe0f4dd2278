// What was open before, so that undo brings it back.

import type { Kept } from './autosave'

// The most characters that it takes: all of it is written with every change of what is open.
const room = 500_000

// Past is what was open before, the latest last, and how many more there were for which there is no room.
export interface Past {
  readonly replaced?: readonly Kept[]
  readonly gone?: number
}

// past adds what is open to what was open before. Where there is no room for all, the oldest goes.
export function past({ replaced = [], gone = 0 }: Past, open: Kept): Required<Past> {
  const all = [...replaced, alone(open)]
  let left = room
  const kept: Kept[] = []
  for (const one of all.toReversed()) {
    left -= JSON.stringify(one).length
    if (left < 0) break
    kept.unshift(one)
  }
  return { replaced: kept, gone: gone + all.length - kept.length }
}

// alone is a work as it stands, without what was open before and after it. It is the person's own, however it came.
export function alone({ work, look, example, draft, world }: Kept): Kept {
  return { work, look, example, link: '', ...(draft !== undefined && { draft }), ...(world && { world }) }
}

// settled is without the edits that were undone: what comes next takes their place.
export function settled(kept: Kept): Kept {
  const { scenario, edits, position } = kept.work
  return { ...kept, work: { scenario, edits: edits.slice(0, position), position } }
}
