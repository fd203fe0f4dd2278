// The plan of a network by chance, as a person types it.

import type { Plan } from '../engine/wire'

export interface Typed {
  model: NonNullable<Plan['model']>
  actors: string
  ties: string
  seed: string
}

export function usual(): Typed {
  return { model: 'small-world', actors: '60', ties: '3', seed: '1' }
}

// numberOf is a number that was typed. What is none goes to the engine as it is, which says what is wrong with it.
export function numberOf(text: string): number {
  const typed = text.trim()
  return /^-?\d+$/.test(typed) ? Number(typed) : (typed as unknown as number)
}
