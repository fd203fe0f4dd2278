// What is said of a cell.

import type { CellOutcome } from '../engine/wire'

// saidOf is what a cell comes to, in words.
export function saidOf({ mark, text }: CellOutcome, oneself: boolean): string {
  if (mark !== 'self') return text
  return oneself ? 'nobody is asked about themselves' : 'nothing is offered between the two'
}

export function said(from: string | undefined, to: string | undefined, outcome: CellOutcome, flipped: boolean): string {
  return `${from} to ${to}: ${saidOf(outcome, from === to)}${flipped ? ', changed' : ''}`
}
