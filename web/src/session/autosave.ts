// Keeps the person's own work across reloads. A browser may refuse storage, and what it
// gives back may be anything: both must leave the page working.

import type { Look } from '../engine/wire'
import { checksumOf } from '../share/link'
import type { Step } from './draft.svelte'
import type { Work } from './work'

export interface Kept {
  readonly work: Work
  readonly look: Look
  readonly example: string // the example that it began with; "" for the person's own
  readonly link: string // the link whose scenario it began with; "" for the person's own
  readonly typed?: readonly Step[] // was under way to the engine, which may refuse it
}

// Two copies of the page under one origin share its storage, so names contain the path. What
// came by a link lives as long as its tab, and never takes the place of one's own work.
function place(link: string): [Storage, string] {
  const name = `inroad 1 ${location.pathname}`
  return link ? [sessionStorage, `${name} ${checksumOf(link)}`] : [localStorage, name]
}

// What this tab last read or wrote in each place: anything else there is another tab's.
const known = new Map<string, string | null>()

// keep writes what is open. What another tab has changed meanwhile gives way to a change, and
// not to a look.
export function keep(kept: Kept, changed: boolean): void {
  try {
    const [storage, name] = place(kept.link)
    if (!changed && storage.getItem(name) !== (known.get(name) ?? null)) return
    const text = JSON.stringify(kept)
    storage.setItem(name, text)
    known.set(name, text)
  } catch {
    // Full or refused: the page goes on without.
  }
}

// onTaken tells when another tab keeps its own work in the place of this tab's.
export function onTaken(tell: () => void): void {
  addEventListener('storage', ({ key }) => {
    if (key === place('')[1]) tell()
  })
}

export function kept(link: string): Kept | undefined {
  try {
    const [storage, name] = place(link)
    const text = storage.getItem(name)
    known.set(name, text)
    const value: unknown = JSON.parse(text ?? 'null')
    return isKept(value) && value.link === link ? value : undefined
  } catch {
    return undefined
  }
}

function isKept(value: unknown): value is Kept {
  const { work, look, example, link, typed = [] } = (value ?? {}) as Partial<Kept>
  return (
    typeof work?.scenario === 'string' &&
    Array.isArray(work.edits) &&
    typeof work.position === 'number' &&
    typeof look === 'object' &&
    typeof example === 'string' &&
    typeof link === 'string' &&
    Array.isArray(typed)
  )
}
