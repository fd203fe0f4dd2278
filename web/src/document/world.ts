// What the rule set declares, looked up: of which kind an actor is, and which ties the page offers between two. The
// engine has the last word: what it refuses is shown with its reason.

import type { Actor, Attribute, Choice, Kind, Tie, TieKind, World } from '../engine/wire'

export const noWorld: World = { kinds: [], ties: [], actions: [], values: [], paid: false }

export interface TieOffer {
  readonly tie: string
  readonly from: string
  readonly to: string
  readonly mutual: boolean
  readonly label: string // "Ana follows Ben"
  readonly does: string // "follows"
}

export function kindOf({ kinds }: World, { kind }: Pick<Actor, 'kind'>): Kind | undefined {
  return kinds.find((one) => one.kind === kind)
}

export function isPerson(world: World, actor: Pick<Actor, 'kind'>): boolean {
  return kindOf(world, actor)?.drawn === 'person'
}

// adjustable are the attributes of an actor that may have another value now.
export function adjustable(world: World, actor: Actor): readonly Attribute[] {
  return (kindOf(world, actor)?.attributes ?? []).filter(({ name }) => !actor.fixed.includes(name))
}

// choicesOf are the values to choose from; undefined where one types. What may be absent can be chosen to be, so that
// it is no switch, which has no third position.
export function choicesOf({ type, choices = [], optional }: Attribute): readonly Choice[] | undefined {
  if (type === 'number' || type === 'text') return undefined
  const values = type === 'yes-no' ? yesAndNo : choices
  return optional ? [{ value: '', label: 'not set' }, ...values] : values
}

const yesAndNo: readonly Choice[] = [
  { value: 'true', label: 'yes' },
  { value: 'false', label: 'no' },
]

// offers lists the ties that two actors may have, in the order of the file.
export function offers({ ties }: World, a: Actor, b: Actor): readonly TieOffer[] {
  return ties.flatMap(({ tie, label, ends, mutual }) => {
    const fits = ([from, to]: readonly [Actor, Actor]) =>
      ends.some((end) => end.from === from.kind && end.to === to.kind)
    const ways = (
      [
        [a, b],
        [b, a],
      ] as const
    ).filter(fits)
    return (mutual ? ways.slice(0, 1) : ways).map(([from, to]) => ({
      tie,
      from: from.id,
      to: to.id,
      mutual,
      label: `${from.name} ${label} ${to.name}`,
      does: label,
    }))
  })
}

export function has(ties: readonly Tie[], { tie, from, to, mutual }: TieOffer): boolean {
  return ties.some(
    (one) =>
      one.tie === tie && ((one.from === from && one.to === to) || (mutual && one.from === to && one.to === from)),
  )
}

export function tieKindOf({ ties }: World, { tie }: Pick<Tie, 'tie'>): TieKind | undefined {
  return ties.find((one) => one.tie === tie)
}
