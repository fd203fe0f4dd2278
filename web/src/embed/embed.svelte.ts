// One embed: a scenario, how it is shown, and what its page hears of it. It keeps nothing and
// reads nothing that the reader keeps.

import type { Look } from '../engine/wire'
import type { Home } from '../session/home'
import { Playground } from '../session/playground.svelte'
import { fragment, longestLink } from '../share/link'
import type { Problem, Settings, State } from './messages'
import { spawner } from './spawn'

export interface Listener {
  answered(state: State, asked: number): void
  failed(problem: Problem): void
}

export class Embed {
  settings = $state.raw() as Settings
  playground = $state.raw<Playground>()
  problem = $state.raw<Problem>()
  link = $state('') // to the same in the playground; "" where it would be too long

  #wanted: { scenario: string; look: Look } = { scenario: '', look: {} }
  #asked = 0
  #said = 0 // counts answers on their way to the page: an older one that comes late is not told

  constructor(
    settings: Settings,
    private readonly listener: Listener,
  ) {
    this.settings = settings
    $effect.root(() => {
      $effect(() => this.#follow())
    })
  }

  // show opens a scenario, or the open one from another side. Answers carry the number of the
  // last that was shown.
  async show(settings: Settings, asked: number, scenario?: string): Promise<void> {
    this.settings = settings
    const look = lookOf(settings)
    this.#wanted = { scenario: scenario ?? this.#wanted.scenario, look }
    if (!this.playground) {
      this.#asked = asked
      this.playground = new Playground(spawner(), this.#home())
      await this.playground.start()
      return
    }
    if (this.playground.about && scenario !== undefined) {
      this.problem = undefined
      await this.playground.open(scenario, { look })
    } else if (this.playground.about) {
      await this.playground.look(look)
    }
    this.#asked = Math.max(this.#asked, asked)
  }

  // #home begins with what is wanted by the time that the engine is there.
  #home(): Home {
    const wanted = () => this.#wanted
    return {
      link: '',
      get first() {
        return { id: '', ...wanted() }
      },
      keep: () => {},
      find: () => undefined,
      setAside: () => true,
      aside: () => [],
      discard: () => {},
      forgetLink: () => {},
    }
  }

  fail(message: string): void {
    this.problem = { message, errors: [] }
    this.listener.failed(this.problem)
  }

  retry(): void {
    this.problem = undefined
    void this.playground?.start()
  }

  // #follow tells the page what the playground has come to.
  #follow(): void {
    const { playground } = this
    if (!playground) return
    const { view, phase, fileErrors } = playground
    if (fileErrors) {
      playground.fileErrors = undefined
      this.problem = { message: 'The scenario could not be opened.', errors: fileErrors.errors }
      this.listener.failed(this.problem)
    } else if (phase.kind === 'failed') {
      this.fail(`The engine could not be started: ${phase.reason}`)
    } else if (view) {
      void this.#say(playground)
    }
  }

  async #say(playground: Playground): Promise<void> {
    const saying = ++this.#said
    const file = await playground.file()
    const { view } = playground
    if (!file || !view || saying !== this.#said) return
    const shared = fragment({ scenario: file.text, look: view.look, answers: view.checks.map(({ token }) => token) })
    const link = new URL(`./${shared}`, location.href).href
    this.link = link.length <= longestLink ? link : ''
    const { from = '', to = '' } = view.look
    const answers = (view.answer?.actions ?? []).map(({ action, verdict, contested, cost }) => ({
      action,
      verdict,
      contested,
      cost,
    }))
    this.listener.answered({ scenario: file.text, from, to, answers }, this.#asked)
  }
}

function lookOf({ from, to }: Settings): Look {
  return { ...(from && { from }), ...(to && { to }) }
}
