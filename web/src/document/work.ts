// What the page keeps of the open scenario: enough to rebuild the engine's session exactly.

import type { Edit, History } from '../engine/wire'

export interface Work {
  readonly scenario: string // the file's text, as it was opened
  readonly edits: readonly Edit[]
  readonly position: number // how many of the edits are in force
}

export function begin(scenario: string): Work {
  return { scenario, edits: [], position: 0 }
}

// follow repeats what the engine's history did with an edit that it took.
export function follow(work: Work, edit: Edit, history: History): Work {
  if (history.coalesced) {
    return { ...work, edits: [...work.edits.slice(0, history.position - 1), edit], position: history.position }
  }
  return { ...work, edits: [...work.edits.slice(0, work.position), edit], position: history.position }
}

export function moveTo(work: Work, history: History): Work {
  return { ...work, position: history.position }
}

// same says whether two stand at the same edit of the same file: nothing to save, then.
export function same(a: Work, b: Work): boolean {
  return (
    a.scenario === b.scenario &&
    a.position === b.position &&
    a.edits.slice(0, a.position).every((edit, index) => edit === b.edits[index])
  )
}
