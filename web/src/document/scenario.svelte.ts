// The open scenario as the engine shows it, and everything that changes it or looks at it from another side. It decides nothing.

import { tick } from 'svelte'
import type { InputError, Outcome } from '../engine/client'
import type { Engine } from '../engine/engine.svelte'
import type { Decision, Edit, FixLimits, Fixes, Incoming, Look, Request, Standing, World } from '../engine/wire'
import { Everyone } from '../matrix/everyone.svelte'
import { fullNames, shortNames } from '../parts/names'
import { painted } from '../parts/painted'
import { Summing } from '../summary/summing.svelte'
import type { Step } from './draft.svelte'
import { fixes, see, type View } from './view'
import { isPerson, noWorld } from './world'

export const noLimits: Required<FixLimits> = { withoutPaying: false, nothingFromRecipient: false, steps: 0 }

export interface Opening {
  readonly scenario: string
  readonly edits?: readonly Edit[]
  readonly position?: number
  readonly answers?: readonly string[] // what its checks came to when a link to it was made
}

export interface Events {
  made(step: Step, view: View): void // an edit that the engine took
  moved(view: View): void // by undo or redo
  showing(view: View): void // in the place of the one that is shown
  shown(changed: boolean): void
}

interface Showing {
  show(view: View): void
  taken?(errors: readonly InputError[]): void
  readonly look?: Look | undefined
}

export class OpenScenario {
  view = $state.raw<View>()
  opened = $state(0) // counts openings: the canvas fits itself to each
  limits = $state.raw<Required<FixLimits>>(noLimits) // what the fixes that are shown keep within, whoever is looked at
  readonly everyone: Everyone
  readonly summing: Summing

  #wanted: Look = {} // what is looked at once every request under way is answered
  #underway = 0
  #turn: Promise<unknown> = Promise.resolve() // until every request under way is answered

  constructor(
    private readonly engine: Engine,
    private readonly events: Events,
  ) {
    this.everyone = new Everyone((request) => engine.result({ do: 'matrix', ...request }))
    this.summing = new Summing((from) => engine.result({ do: 'summary', ...(from && { from }) }))
  }

  readonly world: World = $derived(this.view?.rules.world ?? noWorld) // what there can be in it
  readonly actors = $derived(new Map((this.view?.actors ?? []).map((actor) => [actor.id, actor])))
  readonly #fullNames = $derived(fullNames(this.view?.actors ?? []))
  readonly #shortNames = $derived(shortNames(this.view?.actors ?? [], (actor) => isPerson(this.world, actor)))
  readonly from = $derived(this.actors.get(this.view?.look.from ?? ''))
  readonly to = $derived(this.actors.get(this.view?.look.to ?? ''))
  readonly limited = $derived(Object.values(this.limits).some(Boolean)) // some limit is set

  // full is an actor's name, with the id where it is not the actor's alone.
  full(id: string): string {
    return this.#fullNames.get(id) ?? ''
  }

  // short is what an actor is called where there is little room.
  short(id: string | undefined): string {
    return this.#shortNames.get(id ?? '') ?? ''
  }

  // wanted is who is looked at once everything under way is answered.
  get wanted(): Look {
    return this.#wanted
  }

  // incoming tells who reaches somebody, and what each of their settings would change.
  incoming(to: string): Promise<Incoming | undefined> {
    return this.engine.result({ do: 'incoming', to })
  }

