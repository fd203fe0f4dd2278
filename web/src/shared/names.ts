// How names are shortened, and the names that newcomers get.

import type { Actor } from '../engine/wire'

const members = ['Ana', 'Ben', 'Cara', 'Dev', 'Eve', 'Finn', 'Gia', 'Hugo', 'Ines', 'Jon', 'Kim', 'Lena', 'Max', 'Nora']
const pages = ['Acme Inc.', 'Birch & Co.', 'Copper Labs', 'Delta Works', 'Elm Studio']

export function initials(name: string): string {
  const [first = '?', ...others] = name.trim().split(/\s+/).filter(Boolean)
  const last = others.at(-1) ?? ''
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
  return new Map(actors.map(({ id, name }) => [id, same.get(name) === 1 ? name : `${name} (${id})`]))
}

// shortNames are the first words of names, and whole names where others begin alike.
export function shortNames(actors: readonly Pick<Actor, 'id' | 'name'>[]): ReadonlyMap<string, string> {
  const full = fullNames(actors)
  const alike = new Map<string, number>()
  for (const { name } of actors) alike.set(firstWord(name), (alike.get(firstWord(name)) ?? 0) + 1)
  return new Map(
    actors.map(({ id, name }) => [id, alike.get(firstWord(name)) === 1 ? firstWord(name) : (full.get(id) ?? name)]),
  )
}

// freshName is the first name that nobody here has.
export function freshName(is: 'member' | 'page', actors: readonly Actor[]): string {
  const names = is === 'member' ? members : pages
  const taken = new Set(actors.flatMap((actor) => [actor.name, firstWord(actor.name)]))
  const free = names.find((name) => !taken.has(name))
  if (free) return free
  const word = is === 'member' ? 'Member' : 'Page'
  let number = actors.length + 1
  while (taken.has(`${word} ${number}`)) number++
  return `${word} ${number}`
}
