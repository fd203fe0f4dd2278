// What was done to the open scenario since it was opened, and whether it would be missed.

import type { Step } from './draft.svelte'
import type { View } from './view'
import { begin, follow, moveTo, same, type Work } from './work'

export class Edits {
  #work = $state.raw<Work>(begin(''))
  #clean = $state.raw<Work>(begin('')) // as it is in a file

  get work(): Work {
    return this.#work
  }

  // unsaved says whether there is work that is in no file.
  get unsaved(): boolean {
    return !same(this.#work, this.#clean)
  }

  // open begins with what was done to a scenario before.
  open(work: Work): void {
    this.#work = work
    this.#clean = begin(work.scenario)
  }

  made({ edit }: Step, { history }: View): void {
    this.#work = follow(this.#work, edit, history)
  }

  moved({ history }: View): void {
    this.#work = moveTo(this.#work, history)
  }

  saved(): void {
    this.#clean = this.#work
  }
}