  // open asks for a scenario in the place of the open one; with mistakes in it, the open one stays.
  open(opening: Opening, look: Look | undefined, before: (view: View) => void): Promise<Outcome<View> | undefined> {
    const { edits = [], answers = [] } = opening
    return this.#see(() => ({ do: 'open', ...opening, edits: [...edits], answers: [...answers] }), {
      look: look ?? {},
      show: (view) => {
        before(view)
        this.opened++
        this.#show(view)
      },
    })
  }

  // edit changes it; what it gives back are the mistakes in the edit.
  edit(edit: Edit, coalesce = false): Promise<readonly InputError[]> {
    return this.make(() => ({ edit, coalesce }))
  }

  // make is an edit that is composed when its turn comes. Before is told what came of it before it is shown.
  async make(step: () => Step, before: (view: View) => void = () => {}): Promise<readonly InputError[]> {
    let made: Step | undefined
    const outcome = await this.#see(
      () => {
        made = step()
        return { do: 'edit', edit: made.edit, coalesce: made.coalesce }
      },
      {
        show: (view) => {
          if (made) this.events.made(made, view)
          before(view)
          this.#show(view)
        },
        taken: (errors) => made?.taken?.(errors),
      },
    )
    return outcome && !outcome.ok ? outcome.errors : []
  }

  undo(): Promise<void> {
    return this.#step('undo')
  }

  redo(): Promise<void> {
    return this.#step('redo')
  }

  async #step(verb: 'undo' | 'redo'): Promise<void> {
    await this.#see(() => ({ do: verb }), {
      show: (view) => {
        this.events.moved(view)
        this.#show(view)
      },
    })
  }

  async look(change: Partial<Look>): Promise<void> {
    const from = this.#underway > 0 ? this.#wanted : this.view?.look
    const wanted = (this.#wanted = { ...from, ...change })
    await this.#see(() => (wanted === this.#wanted ? 'look' : undefined), { show: (view) => this.#show(view, false) })
  }

  // keepWithin sets limits of the fixes that are shown.
  async keepWithin(limits: FixLimits): Promise<void> {
    this.limits = { ...this.limits, ...limits }
    await this.#see(() => 'look', { show: (view) => this.#show(view, false) })
  }

  // fixes tells what would turn a decision, within the limits.
  fixes({ from, to, action }: Decision): Promise<Fixes | undefined> {
    return fixes(this.engine.result, { do: 'fixes', from, to, action, limits: this.limits })
  }

  // reason says in a sentence why one can reach another, or cannot.
  async reason(from: string, to: string): Promise<string> {
    return (await this.engine.result({ do: 'answer', look: { from, to } }))?.answer?.detail ?? ''
  }

  // settled is reached when every request under way is answered.
  async settled(): Promise<void> {
    await this.#turn
  }

  // rebuilt shows what a new engine makes of it.
  async rebuilt(standing: Standing): Promise<void> {
    const view = await this.#subjects(standing, undefined, this.#wanted)
    if (view) this.#show(view, false)
  }

  #show(view: View, changed = true): void {
    this.events.showing(view)
    // The engine finds the matrix while the page draws the rest.
    this.everyone.goOn({ opened: this.opened, revision: view.revision, actors: view.actors })
    this.view = view
    this.events.shown(changed)
    void this.#lookForFixes(view)
  }

  // #lookForFixes asks for the fixes that a view came without: in a large network their search takes longer than all else, so that
  // it comes after the matrix. It is given up where something else is shown.
  async #lookForFixes(view: View): Promise<void> {
    if (view.fixes) return
    await tick() // until the matrix of what was just opened is asked for
    await this.everyone.settled()
    if (view !== this.view) return
    const request = { do: 'fixes', look: view.look, limits: this.limits } as const
    const found = await fixes(this.engine.result, request, () => view === this.view)
    if (found && view === this.view) this.view = { ...view, fixes: found }
  }

  // #see asks for what is shown after a change, or from another side, one request after another: what is asked, if anything still
  // is, may depend on what came of the one before. The engine puts others in the place of ids that are not there, and the
  // last of several requests is the one that was wanted. After an edit they are wanted still:
  // undo may bring back who was removed.
  #see(
    asked: () => (Request & { do: 'open' | 'edit' | 'undo' | 'redo' }) | 'look' | undefined,
    { look, show, taken = () => {} }: Showing,
  ): Promise<Outcome<View> | undefined> {
    this.#underway++
    const seen = this.#turn.then(async (): Promise<Outcome<View> | undefined> => {
      try {
        const request = asked()
        if (!request) return undefined
        const made: Outcome<Standing> | undefined =
          request === 'look' ? this.view && { ok: true, result: this.view } : await this.engine.ask(request)
        if (!made?.ok) {
          if (made) taken(made.errors)
          return made
        }
        const opens = request !== 'look' && request.do === 'open'
        // What touches little of the matrix is told and painted while the engine looks for the rest, which of a large network takes
        // long to draw and would keep the frame back.
        const turned = request !== 'look' && !opens && this.everyone.turn()
        const view = await this.#subjects(made.result, opens ? undefined : this.view, look ?? this.#wanted)
        if (!view) return undefined
        if ((await turned) && view.actors.length > this.#small) await painted()
        if (this.#underway === 1 && (opens || request === 'look')) this.#wanted = view.look
        show(view)
        taken([])
        return { ok: true, result: view }
      } finally {
        this.#underway--
      }
    })
    this.#turn = seen.catch(() => {}) // whoever asked hears of it
    return seen
  }

  #subjects(standing: Standing, had: View | undefined, look: Look): Promise<View | undefined> {
    return see(this.engine.result, standing, had, { look, limits: this.limits, small: this.#small })
  }

  // #small is the size up to which all of a network is found and drawn at once.
  get #small(): number {
    return this.engine.about?.limits.smallActors ?? 0
  }
}
