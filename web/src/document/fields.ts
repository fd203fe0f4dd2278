// What is typed into the fields of the open scenario and is no edit yet.

import { Draft, type Step, type Target } from './draft.svelte'

export class Fields {
  readonly #drafts = new Map<string, Draft>() // by what they set

  constructor(private readonly make: (step: () => Step) => Promise<unknown>) {}

  // draft is what is typed into the field that sets something.
  draft(target: Target): Draft {
    const key = [target.kind, target.actor, target.field].join(' ')
    const draft = this.#drafts.get(key) ?? new Draft(target, (step) => this.make(step))
    this.#drafts.set(key, draft)
    return draft
  }

  // entered says whether somebody is in one of them.
  get entered(): boolean {
    return [...this.#drafts.values()].some((draft) => draft.entered)
  }

  // underway is on its way to the engine, which may refuse it.
  get underway(): readonly Step[] {
    return [...this.#drafts.values()].flatMap(({ underway }) => underway ?? [])
  }

  // commit makes edits of all of it.
  commit(): void {
    for (const draft of this.#drafts.values()) draft.commit()
  }

  // drop forgets all of it: another scenario is open.
  drop(): void {
    for (const draft of this.#drafts.values()) draft.drop()
  }
}
