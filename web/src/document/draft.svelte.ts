// What is typed into a field, on its way into the scenario. It belongs to the field in which it
// was typed, whoever is chosen next; it is sent after a pause, on Enter and on leaving; and what
// is typed while the engine is busy goes with the next request, so that at most one waits.

import { saying, type InputError } from '../engine/client'
import type { Edit } from '../engine/wire'

// Target is what a field sets: the edit without its value.
export type Target = Pick<Edit, 'kind' | 'actor' | 'field'>

// Step is an edit as it is when its turn comes.
export interface Step {
  readonly edit: Edit
  readonly coalesce: boolean
  taken?(errors: readonly InputError[]): void // in the same turn, before another step is asked for
}

const pause = 250 // ms

// Word is what is typed between entering a field and leaving it: one step to undo.
interface Word {
  left: boolean
  begun: boolean // a part of it is in the scenario: the next replaces it
  waiting: boolean // it is asked for when its turn comes
  unsent: string | undefined
  sent: string | undefined // and not answered
}

export class Draft {
  text = $state<string>() // undefined where the field shows what the scenario holds
  refused = $state('') // why the engine does not take the text
  entered = false // somebody writes in the field, or is about to

  #word: Word | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly target: Target,
    private readonly make: (step: () => Step) => Promise<unknown>,
  ) {}

  enter(): void {
    this.entered = true
  }

  type(text: string): void {
    this.enter()
    if (!this.#word || this.#word.left) {
      this.#word = { left: false, begun: false, waiting: false, unsent: undefined, sent: undefined }
    }
    this.text = text
    this.#word.unsent = text
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.commit(), pause)
  }

  // choose sets one of several values, which is a step of its own.
  choose(value: string): void {
    this.type(value)
    this.leave()
  }

  commit(): void {
    clearTimeout(this.#timer)
    const word = this.#word
    if (word?.unsent === undefined || word.waiting) return
    word.waiting = true
    void this.make(() => this.#step(word))
  }

  #step(word: Word): Step {
    const value = word.unsent ?? ''
    word.waiting = false
    word.unsent = undefined
    word.sent = value
    return {
      edit: { ...this.target, value },
      coalesce: word.begun,
      taken: (errors) => {
        word.begun ||= errors.length === 0
        word.sent = undefined
        if (word !== this.#word || word.unsent !== undefined) return // more was typed meanwhile
        this.refused = saying(errors)
        this.#rest()
      },
    }
  }

  leave(): void {
    this.entered = false
    if (this.#word) this.#word.left = true
    this.commit()
    this.#rest()
  }

  // #rest lets the field show what the scenario holds once all that was typed is in it.
  #rest(): void {
    if (this.#word?.left && this.underway === undefined && !this.refused) this.text = undefined
  }

  // underway is what was typed and is not answered.
  get underway(): Step | undefined {
    const word = this.#word
    const value = word?.unsent ?? word?.sent
    return word && value !== undefined ? { edit: { ...this.target, value }, coalesce: word.begun } : undefined
  }

  // drop forgets what was typed: its scenario is no longer open.
  drop(): void {
    clearTimeout(this.#timer)
    this.#word = undefined
    this.text = undefined
    this.refused = ''
  }
}
