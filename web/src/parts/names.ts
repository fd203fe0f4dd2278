// How names are shortened, and the names that newcomers get.

import type { Actor, Kind } from '../engine/wire'

const people = ['Ana', 'Ben', 'Cara', 'Dev', 'Eve', 'Finn', 'Gia', 'Hugo', 'Ines', 'Jon', 'Kim', 'Lena', 'Max', 'Nora']
const organisations = ['Alder', 'Birch', 'Copper', 'Delta', 'Elm'] // a company, a ward, a school

export function initials(name: string): string {
  const [first = '?', ...others] = name.trim().split(/\s+/).filter(Boolean)
  const last = others.findLast((word) => /^[\p{L}\p{N}]/u.test(word)) ?? '' // not the bracket of "(me)"
  return initial(first) + (/^\d{1,3}$/.test(last) ? last : initial(last))
}

function initial(word: string): string {
  return [...word][0]?.toUpperCase() ?? ''
}

export function firstWord(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name
}

// fullNames are the names, with the ids of those who share theirs.
export function fullNames(actors: readonly Pick<Actor, 'id' | 'name'>[]): ReadonlyMap<string, string> {
  const same = new Map<string, number>()
  for (const { name } of actors) same.set(name, (same.get(name) ?? 0) + 1)
  return new Map(actors.map(({ id, name }) => [id, isolated(same.get(name) === 1 ? name : `${name} (${id})`)]))
}

const rightToLeft = /[\p{Script=Arab}\p{Script=Hebr}\p{Script=Syrc}\p{Script=Thaa}\p{Script=Nkoo}\p{Script=Adlm}]/u

// isolated is a text that does not turn round what stands beside it: of two Arabic names, “a → b” would be seen as “b → a”.
// The engine does the same with the names in its sentences. The isolates are those of Unicode's bidirectional algorithm (UAX #9).
export function isolated(name: string): string {
  return rightToLeft.test(name) ? `\u2068${name}\u2069` : name
}

// shortNames are what the engine calls everybody in its sentences: a person by the first name where nobody else has the
// same, all others by the whole name.
export function shortNames<One extends Pick<Actor, 'id' | 'name'>>(
  actors: readonly One[],
  isPerson: (actor: One) => boolean,
): ReadonlyMap<string, string> {
  const full = fullNames(actors)
  const alike = new Map<string, number>()
  for (const { name } of actors) alike.set(firstWord(name), (alike.get(firstWord(name)) ?? 0) + 1)
  return new Map(
    actors.map((actor) => {
      const { id, name } = actor
      const first = firstWord(name)
      return [id, isPerson(actor) && alike.get(first) === 1 ? isolated(first) : (full.get(id) ?? name)]
    }),
  )
}

// copyName is a name for somebody like another.
export function copyName(name: string, actors: readonly Pick<Actor, 'name'>[]): string {
  const taken = new Set(actors.map((actor) => actor.name))
  const stem = name.replace(/ \d+$/, '')
  let number = 2
  while (taken.has(`${stem} ${number}`)) number++
  return `${stem} ${number}`
}

// freshName is the first name that nobody here has.
export function freshName({ drawn, label }: Kind, actors: readonly Pick<Actor, 'name'>[]): string {
  const names = drawn === 'person' ? people : organisations
  const taken = new Set(actors.flatMap((actor) => [actor.name, firstWord(actor.name)]))
  const free = names.find((name) => !taken.has(name))
  if (free) return free
  let number = actors.length + 1
  while (taken.has(`${label} ${number}`)) number++
  return `${label} ${number}`
}
