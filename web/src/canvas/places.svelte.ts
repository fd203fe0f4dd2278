// Where everybody stands: where a person put them, or else where the layout does, which takes a while for many.

import type { Actor, At, Tie } from '../engine/wire'
import { placing } from './layout'
import { Slices } from './slices'

const glimpse = 100 // milliseconds between two looks at a layout under way: each draws everybody

export class Places {
  at = $state.raw<ReadonlyMap<string, At>>(new Map())
  part = $state(1) // of the layout that is done; 1 while there is nothing to lay out

  #found: ReadonlyMap<string, At> = new Map() // of those whom the scenario gives no place
  #network = '' // that is laid out, or is being laid out; "" once somebody was dragged out of it
  readonly #slices = new Slices()

  // With partly, places are shown while they are being found.
  constructor(private readonly partly = false) {}

  // update finds places for whoever has none. A fresh network is laid out from nothing; in one that was edited everybody
  // else stays. Where neither who is there nor how they are tied has changed, what was found stands, and a layout under way goes on.
  update(actors: readonly Actor[], ties: readonly Tie[], fresh: boolean): void {
    const given = new Map(actors.flatMap(({ id, at }) => (at ? [[id, at]] : [])))
    const network = JSON.stringify([[...given], actors.map(({ id }) => id), ties.map(({ from, to }) => [from, to])])
    if (!fresh && network === this.#network) return
    this.#network = network

    const known = new Map(given)
    for (const { id } of fresh ? [] : actors) {
      const at = given.get(id) ?? this.#found.get(id)
      if (at) known.set(id, at)
    }
    this.part = known.size < actors.length ? 0 : 1
    this.at = known
    let seen = performance.now()
    this.#slices.run(
      placing(actors, ties, known),
      (found) => {
        this.#found = this.at = found
        this.part = 1
      },
      ({ part, places }) => {
        const now = performance.now()
        if (now - seen < glimpse) return
        seen = now
        this.part = part
        if (this.partly) this.at = places()
      },
    )
  }

  // follow shows people where they are dragged.
  follow(moved: Iterable<readonly [string, At]>): void {
    this.at = new Map([...this.at, ...moved])
    this.#network = ''
  }

  stop(): void {
    this.#slices.stop()
  }
}
