// One embed: a scenario, how it is shown, and what its page hears of it. It keeps nothing and
// reads nothing that the reader keeps.

import type { Look } from '../engine/wire'
import type { Home } from '../document/home'
import { Playground } from '../page/playground'
import { fragment, longestLink } from '../document/link'
import type { Problem, Settings, State } from './messages'
import { missing, type Asked } from './options'
import { spawner } from './spawn'

export interface Listener {
  answered(state: State, asked: number): void
  failed(problem: Problem): void
}

// One engine serves all embeds of a page, each in a session of its own.
const sessionName = String(Math.random())

export class Embed {
  settings = $state.raw() as Asked
  playground = $state.raw<Playground>()
  problem = $state.raw<Problem>()
  link = $state('') // to the same in the playground; "" where it would be too long

  #wanted: { scenario: string; look: Look } = { scenario: '', look: {} }
  #asked = 0
  #missed: Problem | undefined // the last problem with what the page asked for, which asking again ends
  #told = '' // the problem that the page was told last
  #said = 0 // counts answers on their way to the page: an older one that comes late is not told

  constructor(
    settings: Asked,
    private readonly listener: Listener,
  ) {
    this.settings = settings
    $effect.root(() => {
      $effect(() => this.#follow())
    })
  }

  // show opens a scenario, or the open one from another side. Answers carry the number of the
  // last that was shown.
  async show(settings: Asked, asked: number, scenario?: string): Promise<void> {
    this.settings = settings
    const look = lookOf(settings)
    this.#wanted = { scenario: scenario ?? this.#wanted.scenario, look }
    const begins = !this.playground
    const playground = (this.playground ??= new Playground(spawner(), this.#home(), { session: sessionName }))
    if (begins) this.#asked = asked
    else if (scenario !== undefined || this.problem === this.#missed) this.problem = undefined
    if (begins) await playground.start()
    else if (playground.engine.about && scenario !== undefined) await playground.keeping.open(scenario, { look })
    else if (playground.engine.about) await playground.scenario.look(look)
    this.#asked = Math.max(this.#asked, asked)
    this.#miss()
  }

  // #miss tells what the page asked for and is not there.
  #miss(): void {
    const { settings, playground, problem } = this
    const view = playground?.scenario.view
    if (!view || playground.keeping.fileErrors || problem) return
    const { from = '', to = '' } = view.look
    const actors = view.actors.map(({ id }) => id)
    const actions = [...(view.answer?.actions ?? []), ...view.own].map(({ action }) => action)
    const errors = [...settings.refused, ...missing(settings, { from, to, actors, actions })]
    if (errors.length > 0) {
      this.#missed = { message: 'This embed asks for what is not there, and shows something else.', errors }
      this.#fail(this.#missed)
    } else {
      this.#told = ''
    }
  }

  // #home begins with what is wanted by the time that the engine is there.
  #home(): Home {
    const wanted = () => this.#wanted
    return {
      link: '',
      starts: [],
      get first() {
        const { scenario, look } = wanted()
        return { id: '', title: '', look, scenario: () => Promise.resolve(scenario) }
      },
      keep: () => {},
      find: () => undefined,
      setAside: () => true,
      aside: () => [],
      discard: () => {},
      forgetLink: () => {},
      opened: () => {},
      stand: () => Promise.resolve(),
      stay: () => {},
    }
  }

  // close leaves room for the sessions of others. Whoever comes back to this page opens it again.
  close(): void {
    this.playground?.close()
  }

  fail(message: string): void {
    this.#fail({ message, errors: [] })
  }

  #fail(problem: Problem): void {
    this.problem = problem
    const told = JSON.stringify(problem)
    if (told === this.#told) return
    this.#told = told
    this.listener.failed(problem)
  }

  retry(): void {
    this.problem = undefined
    void this.playground?.start().then(() => this.#miss())
  }

  // #follow tells the page what the playground has come to.
  #follow(): void {
    const { playground } = this
    if (!playground) return
    const { engine, keeping, scenario } = playground
    const { phase } = engine
    const { fileErrors } = keeping
    if (fileErrors) {
      keeping.dismiss()
      this.#fail({ message: 'The scenario could not be opened.', errors: fileErrors.errors })
    } else if (phase.kind === 'failed') {
      this.fail(`The engine could not be started: ${phase.reason}`)
    } else if (scenario.view) {
      void this.#say(playground)
    }
  }

  async #say(playground: Playground): Promise<void> {
    const saying = ++this.#said
    const file = await playground.file()
    const { view } = playground.scenario
    if (!file || !view || saying !== this.#said) return
    const shared = fragment({ scenario: file.text, look: view.look, answers: view.checks.map(({ token }) => token) })
    const link = new URL(`./${shared}`, location.href).href
    this.link = link.length <= longestLink ? link : ''
    // With the marks turned round, the answer is of the other way, so the answer says of whom it is.
    const { from = '', to = '' } = view.answer ?? view.look
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
