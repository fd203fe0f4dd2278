// The text of a person's own rules while it is written. A text with mistakes is not in force: the last one without is, and
// what is typed is kept as a draft of the document until it is mended or taken back.

import type { InputError } from '../../engine/client'
import type { Found, Linted } from '../../engine/wire'

// Ground is the document that the text belongs to.
export interface Ground {
  readonly policies: string // in force
  readonly position: number // in the history of edits
  lint(policies: string): Promise<Linted | undefined>
  findings(policies: string): Promise<Found | undefined>
  write(policies: string, coalesce: boolean): Promise<readonly InputError[]>
  undo(): Promise<void>
  keep(): void // the draft has changed
}

const pause = 120 // ms after a key, until what it did is asked
const rest = 500 // ms, until what takes longer is

// unanswered is what is said of a text over which the engine died, or which it cannot read at all.
export const unanswered = 'The engine gave no answer to this text. It is asked again when the text is changed.'

// Word is what is typed between entering the text and leaving it: one step to undo.
interface Word {
  readonly before: string
  readonly position: number // in the history, once it is in force
}

export class OwnRules {
  draft = $state<string>() // typed, and not in force
  linted = $state.raw<Linted & { readonly of: string }>()
  found = $state.raw<Pick<Found, 'progress' | 'untold'>>() // how far it is looked for what is odd beside the other rules
  refused = $state('') // why the engine does not take a text in which it found no mistake

  #word: Word | undefined
  #from = '' // what was in force when the draft was begun, or when it last came into force
  #turn = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly ground: Ground) {}

  get text(): string {
    return this.draft ?? this.ground.policies
  }

  // errors are how many mistakes keep the text from being in force.
  get errors(): number {
    if (this.linted?.of !== this.draft) return 0
    return this.linted?.diagnostics.filter(({ severity }) => severity === 'error').length ?? 0
  }

  type(text: string): void {
    if (text === this.text) return
    if (this.draft === undefined) this.#from = this.ground.policies
    this.draft = text
    this.refused = ''
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.check(), pause)
  }

  // check finds what is wrong with the text. What is typed meanwhile is checked instead; a text without mistakes comes into
  // force.
  async check(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const { text } = this
    const turn = ++this.#turn
    if (this.draft !== undefined) this.ground.keep()
    const linted = await this.ground.lint(text)
    if (turn !== this.#turn || text !== this.text) return
    if (!linted) {
      if (this.draft !== undefined) this.refused = unanswered
      return
    }
    this.refused = ''
    this.linted = { ...linted, of: text }
    this.found = undefined
    if (linted.diagnostics.some(({ severity }) => severity === 'error')) return
    if (this.draft !== undefined) await this.#take(text)
    if (turn === this.#turn) this.#timer = setTimeout(() => void this.#find(turn, text), rest)
  }

  async #take(text: string): Promise<void> {
    const { policies, position } = this.ground
    // The text would take back what somebody did beside it: a rule that was composed, copied or removed, or an undo.
    if (policies !== this.#from && text !== policies) {
      this.refused =
        'The rules in force were changed elsewhere since this text was begun. Undo that, or take this text out and write it again.'
      return
    }
    if (text === this.#word?.before && position === this.#word.position) {
      this.#word = undefined
      await this.ground.undo()
      this.#from = text
    } else if (text !== policies) {
      const before = this.#word?.before ?? policies
      const errors = await this.ground.write(text, this.#word !== undefined)
      if (errors.length > 0) {
        this.refused = errors.map(({ message }) => message).join(' ')
        return
      }
      if (this.ground.policies !== text) {
        this.refused = unanswered
        return
      }
      this.#from = text
      this.#word = { before, position: this.ground.position }
    }
    if (this.draft !== text) return
    this.draft = undefined
    this.ground.keep()
  }

  // #find asks for one slice of the findings after another, until there is no more or something else was typed.
  async #find(turn: number, text: string): Promise<void> {
    this.#timer = undefined
    const mistakes = this.linted?.diagnostics ?? []
    for (let more = true; more;) {
      const found = await this.ground.findings(text)
      if (!found || turn !== this.#turn || text !== this.text) return
      const diagnostics = [...mistakes, ...found.diagnostics]
      this.linted = { of: text, rules: found.rules, diagnostics: diagnostics.sort((a, b) => a.start - b.start) }
      this.found = found
      more = found.progress.more
    }
  }

  // leave ends a step: what is typed next is another.
  leave(): void {
    void this.settled().then(() => (this.#word = undefined))
  }

  // settled is reached when what was typed is in force, or known to be broken.
  async settled(): Promise<void> {
    if (this.draft !== undefined && this.linted?.of !== this.draft) await this.check()
  }

  // drop forgets what was typed and is not in force.
  drop(): void {
    clearTimeout(this.#timer)
    this.#turn++
    this.#word = undefined
    this.draft = undefined
    this.refused = ''
    this.linted = undefined
    this.found = undefined
  }
}
