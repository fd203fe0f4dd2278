// Keeps the person's own work across reloads. A browser may refuse storage, and what it
// gives back may be anything: both must leave the page working.

import type { Look } from '../engine/wire'
import type { Work } from './work'

export interface Kept {
  readonly work: Work
  readonly look: Look
  readonly example: string // the example that it began with; "" for the person's own
}

// Two copies of the page under one origin share its storage, so names contain the path.
const key = `inroad 1 ${location.pathname}`

export function keep(kept: Kept): void {
  try {
    localStorage.setItem(key, JSON.stringify(kept))
  } catch {
    // Full or refused: the page goes on without.
  }
}

export function kept(): Kept | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return isKept(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isKept(value: unknown): value is Kept {
  const { work, look, example } = (value ?? {}) as Partial<Kept>
  return (
    typeof work?.scenario === 'string' &&
    Array.isArray(work.edits) &&
    typeof work.position === 'number' &&
    typeof look === 'object' &&
    typeof example === 'string'
  )
}
