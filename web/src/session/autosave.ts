// Keeps the person's own work across reloads. A browser may refuse storage, and what it
// gives back may be anything: both must leave the page working.

import type { Look } from '../engine/wire'
import { checksumOf } from '../share/link'
import type { Work } from './work'

export interface Kept {
  readonly work: Work
  readonly look: Look
  readonly example: string // the example that it began with; "" for the person's own
  readonly link: string // the link whose scenario it began with; "" for the person's own
}

// Two copies of the page under one origin share its storage, so names contain the path. What
// came by a link lives as long as its tab, and never takes the place of one's own work.
function place(link: string): [Storage, string] {
  const name = `inroad 1 ${location.pathname}`
  return link ? [sessionStorage, `${name} ${checksumOf(link)}`] : [localStorage, name]
}

export function keep(kept: Kept): void {
  try {
    const [storage, name] = place(kept.link)
    storage.setItem(name, JSON.stringify(kept))
  } catch {
    // Full or refused: the page goes on without.
  }
}

export function kept(link: string): Kept | undefined {
  try {
    const [storage, name] = place(link)
    const value: unknown = JSON.parse(storage.getItem(name) ?? 'null')
    return isKept(value) && value.link === link ? value : undefined
  } catch {
    return undefined
  }
}

function isKept(value: unknown): value is Kept {
  const { work, look, example, link } = (value ?? {}) as Partial<Kept>
  return (
    typeof work?.scenario === 'string' &&
    Array.isArray(work.edits) &&
    typeof work.position === 'number' &&
    typeof look === 'object' &&
    typeof example === 'string' &&
    typeof link === 'string'
  )
}
