// What was open before, and after: undo, redo and the browser's Back and Forward lead from one to the other.

import type { Kept } from './autosave'
import type { Home } from './home'
import { past, settled } from './past'
import type { OpenScenario } from './scenario.svelte'

// Opener opens what was kept, and knows what is open.
interface Opener {
  kept(): Kept
  settled(): Promise<void> // all that was typed and done is in the scenario
  reopen(kept: Kept): Promise<boolean>
}

export class Openings {
  #before = $state.raw<readonly Kept[]>([]) // the latest last
  #after = $state.raw<readonly Kept[]>([]) // until undo took it back; the latest last
  #destination = 0 // of the travel under way: how many were open before
  #turn: Promise<unknown> = Promise.resolve() // ends with the last that is asked for

  constructor(
    private readonly scenario: OpenScenario,
    private readonly home: Home,
    private readonly opener: Opener,
  ) {}

  // count is how many were open before.
  get count(): number {
    return this.#before.length
  }

  // kept is what is kept of them beside what is open.
  get kept(): Pick<Kept, 'replaced' | 'undone'> {
    const [replaced, undone] = [this.#before, this.#after]
    return { ...(replaced.length > 0 && { replaced }), ...(undone.length > 0 && { undone }) }
  }

  // upTo is what was open up to now, with what is open. What came by a link was open after one's own work, which was kept apart from it.
  upTo(open: Kept, own?: Kept): readonly Kept[] {
    return past(own ? past(own.replaced ?? [], own) : this.#before, settled(open))
  }

  // opened is told of what is shown now, with what lay beside it.
  opened({ replaced = [], undone = [] }: Pick<Kept, 'replaced' | 'undone'>): void {
    this.#before = replaced
    this.#after = undone
  }

  // forgetAfter is told of an edit, after which there is nothing to redo.
  forgetAfter(): void {
    this.#after = []
  }

  // undoes is whether undo brings back what was open before: nothing is left to take back in what is open. So does redo.
  get undoes(): boolean {
    return !this.scenario.view?.history.undo && this.#before.length > 0
  }

  // redoes is what redo opens again.
  get redoes(): Kept | undefined {
    return this.scenario.view?.history.redo ? undefined : this.#after.at(-1)
  }

  // inTurn opens one after another: each starts from what the one before it leaves open.
  inTurn<T>(open: () => Promise<T>): Promise<T> {
    const opened = this.#turn.then(open)
    this.#turn = opened.catch(() => {}) // whoever asked hears of it
    return opened
  }

  // undo takes back the last edit or, where there is none, that something else was opened.
  undo(): Promise<void> {
    return this.inTurn(async () => {
      await this.scenario.settled()
      if (!this.undoes) return this.scenario.undo()
      if (await this.#back()) await this.home.stand(this.count)
    })
  }

  redo(): Promise<void> {
    return this.inTurn(async () => {
      await this.scenario.settled()
      if (!this.redoes) return this.scenario.redo()
      if (await this.#forth()) await this.home.stand(this.count)
    })
  }

  // travel shows what so many were open before, as the browser's Back and Forward want it, with whatever was done to it.
  travel(before: number): Promise<void> {
    this.#destination = before
    return this.inTurn(async () => {
      await this.scenario.settled()
      while (this.#before.length > this.#destination && (await this.#back()));
      while (this.#before.length < this.#destination && (await this.#forth()));
    })
  }

  async #back(): Promise<boolean> {
    await this.opener.settled()
    const last = this.#before.at(-1)
    const undone = past(this.#after, this.opener.kept())
    return last !== undefined && this.opener.reopen({ ...last, replaced: this.#before.slice(0, -1), undone })
  }

  async #forth(): Promise<boolean> {
    await this.opener.settled()
    const next = this.#after.at(-1)
    const replaced = past(this.#before, this.opener.kept())
    return next !== undefined && this.opener.reopen({ ...next, replaced, undone: this.#after.slice(0, -1) })
  }
}
