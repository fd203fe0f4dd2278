// A world of one's own while it is written: the texts of a rule set that the scenario carries. Texts with mistakes are not in
// force, nor those under which something in use would be lost until that is consented to: the last ones are, and what is typed
// is kept as a draft of the document.

import { saying, type InputError } from '../../engine/client'
import type { Diagnostic, Edit, Loss, Rebased, Rename } from '../../engine/wire'

export const parts = ['schema', 'rules', 'warnings', 'impossible', 'data', 'words'] as const
export type Part = (typeof parts)[number]

// Texts are those of a rule set, by its parts.
export type Texts = Readonly<Partial<Record<string, string>>>

// Ground is the document that the world belongs to.
export interface Ground {
  readonly carried: boolean // the rules in force are the scenario's own
  readonly name: string // of the rules in force
  readonly source: unknown // what the rules in force came of: another one after another edit of them, and after undo
  readonly position: number // in the history of edits
  texts(title?: string): Promise<Texts | undefined> // of the rules in force; with a title, those to begin with
  losing(edit: Edit): Promise<Rebased | undefined>
  take(edit: Edit, coalesce: boolean): Promise<readonly InputError[] | undefined> // undefined without an answer
  keep(): void // the draft has changed
}

const pause = 400 // ms after a key, until what it did is asked

// unanswered is what is said of texts over which the engine died, or which it cannot read at all.
export const unanswered = 'The engine gave no answer to these texts. It is asked again when they are changed.'

export class OwnWorld {
  draft = $state.raw<Texts>() // typed, and not in force
  refused = $state('') // why the engine does not take texts in which it found no mistake

  #inForce = $state.raw<Texts>()
  #answer = $state.raw<Rebased & { readonly of: Texts }>()
  #renames = $state.raw<Readonly<Record<string, string>>>({})
  #from: unknown // what was in force when the draft was begun, or when it last came into force
  #step: number | undefined // where in the history the last text is that the next one may replace
  #turn = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly ground: Ground) {}

  // open says whether there is something to write in.
  get open(): boolean {
    return this.draft !== undefined || (this.ground.carried && this.#inForce !== undefined)
  }

  // texts are those that are written: in force, or a draft.
  get texts(): Texts {
    return this.draft ?? this.#inForce ?? {}
  }

  text(part: Part): string {
    return this.texts[part] ?? ''
  }

  // mistakes are those in a part, or, of "", in the whole; undefined while they are not known.
  mistakes(part: Part | ''): readonly Diagnostic[] | undefined {
    if (this.draft === undefined) return []
    if (this.#answer?.of !== this.draft) return undefined
    return this.#answer.mistakes.find((of) => of.part === part)?.diagnostics ?? []
  }

  // errors are how many mistakes keep the texts from being in force.
  get errors(): number {
    if (this.draft === undefined || this.#answer?.of !== this.draft) return 0
    return this.#answer.mistakes.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0)
  }

  // lost is what of the scenario has no place under the texts.
  get lost(): readonly Loss[] {
    return this.draft !== undefined && this.#answer?.of === this.draft ? this.#answer.lost : []
  }

  // offers are new names for some of what would be lost.
  get offers(): readonly Rename[] {
    return this.lost.length > 0 ? (this.#answer?.renames ?? []) : []
  }

  // refresh fetches the texts in force, which may have been changed elsewhere: by undo, by another scenario.
  async refresh(): Promise<void> {
    const turn = ++this.#turn
    const texts = this.ground.carried ? await this.ground.texts() : undefined
    if (turn === this.#turn) this.#inForce = texts
  }

  // copy begins with the rules in force.
  async copy(): Promise<void> {
    await this.#begin(await this.ground.texts())
  }

  // begin begins with the smallest rules that there can be.
  async begin(title: string): Promise<void> {
    await this.#begin(await this.ground.texts(title))
  }

  async #begin(texts: Texts | undefined): Promise<void> {
    if (!texts) return
    this.#from = this.ground.source
    this.draft = texts
    await this.check()
  }

  type(part: Part, text: string): void {
    if (text === this.text(part)) return
    this.restore({ ...this.texts, [part]: text })
  }

  // restore puts a draft where it was kept.
  restore(draft: Texts): void {
    if (this.draft === undefined) this.#from = this.ground.source
    this.draft = draft
    this.refused = ''
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.check(), pause)
  }

  // rename keeps what has another name now.
  async rename({ what, to }: Rename): Promise<void> {
    this.#renames = { ...this.#renames, [what]: to }
    await this.check()
  }

  // check asks what the texts come to. Those without mistakes come into force where nothing is lost by it.
  async check(): Promise<void> {
    clearTimeout(this.#timer)
    const { draft } = this
    if (draft === undefined) return
    this.ground.keep()
    const answer = await this.ground.losing(this.#edit(draft))
    if (draft !== this.draft) return
    if (!answer) {
      this.refused = unanswered
      return
    }
    this.refused = ''
    this.#answer = { ...answer, of: draft }
    if (answer.mistakes.length === 0 && answer.lost.length === 0) await this.#take(draft)
  }

  // apply takes the texts, whatever is lost.
  async apply(): Promise<void> {
    if (this.draft === undefined || this.#answer?.of !== this.draft || this.errors > 0) return
    this.#step = undefined
    await this.#take(this.draft)
    this.#step = undefined
  }

  #edit(set: Texts): Edit {
    const { carried, name } = this.ground
    return {
      kind: 'world',
      value: carried ? name : '',
      set: { ...set } as Record<string, string>,
      ...(Object.keys(this.#renames).length > 0 && { renames: { ...this.#renames } }),
    }
  }

  async #take(draft: Texts): Promise<void> {
    // The texts would take back what was done beside them: an undo, or a change to other rules.
    if (this.ground.source !== this.#from) {
      this.refused =
        'The rules in force were changed elsewhere since these texts were begun. Undo that, or go back to what is in force.'
      return
    }
    const errors = await this.ground.take(this.#edit(draft), this.#step === this.ground.position)
    if (!errors) {
      this.refused = unanswered
      return
    }
    if (errors.length > 0) {
      this.refused = saying(errors)
      return
    }
    this.#turn++
    this.#inForce = draft
    this.#renames = {}
    this.#from = this.ground.source
    this.#step = this.ground.position
    if (this.draft !== draft) return // more was typed meanwhile
    this.draft = undefined
    this.ground.keep()
  }

  // leave ends a step: what is typed next is another.
  leave(): void {
    void this.settled().then(() => (this.#step = undefined))
  }

  // settled is reached when what was typed is in force, or known not to be.
  async settled(): Promise<void> {
    if (this.draft !== undefined && this.#answer?.of !== this.draft) await this.check()
  }

  // drop forgets all: another scenario is open.
  drop(): void {
    this.#forget()
    this.#turn++
    this.#inForce = undefined
  }

  // discard goes back to what is in force.
  discard(): void {
    this.#forget()
    this.ground.keep()
  }

  #forget(): void {
    clearTimeout(this.#timer)
    this.draft = undefined
    this.refused = ''
    this.#renames = {}
    this.#answer = undefined
    this.#step = undefined
  }
}
