// How the open scenario came here and where it is kept: examples, files, links, one's own work across reloads, and what was set
// aside because it does not open.

import type { InputError, Outcome } from '../engine/client'
import type { Engine } from '../engine/engine.svelte'
import type { Difference, Look } from '../engine/wire'
import { foundOf, isOwn, type Found, type Kept } from './autosave'
import type { Step } from './draft.svelte'
import { Edits } from './edits.svelte'
import type { Example } from './examples'
import type { Home } from './home'
import { mend, open as openFragment } from './link'
import { Openings } from './openings.svelte'
import type { OpenScenario } from './scenario.svelte'
import { Shelf } from './shelf.svelte'
import type { View } from './view'
import { begin } from './work'

interface Origin {
  readonly example?: string | undefined
  readonly file?: string
  readonly look?: Look | undefined
}

// Desk is what lies beside the scenario: what is typed and in no edit yet, and the page's one line of its own.
export interface Desk {
  readonly drafts: Pick<Kept, 'draft' | 'world'> // rules and a world that are not in force
  readonly underway: readonly Step[]
  readonly notice: string
  fresh: boolean // nobody has done anything yet
  say(notice: string): void
  settled(): Promise<void> // all that was typed and done is in the scenario
  clear(): void // another scenario is about to be shown
  restore(drafts: Pick<Kept, 'draft' | 'world'>): void
}

const unfetched: readonly InputError[] = [{ path: '', message: 'It could not be fetched.' }]

interface Reopening {
  readonly answers?: readonly string[]
  before?(): void
}

export class Keeping {
  example = $state('') // the id of the example that is open; "" for the person's own
  link = $state('') // the link whose scenario is open, apart from the person's own; "" for none
  differences = $state.raw<readonly Difference[]>([]) // from what the link's checks came to when it was made
  fileErrors = $state.raw<{ name: string; errors: readonly InputError[] }>() // why something did not open
  missed = $state('') // the title of what was just replaced with changes in it that are in no file; "" for nothing
  readonly edits = new Edits()
  readonly openings: Openings
  readonly shelf: Shelf

