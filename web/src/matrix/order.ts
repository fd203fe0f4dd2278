// In which order everybody stands, and in which groups: by what the rule set declares, or by how many ties each has.

import type { Actor, Attribute, Tie, World } from '../engine/wire'
import { choicesOf, kindOf } from '../document/world'

export interface Ordering {
  readonly id: string
  readonly label: string
}

// OrderingsOf is a list of orderings under a heading; "" for none.
export interface OrderingsOf {
  readonly heading: string
  readonly orderings: readonly Ordering[]
}

export interface Group {
  readonly start: number // the place of the first in it
  readonly label: string
}

export interface Ordered {
  readonly order: readonly number[] // by place, the number of the actor
  readonly groups: readonly Group[] // none where there is nothing to tell apart
}

// mostGroups is how many groups are told apart: more of them say less than the names do.
const mostGroups = 24

export function orderingsOf({ kinds }: World): readonly OrderingsOf[] {
  const general = [
    { id: 'file', label: 'As in the file' },
    { id: 'name', label: 'Name' },
    ...(kinds.length > 1 ? [{ id: 'kind', label: 'Kind' }] : []),
    { id: 'ties', label: 'Number of ties' },
  ]
  const attributes = kinds.map(({ kind, label, attributes }) => ({
    heading: label,
    orderings: attributes.map(({ name, label }) => ({ id: `${kind}.${name}`, label })),
  }))
  return [{ heading: '', orderings: general }, ...attributes.filter(({ orderings }) => orderings.length > 0)]
}

// Key is where an actor stands by an ordering, and in which group.
interface Key {
  readonly rank: number | string
  readonly group: string
}

// ordered puts actors into an order; who has nothing to be ordered by comes last. Among equals it is as in the file.
export function ordered(id: string, actors: readonly Actor[], ties: readonly Tie[], world: World): Ordered {
  const numbers = actors.map((_, number) => number)
  if (id === 'file') return { order: numbers, groups: [] }
  const keys = keysOf(id, actors, ties, world)
  const collator = new Intl.Collator(undefined, { numeric: true }) // takes long, and most look at nothing but the file's order
  const order = numbers.sort((a, b) => compare(collator, keys[a], keys[b]))
  return { order, groups: id === 'name' ? [] : groupsOf(order.map((number) => keys[number]?.group ?? 'Without')) }
}

function compare(collator: Intl.Collator, a: Key | undefined, b: Key | undefined): number {
  if (!a || !b) return Number(!a) - Number(!b)
  if (typeof a.rank === 'number' && typeof b.rank === 'number') return a.rank - b.rank
  return collator.compare(String(a.rank), String(b.rank))
}

function groupsOf(labels: readonly string[]): readonly Group[] {
  const groups = labels.flatMap((label, start) => (label === labels[start - 1] ? [] : [{ start, label }]))
  return groups.length > 1 && groups.length <= mostGroups ? groups : []
}

function keysOf(id: string, actors: readonly Actor[], ties: readonly Tie[], world: World): (Key | undefined)[] {
  switch (id) {
    case 'name':
      return actors.map(({ name }) => ({ rank: name, group: '' }))
    case 'kind':
      return actors.map((actor) => {
        const kind = kindOf(world, actor)
        return kind && { rank: world.kinds.indexOf(kind), group: kind.label }
      })
    case 'ties': {
      const degrees = new Map<string, number>()
      for (const { from, to } of ties) for (const end of [from, to]) degrees.set(end, (degrees.get(end) ?? 0) + 1)
      return binned(actors.map(({ id }) => degrees.get(id) ?? 0)).map(
        (key) => key && { ...key, group: key.group === '1' ? '1 tie' : `${key.group} ties` },
      )
    }
  }
  const kind = world.kinds.find(({ kind }) => id.startsWith(`${kind}.`))
  const attribute = kind?.attributes.find(({ name }) => id === `${kind.kind}.${name}`)
  if (!attribute) return []
  const values = actors.map((actor) => (actor.kind === kind?.kind ? actor.values[attribute.name] : undefined))
  if (attribute.type !== 'number') return values.map((value) => keyOf(attribute, value))
  return binned(values.map((value) => (value ? Number(value) : undefined))).map(
    (key) => key && { ...key, group: `${attribute.label}: ${key.group}` },
  )
}

function keyOf(attribute: Attribute, value: string | undefined): Key | undefined {
  if (!value) return undefined
  const choices = choicesOf(attribute)
  if (!choices) return { rank: value, group: value }
  const rank = choices.findIndex((choice) => choice.value === value)
  const label = choices[rank]?.label ?? value
  return { rank, group: attribute.type === 'yes-no' ? `${attribute.label}: ${label}` : label }
}

// binned are numbers with the groups that they stand in: each its own while they are few, else 0, 1, 2–3, 4–7 and so on.
function binned(numbers: readonly (number | undefined)[]): (Key | undefined)[] {
  const few = new Set(numbers).size <= 8
  return numbers.map((rank) => {
    if (rank === undefined) return undefined
    if (few || rank < 2) return { rank, group: String(rank) }
    const low = 2 ** Math.floor(Math.log2(rank))
    return { rank, group: `${low}–${2 * low - 1}` }
  })
}
