// What a network comes to as a whole, asked for while somebody looks at it: a slice at a time, so that an edit does not wait for it.

import type { Summary } from '../engine/wire'

// Ground is what a summary is of: the scenario that was opened as the so many-eth, in one of its revisions, and the one who is
// looked as; "" for nobody.
export interface Ground {
  readonly opened: number
  readonly revision: number
  readonly from: string
}

// Told is a summary as far as it is known. What is not yet is as it was in the revision before.
export interface Told {
  readonly now?: Summary | undefined
  readonly before?: Summary | undefined
}

const rest = 400 // ms after an edit, until its network is looked through

export class Summing {
  everybody = $state.raw<Told>({})
  one = $state.raw<Told>({}) // what is of the one who is looked as

  #of: Ground | undefined // what was followed last, wanted still or not
  #wanted: Ground | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly ask: (from: string) => Promise<Summary | undefined>) {}

  // follow asks for what is not known of a ground. After an edit it waits until the hands rest.
  follow(ground: Ground): void {
    const was = this.#of
    this.#of = this.#wanted = ground
    const before = was?.opened === ground.opened
    this.everybody = before ? renewed(this.everybody, ground) : {}
    this.one = before && was.from === ground.from ? renewed(this.one, ground) : {}
    clearTimeout(this.#timer)
    const edited = before && was.revision !== ground.revision
    this.#timer = setTimeout(() => void this.#collect(ground), edited ? rest : 0)
  }

  // leave gives up what is not known yet.
  leave(): void {
    clearTimeout(this.#timer)
    this.#wanted = undefined
  }

  async #collect(ground: Ground): Promise<void> {
    const taken = ground.from ? await this.#all(ground, this.one, ground.from, (told) => (this.one = told)) : true
    if (taken) await this.#all(ground, this.everybody, '', (told) => (this.everybody = told))
  }

  // #all asks for slices until there is no more, and says whether they came. The engine may be in another state already, or gone:
  // whatever the page shows next is followed anew.
  async #all(ground: Ground, { now, before }: Told, from: string, take: (told: Told) => void): Promise<boolean> {
    while (unknown(now)) {
      now = await this.ask(from)
      if (this.#wanted !== ground || now?.revision !== ground.revision) return false
      take(now.progress?.more ? { now, before } : { now })
    }
    return true
  }
}

function unknown(summary: Summary | undefined): boolean {
  return summary?.progress?.more ?? true
}

// renewed is what was told, as far as it holds in another revision.
function renewed({ now, before }: Told, { revision }: Ground): Told {
  if (now?.revision === revision) return { now, before }
  return { before: now && !unknown(now) ? now : (before ?? now) }
}
