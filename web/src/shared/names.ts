// How names are shortened, and the names that newcomers get.

import type { Actor } from '../engine/wire'

const members = ['Ana', 'Ben', 'Cara', 'Dev', 'Eve', 'Finn', 'Gia', 'Hugo', 'Ines', 'Jon', 'Kim', 'Lena', 'Max', 'Nora']
const pages = ['Acme Inc.', 'Birch & Co.', 'Copper Labs', 'Delta Works', 'Elm Studio']

export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => [...(word ?? '?')][0]?.toUpperCase()).join('')
}

// short is the first word of a name.
export function short(actor: Pick<Actor, 'name'> | undefined): string {
  return actor?.name.trim().split(/\s+/)[0] ?? ''
}

// freshName is the first name that nobody here has.
export function freshName(is: 'member' | 'page', actors: readonly Actor[]): string {
  const names = is === 'member' ? members : pages
  const taken = new Set(actors.flatMap((actor) => [actor.name, short(actor)]))
  const free = names.find((name) => !taken.has(name))
  if (free) return free
  const word = is === 'member' ? 'Member' : 'Page'
  let number = actors.length + 1
  while (taken.has(`${word} ${number}`)) number++
  return `${word} ${number}`
}
