// What was open before, and after: undo, redo and the browser's Back and Forward lead from one to the other.

import type { Kept } from './autosave'
import type { Home } from './home'
import { past, settled, type Past } from './past'
import type { OpenScenario } from './scenario.svelte'

// Opener opens what was kept, and knows what is open.
interface Opener {
  kept(): Kept
  settled(): Promise<void> // all that was typed and done is in the scenario
  reopen(kept: Kept): Promise<boolean>
}

export class Openings {
  #before = $state.raw<Required<Past>>({ replaced: [], gone: 0 })
  #after = $state.raw<readonly Kept[]>([]) // until undo took it back; the latest last
  #destination = 0 // of the travel under way: how many were open before
  #turn: Promise<unknown> = Promise.resolve() // ends with the last that is asked for
  #waiting = 0 // how many turns have not ended

  constructor(
    private readonly scenario: OpenScenario,
    private readonly home: Home,
    private readonly opener: Opener,
  ) {}

  // count is how many were open before.
  get count(): number {
    return this.#before.gone + this.#before.replaced.length
  }

  // kept is what is kept of them beside what is open.
  get kept(): Past & Pick<Kept, 'undone'> {
    const { replaced, gone } = this.#before
    const undone = this.#after
    return { ...(replaced.length > 0 && { replaced }), ...(gone > 0 && { gone }), ...(undone.length > 0 && { undone }) }
  }

  // upTo is what was open up to now, with what is open. What came by a link was open after one's own work, which was kept apart from it.
  upTo(open: Kept, own?: Kept): Required<Past> {
    return past(own ? past(own, own) : this.#before, settled(open))
  }

  // opened is told of what is shown now, with what lay beside it.
  opened({ replaced = [], gone = 0, undone = [] }: Past & Pick<Kept, 'undone'>): void {
    this.#before = { replaced, gone }
    this.#after = undone
  }

  // forgetAfter is told of an edit, after which there is nothing to redo.
  forgetAfter(): void {
    this.#after = []
  }

  // undoes is whether undo brings back what was open before: nothing is left to take back in what is open. So does redo.
  get undoes(): boolean {
    return !this.scenario.view?.history.undo && this.#before.replaced.length > 0
  }

  // redoes is what redo opens again.
  get redoes(): Kept | undefined {
    return this.scenario.view?.history.redo ? undefined : this.#after.at(-1)
  }

  // inTurn opens one after another: each starts from what the one before it leaves open. After the last the browser stands where the
  // page does.
  inTurn<T>(open: () => Promise<T>): Promise<T> {
    this.#waiting++
    const opened = this.#turn.then(open)
    this.#turn = opened
      .catch(() => {}) // whoever asked hears of it
      .then(() => (--this.#waiting === 0 ? this.home.stand(this.count) : undefined))
    return opened
  }

  // undo takes back the last edit or, where there is none, that something else was opened.
  undo(): Promise<void> {
    return this.inTurn(async () => {
      await this.scenario.settled()
      if (this.undoes) await this.#back()
      else await this.scenario.undo()
    })
  }

  redo(): Promise<void> {
    return this.inTurn(async () => {
      await this.scenario.settled()
      if (this.redoes) await this.#forth()
      else await this.scenario.redo()
    })
  }

  // travel shows what so many were open before, as the browser's Back and Forward want it, with whatever was done to it.
  travel(before: number): Promise<void> {
    this.#destination = before
    return this.inTurn(async () => {
      await this.scenario.settled()
      while (this.count > this.#destination && (await this.#back()));
      while (this.count < this.#destination && (await this.#forth()));
      if (this.count > this.#destination) this.home.stay(this.count)
    })
  }

  async #back(): Promise<boolean> {
    await this.opener.settled()
    const { replaced, gone } = this.#before
    const last = replaced.at(-1)
    const { replaced: undone } = past({ replaced: this.#after }, this.opener.kept())
    return last !== undefined && this.opener.reopen({ ...last, replaced: replaced.slice(0, -1), gone, undone })
  }

  async #forth(): Promise<boolean> {
    await this.opener.settled()
    const next = this.#after.at(-1)
    const before = past(this.#before, this.opener.kept())
    return next !== undefined && this.opener.reopen({ ...next, ...before, undone: this.#after.slice(0, -1) })
  }
}
