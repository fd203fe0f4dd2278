// Which ties the page offers between two actors, by their kinds. The engine has the last
// word: what it refuses is shown with its reason.

import type { Actor, Tie } from '../engine/wire'

export type TieKind = Tie['tie']

export interface TieOffer {
  readonly tie: TieKind
  readonly from: string
  readonly to: string
  readonly label: string
}

const verbs: Record<TieKind, string> = {
  connections: 'is connected to',
  follows: 'follows',
  visits: 'has visited',
  wrote: 'has written to',
  invitations: 'has invited',
  blocks: 'blocks',
}

export const tieLabels: Record<TieKind, string> = {
  connections: 'connected',
  follows: 'follows',
  visits: 'visited',
  wrote: 'has written to',
  invitations: 'invited',
  blocks: 'blocks',
}

// offers lists the ties that two actors may have, the likeliest first.
export function offers(a: Actor, b: Actor): readonly TieOffer[] {
  if (a.kind === 'member' && b.kind === 'member') {
    return [offer('connections', a, b), ...both('invitations', a, b), ...both('wrote', a, b), ...both('blocks', a, b)]
  }
  if (a.kind === 'page' && b.kind === 'page') return both('wrote', a, b)
  const [member, page] = a.kind === 'member' ? [a, b] : [b, a]
  return [offer('follows', member, page), offer('visits', member, page), ...both('wrote', a, b)]
}

export function has(ties: readonly Tie[], { tie, from, to }: TieOffer): boolean {
  return ties.some(
    (t) =>
      t.tie === tie && ((t.from === from && t.to === to) || (tie === 'connections' && t.from === to && t.to === from)),
  )
}

function offer(tie: TieKind, from: Actor, to: Actor): TieOffer {
  return { tie, from: from.id, to: to.id, label: `${from.name} ${verbs[tie]} ${to.name}` }
}

function both(tie: TieKind, a: Actor, b: Actor): TieOffer[] {
  return [offer(tie, a, b), offer(tie, b, a)]
}