  constructor(
    private readonly engine: Engine,
    private readonly scenario: OpenScenario,
    private readonly home: Home,
    private readonly desk: Desk,
  ) {
    this.shelf = new Shelf(home, {
      own: () => (this.link ? home.find('') : foundOf(this.#kept())),
      reopen: (kept, before) => this.#reopen(kept, { before }),
      refuse: (errors) => this.refuse('The work that is kept aside', errors),
    })
    this.openings = new Openings(scenario, home, {
      kept: () => this.#kept(),
      settled: () => desk.settled(),
      reopen: async (kept) => {
        const outcome = await this.#reopen(kept)
        return outcome.ok || this.refuse('What was open before', outcome.errors)
      },
    })
  }

  // unsaved says whether opening something else would lose changes.
  get unsaved(): boolean {
    return this.edits.unsaved || isDrafted(this.desk.drafts)
  }

  async begin(): Promise<void> {
    this.shelf.read()
    if (this.home.link && (await this.openLink(this.home.link))) return
    const { fileErrors } = this
    await this.#own()
    if (fileErrors) this.fileErrors = fileErrors
  }

  // #own opens what is the person's own, or the first example, or where that cannot be had, nothing.
  async #own(): Promise<void> {
    const found = this.home.find('')
    if (found && (await this.#restore(found))) return
    const { first } = this.home
    const scenario = await first?.scenario().catch(() => undefined)
    if (first && scenario === undefined) this.refuse(first.title, unfetched)
    const from = scenario === undefined ? {} : { example: first?.id, look: first?.look }
    await this.#open(scenario ?? this.engine.about?.emptyScenario ?? '', from, { fresh: !found })
  }

  // open shows a scenario in place of the open one, which undo brings back; with mistakes in it, the open one stays.
  open(scenario: string, from: Origin = {}): Promise<boolean> {
    return this.openings.inTurn(async () => {
      await this.desk.settled()
      const { view } = this.scenario
      const missed = this.unsaved || this.link ? view?.title || 'Untitled' : ''
      const past = view && this.openings.upTo(this.#kept(), this.link ? this.home.find('')?.kept : undefined)
      if (!(await this.#open(scenario, from, past))) return false
      this.home.forgetLink()
      if (view) this.home.opened(this.openings.count)
      this.missed = missed
      return true
    })
  }

  // openExample shows one of those that come along.
  async openExample({ id, title, scenario }: Example): Promise<boolean> {
    const text = await scenario().catch(() => undefined)
    return text === undefined ? this.refuse(title, unfetched) : this.open(text, { example: id })
  }

  async #open(scenario: string, { example = '', file, look }: Origin, more: Partial<Kept> = {}): Promise<boolean> {
    const outcome = await this.scenario.open({ scenario }, look, (view) =>
      this.#opened(view, { work: begin(scenario), example, link: '', ...more }),
    )
    if (outcome && !outcome.ok) this.refuse(file ?? 'The scenario', outcome.errors)
    // Nothing is shown, and nothing else is about to be.
    if (!outcome && !this.scenario.view) this.engine.fail('It stopped over the first scenario.')
    return outcome?.ok ?? false
  }

  #opened(view: View, kept: Omit<Kept, 'look'>): void {
    const { work, example, link, fresh = false } = kept
    this.edits.open(work)
    this.example = example
    this.link = link
    this.differences = view.differences ?? []
    this.missed = ''
    this.openings.opened(kept)
    this.desk.clear()
    this.desk.fresh = fresh
    this.engine.ready()
  }

  // openLink shows what a link holds, as it was left. Own work is kept apart from it. A link that
  // cannot be opened changes nothing, and stays in the address, where it can be mended.
  async openLink(address: string): Promise<boolean> {
    const link = mend(address)
    const opened = openFragment(link)
    if (!opened.ok) return this.refuse('The link', [{ path: '', message: opened.reason }])
    const { scenario, look, answers } = opened.shared
    await this.desk.settled() // what is typed is this document's
    const found = this.home.find(link)
    if (found && (await this.#restore(found, answers))) return true
    const past = this.scenario.view && this.openings.upTo(this.#kept())
    const outcome = await this.scenario.open({ scenario, answers }, look, (view) => {
      const own = this.home.find('') // is something kept that the person would miss?
      const apart = own !== undefined && isOwn(own)
      this.#opened(view, { work: begin(scenario), example: '', link: apart ? link : '', ...(!apart && past) })
      if (!apart) this.home.forgetLink()
    })
    return outcome !== undefined && (outcome.ok || this.refuse('The link', outcome.errors))
  }

  // leaveLink goes back to one's own work.
  async leaveLink(): Promise<void> {
    await this.desk.settled()
    this.link = ''
    return this.#own()
  }

  // refuse shows why something does not open.
  refuse(name: string, errors: readonly InputError[]): false {
    this.fileErrors = { name, errors }
    return false
  }

  // dismiss takes what was refused as read.
  dismiss(): void {
    this.fileErrors = undefined
  }

  // #restore opens what was kept. What cannot be opened is set aside as it is, and what of it can
  // be opened is shown: the edits before the one that is refused.
  async #restore(found: Found, answers: readonly string[] = []): Promise<boolean> {
    const { kept } = found
    if (!kept) {
      this.shelf.put(found, [{ path: '', message: found.reason }])
      return false
    }
    const outcome = await this.#reopen(kept, { answers })
    if (outcome.ok) return true
    this.shelf.put(found, outcome.errors)
    const made = editOf(outcome.errors)
    if (made === undefined) return false
    const { scenario, edits, position } = kept.work
    const work = { scenario, edits: edits.slice(0, made), position: Math.min(position, made) }
    return (await this.#reopen({ ...kept, work, typed: [] })).ok
  }

  // #reopen makes an engine that died over it try once more: its death may have had another cause.
  async #reopen(kept: Kept, { answers = [], before }: Reopening = {}): Promise<Outcome<View>> {
    const { work, look, draft, world, typed = [] } = kept
    this.desk.say('')
    const open = () =>
      this.scenario.open({ ...work, answers }, look, (view) => {
        before?.()
        this.#opened(view, kept)
      })
    const outcome = (await open()) ?? (await open())
    const message = this.desk.notice || 'The engine stopped while it opened it.'
    if (!outcome?.ok) return outcome ?? { ok: false, errors: [{ path: '', message }] }
    for (const step of typed) void this.scenario.edit(step.edit, step.coalesce)
    this.desk.restore({ ...(draft !== undefined && { draft }), world })
    return outcome
  }

  // made is an edit, after which there is nothing to redo.
  made(step: Step, view: View): void {
    this.edits.made(step, view)
    this.missed = ''
    this.openings.forgetAfter()
  }

  // keep keeps what is open. What another tab has changed meanwhile gives way to a change, and not to a look.
  keep(changed: boolean, typed: readonly Step[] = []): void {
    if (this.scenario.view) this.home.keep(this.#kept(typed), changed)
  }

  #kept(typed: readonly Step[] = []): Kept {
    const { example, link, scenario, desk, openings } = this
    return {
      work: this.edits.work,
      look: scenario.view?.look ?? {},
      ...{ example, link, ...desk.drafts, typed, ...openings.kept },
      ...(desk.fresh && { fresh: true }),
    }
  }

  // leave keeps what was typed and is not in the scenario yet: the page is going away.
  leave(): void {
    const typed = this.desk.underway
    if (typed.length > 0 || isDrafted(this.desk.drafts)) this.keep(true, typed)
  }
}

function isDrafted({ draft, world }: Desk['drafts']): boolean {
  return draft !== undefined || world !== undefined
}

// editOf is the number of the edit that mistakes are in; undefined where they are in none.
function editOf(errors: readonly InputError[]): number | undefined {
  const [, index] = /^edits\[(\d+)\]/.exec(errors[0]?.path ?? '') ?? []
  return index === undefined ? undefined : Number(index)
}
