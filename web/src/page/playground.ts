// The playground: the engine, the open scenario, how it is kept, its rules, and what of it is looked at. A component writes none of
// them; it calls what they do.

import { createContext } from 'svelte'
import type { WorkerLike } from '../engine/client'
import { Engine, type Setting } from '../engine/engine.svelte'
import type { Kept } from '../document/autosave'
import type { Start } from '../document/examples'
import { Fields } from '../document/fields'
import type { Home } from '../document/home'
import { Keeping } from '../document/keeping.svelte'
import { fragment } from '../document/link'
import { OpenScenario } from '../document/scenario.svelte'
import { RulesInForce } from '../rules/in-force.svelte'
import { Selection } from './selection.svelte'

export const [usePlayground, providePlayground] = createContext<Playground>()

export class Playground {
  readonly engine: Engine
  readonly scenario: OpenScenario
  readonly fields: Fields
  readonly page: Selection
  readonly keeping: Keeping
  readonly rules: RulesInForce

  constructor(
    spawn: () => WorkerLike,
    private readonly home: Home,
    setting?: Setting,
  ) {
    this.engine = new Engine(
      spawn,
      {
        say: (notice) => this.page.say(notice),
        stopped: (reason) => {
          if (this.scenario.view && this.engine.live)
            this.page.say(`The engine stopped (${reason}) and is being started again.`)
        },
        reopen: () => {
          const { work } = this.keeping.edits
          return this.scenario.view && { do: 'open', ...work, edits: [...work.edits] }
        },
        rebuilt: (outcome) => {
          const shown = outcome.ok ? this.scenario.rebuilt(outcome.result) : Promise.resolve()
          void shown.then(() =>
            this.page.say(
              'The engine stopped and was started again. Your work is as it was; the last change may be missing.',
            ),
          )
        },
      },
      setting,
    )
    this.scenario = new OpenScenario(this.engine, {
      made: (step, view) => {
        this.keeping.made(step, view)
        this.page.say('')
        this.page.act()
      },
      moved: (view) => this.keeping.edits.moved(view),
      showing: (view) => this.page.turned(view),
      shown: (changed) => this.keeping.keep(changed),
    })
    this.fields = new Fields((step) => this.scenario.make(step))
    this.page = new Selection(this.engine, this.scenario, {
      typing: () => this.fields.entered,
      acted: () => this.keeping.keep(false),
    })
    this.keeping = new Keeping(this.engine, this.scenario, home, this.#desk())
    this.rules = new RulesInForce(this.engine, this.scenario, this.#document())
  }

  async start(after?: Promise<void>): Promise<void> {
    if (!(await this.engine.start(after))) return
    if (this.scenario.view) this.engine.ready()
    else await this.keeping.openings.inTurn(() => this.keeping.begin())
  }

  // settled is reached when all that was typed and done is in the scenario, so that what is unsaved, and a file, tell of it.
  async settled(): Promise<void> {
    this.fields.commit()
    await this.rules.own.settled()
    await this.rules.world.settled()
    await this.scenario.settled()
  }

  // link is one to what is shown now; undefined when there is nothing to share.
  async link(): Promise<string | undefined> {
    await this.settled()
    const saved = await this.engine.result({ do: 'save' })
    const { view } = this.scenario
    if (!saved || !view) return undefined
    const answers = view.checks.map(({ token }) => token)
    return new URL(fragment({ scenario: saved.scenario, look: view.look, answers }), location.href).href
  }

  // file is the open scenario as a file; once it is handed over, nothing is unsaved.
  async file(): Promise<{ name: string; text: string } | undefined> {
    await this.settled()
    const saved = await this.engine.result({ do: 'save' })
    if (!saved) return undefined
    this.keeping.edits.saved()
    return { name: saved.name, text: saved.scenario }
  }

  // starts are what a newcomer may begin with, under the rules in force.
  get starts(): readonly Start[] {
    const { rules } = this.scenario.view ?? {}
    return rules?.carried ? [] : this.home.starts.filter(({ set }) => set === rules?.set)
  }

  // taken is told when another tab keeps its work in the place of this one's.
  taken(): void {
    if (!this.keeping.unsaved || this.keeping.link) return
    this.page.say(
      'Another tab has changed its scenario, which is kept now in place of this one. Save this one to a file to have both.',
    )
  }

  // close lets the engine forget what is open here. It is opened again where somebody goes on.
  close(): void {
    void this.engine.ask({ do: 'close' })
  }

  #desk() {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- getters have a this of their own
    const playground = this
    return {
      get drafts() {
        const { own, world } = playground.rules
        return { ...(own.draft !== undefined && { draft: own.draft }), world: world.draft }
      },
      get underway() {
        return playground.fields.underway
      },
      get notice() {
        return playground.page.notice
      },
      get fresh() {
        return playground.page.fresh
      },
      set fresh(fresh: boolean) {
        playground.page.fresh = fresh
      },
      say: (notice: string) => this.page.say(notice),
      settled: () => this.settled(),
      clear: () => {
        this.fields.drop()
        this.rules.own.drop()
        this.rules.world.drop()
        this.page.clear()
      },
      restore: ({ draft, world }: Pick<Kept, 'draft' | 'world'>) => {
        if (draft !== undefined) this.rules.own.type(draft)
        if (world !== undefined) this.rules.world.restore(world)
      },
    }
  }

  #document() {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- getters have a this of their own
    const playground = this
    return {
      get work() {
        return playground.keeping.edits.work
      },
      say: (notice: string) => this.page.say(notice),
      keep: () => this.keeping.keep(true),
    }
  }
}
