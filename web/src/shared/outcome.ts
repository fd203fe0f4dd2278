// The five outcomes as the page draws them, each with a glyph, a colour and a line of its own; and
// a sixth where there is none, because a rule fails.

import type { Cell, Decision } from '../engine/wire'

export type Outcome = Exclude<Cell['mark'], 'self'>

export const outcomes: readonly { readonly outcome: Outcome; readonly label: string }[] = [
  { outcome: 'free', label: 'free' },
  { outcome: 'cost', label: 'costs credits' },
  { outcome: 'contested', label: 'depends on the reading' },
  { outcome: 'unstated', label: 'not said' },
  { outcome: 'forbidden', label: 'forbidden' },
  { outcome: 'error', label: 'cannot be decided, a rule fails' },
]

export function labelOf(mark: Cell['mark']): string {
  return outcomes.find(({ outcome }) => outcome === mark)?.label ?? ''
}

// outcomeOf is how a decision is drawn.
export function outcomeOf(decision: Pick<Decision, 'verdict' | 'contested' | 'cost'>): Outcome {
  if (decision.contested) return 'contested'
  if (decision.verdict === 'allowed') return decision.cost > 0 ? 'cost' : 'free'
  return decision.verdict // forbidden, unstated, or an error
}
