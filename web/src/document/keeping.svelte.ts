// How the open scenario came here and where it is kept: examples, files, links, one's own work across reloads, and what was set
// aside because it does not open.

import type { InputError, Outcome } from '../engine/client'
import type { Engine } from '../engine/engine.svelte'
import type { Difference, Look } from '../engine/wire'
import { foundOf, isOwn, type Aside, type Found, type Kept } from './autosave'
import type { Step } from './draft.svelte'
import { Edits } from './edits.svelte'
import type { Example, Start } from './examples'
import type { Home } from './home'
import { fragment, mend, open as openFragment } from './link'
import type { OpenScenario } from './scenario.svelte'
import { Shelf } from './shelf.svelte'
import type { View } from './view'
import { past, settled } from './past'
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
  #replaced = $state.raw<readonly Kept[]>([]) // what was open before, the latest last
  #undone = $state.raw<readonly Kept[]>([]) // what was open after, until undo took it back
  #destination = 0 // of the journey under way: how many were open before
  readonly edits = new Edits()
  readonly shelf: Shelf

  constructor(
    private readonly engine: Engine,
    private readonly scenario: OpenScenario,
    private readonly home: Home,
    private readonly desk: Desk,
  ) {
    this.shelf = new Shelf(home)
  }

  // unsaved says whether opening something else would lose changes.
  get unsaved(): boolean {
    return this.edits.unsaved || this.#drafted
  }

  get #drafted(): boolean {
    const { draft, world } = this.desk.drafts
    return draft !== undefined || world !== undefined
  }

  async begin(): Promise<void> {
    this.shelf.read()
    if (this.home.link && (await this.openLink(this.home.link))) return
    const { fileErrors } = this
    await this.#own()
    this.fileErrors = fileErrors
  }

  // #own opens what is the person's own, or the first example.
  async #own(): Promise<void> {
    const found = this.home.find('')
    if (found && (await this.#restore(found))) return
    const { first } = this.home
    const scenario = await first?.scenario().catch(() => undefined)
    const from = scenario === undefined ? {} : { example: first?.id, look: first?.look }
    await this.#open(scenario ?? this.engine.about?.emptyScenario ?? '', from, { fresh: !found })
  }

  // open shows a scenario in place of the open one, which undo brings back; with mistakes in it, the open one stays.
  async open(scenario: string, from: Origin = {}): Promise<boolean> {
    await this.desk.settled()
    const { view } = this.scenario
    const missed = this.unsaved || this.link ? view?.title || 'Untitled' : ''
    const opened = await this.#open(scenario, from, view && { replaced: this.#past() })
    if (!opened) return false
    this.home.forgetLink()
    if (view) this.home.opened(this.#replaced.length)
    this.missed = missed
    return true
  }

  // openExample shows one of those that come along.
  async openExample({ id, title, scenario }: Example): Promise<boolean> {
    const text = await scenario().catch(() => undefined)
    if (text === undefined) return this.refuse(title, [{ path: '', message: 'It could not be fetched.' }])
    return this.open(text, { example: id })
  }

  // #past is what was open up to now. What came by a link was open after one's own work, which was kept apart from it.
  #past(): readonly Kept[] {
    const own = this.link ? this.home.find('')?.kept : undefined
    const before = own ? past(own.replaced ?? [], own) : this.#replaced
    return past(before, settled(this.#kept()))
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

  #opened(view: View, { work, example, link, replaced = [], undone = [], fresh = false }: Omit<Kept, 'look'>): void {
    this.edits.open(work)
    this.example = example
    this.link = link
    this.differences = view.differences ?? []
    this.missed = ''
    this.#replaced = replaced
    this.#undone = undone
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
    const outcome = await this.scenario.open({ scenario, answers }, look, (view) => {
      const own = this.home.find('') // is something kept that the person would miss?
      const apart = own !== undefined && isOwn(own)
      this.#opened(view, { work: begin(scenario), example: '', link: apart ? link : '' })
      if (!apart) this.home.forgetLink()
    })
    if (!outcome) return false
    return outcome.ok || this.refuse('The link', outcome.errors)
  }

  // leaveLink goes back to one's own work.
  async leaveLink(): Promise<void> {
    await this.desk.settled()
    this.link = ''
    return this.#own()
  }

  // share makes a link to what is shown now; undefined when there is nothing to share.
  async share(): Promise<string | undefined> {
    await this.desk.settled()
    const saved = await this.engine.result({ do: 'save' })
    const { view } = this.scenario
    if (!saved || !view) return undefined
    const answers = view.checks.map(({ token }) => token)
    return new URL(fragment({ scenario: saved.scenario, look: view.look, answers }), location.href).href
  }

  // file is the open scenario as a file; once it is handed over, nothing is unsaved.
  async file(): Promise<{ name: string; text: string } | undefined> {
    await this.desk.settled()
    const saved = await this.engine.result({ do: 'save' })
    if (!saved) return undefined
    this.edits.saved()
    return { name: saved.name, text: saved.scenario }
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
    if (!outcome) {
      const message = this.desk.notice || 'The engine stopped while it opened it.'
      return { ok: false, errors: [{ path: '', message }] }
    }
    if (!outcome.ok) return outcome
    for (const step of typed) void this.scenario.edit(step.edit, step.coalesce)
    this.desk.restore({ ...(draft !== undefined && { draft }), world })
    return outcome
  }

  // undoes is whether undo brings back what was open before: nothing is left to take back in what is open. So does redo.
  get undoes(): boolean {
    return !this.scenario.view?.history.undo && this.#replaced.length > 0
  }

  // redoes is what redo opens again.
  get redoes(): Kept | undefined {
    return this.scenario.view?.history.redo ? undefined : this.#undone.at(-1)
  }

  // undo takes back the last edit or, where there is none, that something else was opened.
  async undo(): Promise<void> {
    await this.scenario.settled()
    if (!this.undoes) return this.scenario.undo()
    if (await this.#back()) this.home.stand(this.#replaced.length)
  }

  async redo(): Promise<void> {
    await this.scenario.settled()
    if (!this.redoes) return this.scenario.redo()
    if (await this.#forth()) this.home.stand(this.#replaced.length)
  }

  // travel shows what so many were open before, as the browser's Back and Forward want it, with whatever was done to it.
  async travel(before: number): Promise<void> {
    this.#destination = before
    await this.scenario.settled()
    while (this.#replaced.length > this.#destination && (await this.#back()));
    while (this.#replaced.length < this.#destination && (await this.#forth()));
  }

  async #back(): Promise<boolean> {
    await this.desk.settled()
    const last = this.#replaced.at(-1)
    const undone = past(this.#undone, this.#kept())
    return last !== undefined && this.#return({ ...last, replaced: this.#replaced.slice(0, -1), undone })
  }

  async #forth(): Promise<boolean> {
    await this.desk.settled()
    const next = this.#undone.at(-1)
    const replaced = past(this.#replaced, this.#kept())
    return next !== undefined && this.#return({ ...next, replaced, undone: this.#undone.slice(0, -1) })
  }

  async #return(kept: Kept): Promise<boolean> {
    const outcome = await this.#reopen(kept)
    return outcome.ok || this.refuse('What was open before', outcome.errors)
  }

  // made is an edit, after which there is nothing to redo.
  made(step: Step, view: View): void {
    this.edits.made(step, view)
    this.missed = ''
    this.#undone = []
  }

  // starts are what a newcomer may begin with, under the rules in force.
  get starts(): readonly Start[] {
    const { rules } = this.scenario.view ?? {}
    return rules?.carried ? [] : this.home.starts.filter(({ set }) => set === rules?.set)
  }

  // openAside opens what was set aside. What is the person's own gives its place, and is set aside.
  async openAside(aside: Aside): Promise<void> {
    const { kept, reason } = aside
    const own = this.link ? this.home.find('') : foundOf(this.#kept())
    let room = true
    const before = () => (room = !own || !isOwn(own) || this.home.setAside(own, []))
    const errors = [{ path: '', message: reason }]
    const outcome = kept ? await this.#reopen({ ...kept, link: '' }, { before }) : ({ ok: false, errors } as const)
    if (!outcome.ok) {
      this.refuse('The work that is kept aside', outcome.errors)
      return
    }
    this.home.forgetLink()
    if (room) this.shelf.discard(aside)
    else this.shelf.read()
  }

  // keep keeps what is open. What another tab has changed meanwhile gives way to a change, and not to a look.
  keep(changed: boolean, typed: readonly Step[] = []): void {
    if (this.scenario.view) this.home.keep(this.#kept(typed), changed)
  }

  #kept(typed: readonly Step[] = []): Kept {
    const { example, link, scenario, desk } = this
    const [replaced, undone] = [this.#replaced, this.#undone]
    return {
      work: this.edits.work,
      look: scenario.view?.look ?? {},
      ...{ example, link, ...desk.drafts, typed },
      ...(replaced.length > 0 && { replaced }),
      ...(undone.length > 0 && { undone }),
      ...(desk.fresh && { fresh: true }),
    }
  }

  // leave keeps what was typed and is not in the scenario yet: the page is going away.
  leave(): void {
    const typed = this.desk.underway
    if (typed.length > 0 || this.#drafted) this.keep(true, typed)
  }
}

// editOf is the number of the edit that mistakes are in; undefined where they are in none.
function editOf(errors: readonly InputError[]): number | undefined {
  const [, index] = /^edits\[(\d+)\]/.exec(errors[0]?.path ?? '') ?? []
  return index === undefined ? undefined : Number(index)
}
