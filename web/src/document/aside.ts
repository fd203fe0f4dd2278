// How work that lies aside is shown: as text that a person can read, mend and send to somebody.

import type { Edit } from '../engine/wire'
import type { Aside } from './autosave'

// titleOf is what the work was called last; "" where nothing tells.
export function titleOf({ kept }: Pick<Aside, 'kept'>): string {
  const work = kept?.work
  const retitled = work?.edits.slice(0, work.position).findLast((edit: Partial<Edit> | null) => edit?.kind === 'title')
  if (retitled) return String(retitled.value ?? '')
  try {
    const { title } = JSON.parse(work?.scenario ?? '') as { title?: unknown }
    return typeof title === 'string' ? title : ''
  } catch {
    return ''
  }
}

// textOf has everything of it: why it does not open, the scenario as it was opened, and each edit
// on a line of its own under the number by which a mistake names it.
export function textOf({ text, kept, errors }: Pick<Aside, 'text' | 'kept' | 'errors'>): string {
  const parts = errors.length > 0 ? [`Why it does not open\n\n${errors.map(line).join('\n')}`] : []
  if (kept) {
    const { scenario, edits, position } = kept.work
    parts.push(`The scenario as it was opened\n\n${scenario.trimEnd()}`)
    if (edits.length > 0) {
      const undone = edits.length - position
      parts.push(
        `The changes that were made in it${undone > 0 ? `; the last ${undone} undone` : ''}\n\n` +
          edits.map((edit, index) => `edits[${index}] ${JSON.stringify(edit)}`).join('\n'),
      )
    }
  } else {
    parts.push(`What was kept\n\n${text}`)
  }
  return `${parts.join('\n\n\n')}\n`
}

export function line({ path, message }: Aside['errors'][number]): string {
  return path ? `${path}: ${message}` : message
}
