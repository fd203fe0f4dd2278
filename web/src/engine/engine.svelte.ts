// The engine as the page has it: whether it is there, and its answers.

import type { Ask } from '../document/view'
import {
  EngineClient,
  EngineStopped,
  InternalError,
  restartsInARow,
  type Answer,
  type Outcome,
  type Verb,
  type WorkerLike,
} from './client'
import type { Recorded } from './recorded'
import type { About, Request, Standing } from './wire'

export type Phase =
  | { readonly kind: 'loading'; readonly loaded: number; readonly total: number }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly reason: string }

// The session where others are served by the same engine, and what the engine answered before it was here.
export interface Setting {
  readonly session?: string
  readonly recorded?: readonly Recorded[] | undefined
}

export interface Events {
  say(notice: string): void
  stopped(reason: string): void
  reopen(): Request | undefined // what opens again what is open
  rebuilt(outcome: Outcome<Standing>): void
}

export class Engine {
  phase = $state.raw<Phase>({ kind: 'loading', loaded: 0, total: 0 })
  live = $state(false) // it is there; before, what is shown may be out of the record
  arrived = $state(0) // how much of it, from 0 to 1
  about = $state.raw<About>()

  readonly #client: EngineClient

  constructor(
    spawn: () => WorkerLike,
    private readonly events: Events,
    setting: Setting = {},
  ) {
    this.#client = new EngineClient(
      spawn,
      {
        progress: (loaded, total) => {
          this.arrived = total > 0 ? Math.min(loaded / total, 1) : 0
          if (this.phase.kind === 'loading') this.phase = { kind: 'loading', loaded, total }
        },
        live: () => (this.live = true),
        stopped: (reason) => events.stopped(reason),
        reopen: () => events.reopen(),
        rebuilt: (outcome) => events.rebuilt(outcome),
        failed: (reason) => this.fail(reason),
      },
      setting,
    )
  }

  // start asks what the engine is, out of the record where it can. The engine comes after what it must not delay.
  async start(after?: Promise<void>): Promise<boolean> {
    this.phase = { kind: 'loading', loaded: 0, total: 0 }
    if (after) void after.then(() => this.#client.start())
    else this.#client.start()
    let about: Outcome<About> | undefined
    // A worker that dies before it answers takes the question with it, and the next one is there to be asked.
    for (let tries = 0; !about && tries <= restartsInARow; tries++) about = await this.ask({ do: 'about' })
    if (about?.ok) this.about = about.result
    return about?.ok ?? false
  }

  ready(): void {
    this.phase = { kind: 'ready' }
  }

  fail(reason: string): void {
    this.phase = { kind: 'failed', reason }
  }

  // ask turns what is nobody's mistake into a notice; it has no answer then.
  async ask<V extends Verb>(request: Request & { do: V }): Promise<Outcome<Answer<V>> | undefined> {
    try {
      return await this.#client.ask(request)
    } catch (error) {
      if (error instanceof InternalError) this.events.say(`The engine made a mistake: ${error.message}`)
      else if (!(error instanceof EngineStopped)) throw error
      return undefined
    }
  }

  // result is an answer; undefined where there are mistakes, or none.
  readonly result: Ask = async (request) => {
    const outcome = await this.ask(request)
    return outcome?.ok ? outcome.result : undefined
  }
}
