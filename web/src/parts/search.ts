// Who is meant by a few letters.

import type { Actor } from '../engine/wire'

// found are those whom a text may mean, the likeliest first: whose name begins with it, of whose name a word does, whose name has it
// in it, and who are described by it. An empty text means everybody. Accents and capitals make no difference.
export function found<One extends Pick<Actor, 'name' | 'caption'>>(
  actors: readonly One[],
  text: string,
): readonly One[] {
  const wanted = plain(text)
  if (!wanted) return actors
  const ranks: One[][] = [[], [], [], []]
  for (const actor of actors) ranks[rank(plain(actor.name), plain(actor.caption), wanted)]?.push(actor)
  return ranks.flat()
}

function rank(name: string, caption: string, wanted: string): number {
  if (name.startsWith(wanted)) return 0
  if (name.includes(` ${wanted}`)) return 1
  if (name.includes(wanted)) return 2
  return caption.includes(wanted) ? 3 : 4
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .trim()
    .replace(/\s+/g, ' ')
}
