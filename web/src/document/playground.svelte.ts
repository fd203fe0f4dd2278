// The page's one store: the open scenario as the engine shows it, and what a person may
// do with it. It decides nothing: every outcome in it was computed by the engine.

import { createContext } from 'svelte'
import {
  EngineClient,
  EngineStopped,
  InternalError,
  restartsInARow,
  type Answer,
  saying,
  type InputError,
  type Outcome,
  type WorkerLike,
} from '../engine/client'
import type {
  About,
  Actor,
  At,
  Changed,
  Deciding,
  Decision,
  Difference,
  Drafted,
  Edit,
  Elsewhere,
  Facts,
  FixLimits,
  Fixes,
  Kind,
  Look,
  Loss,
  Request,
  Rests,
  Standing,
  World,
} from '../engine/wire'
import type { Recorded } from '../engine/recorded'
import { foundOf, isOwn, type Aside, type Found, type Kept } from './autosave'
import { Everyone } from '../matrix/everyone.svelte'
import { OwnRules } from '../rules/editor/own.svelte'
import { OwnWorld, type Texts } from '../rules/world/own-world.svelte'
import { fragment, mend, open as openFragment, type Shared } from './link'
import { freshName, fullNames, shortNames } from '../parts/names'
import { Draft, type Step, type Target } from './draft.svelte'
import type { Home } from './home'
import { fixes, see, type Ask, type View } from './view'
import { begin, follow, moveTo, same, type Work } from './work'
import { isPerson, noWorld } from './world'

export type Phase =
  | { readonly kind: 'loading'; readonly loaded: number; readonly total: number }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly reason: string }

interface Origin {
  readonly example?: string | undefined
  readonly file?: string
  readonly look?: Look | undefined
}

// Subject is what a rule is about: an action between two actors, or between a kind of pair.
export type Subject = Pick<Request, 'from' | 'to' | 'action' | 'sender' | 'recipient'>

// Draft is what a person wants of a rule on a subject.
export type RuleDraft = Pick<Request, 'effect' | 'conditions' | 'title'>

export type Tab = 'answer' | 'person' | 'everyone' | 'people' | 'rules' | 'checks'

export const noLimits: Required<FixLimits> = { withoutPaying: false, nothingFromRecipient: false, steps: 0 }

export const [usePlayground, providePlayground] = createContext<Playground>()

export class Playground {
  phase = $state.raw<Phase>({ kind: 'loading', loaded: 0, total: 0 })
  live = $state(false) // the engine is there; before, what is shown may be out of the record
  arrived = $state(0) // how much of the engine, from 0 to 1
  about = $state.raw<About>()
  view = $state.raw<View>()
  tab = $state<Tab>('answer')
  notice = $state('') // what the page has to say of itself; "" for nothing
  fileErrors = $state.raw<{ name: string; errors: readonly InputError[] }>()
  example = $state('') // the id of the example that is open; "" for the person's own
  link = $state('') // the link whose scenario is open, apart from the person's own; "" for none
  differences = $state.raw<readonly Difference[]>([]) // from what the link's checks came to when it was made
  aside = $state.raw<readonly Aside[]>([]) // kept work that does not open, or gave its place to other work
  shownAside = $state.raw<Aside>() // the one of them that is looked at
  rebasing = $state.raw<{ readonly set: string; readonly lost: readonly Loss[] }>() // other rules, until what they would lose is consented to
  elsewhere = $state.raw<readonly Elsewhere[]>([]) // which other rules decide the pair at hand otherwise
  newcomer = '' // the id of the actor that was added last, until its name has the focus
  opened = $state(0) // counts openings: the canvas fits itself to each
  limits = $state.raw<Required<FixLimits>>(noLimits) // what the fixes that are shown keep within, whoever is looked at
  wide = $state(false) // the panel has half of the page
  readonly ownRules = new OwnRules(this.#ground())
  readonly ownWorld = new OwnWorld(this.#worldGround())

  readonly everyone = new Everyone(async (request) => {
    const outcome = await this.#ask(this.#engine.ask({ do: 'matrix', ...request }))
    return outcome?.ok ? outcome.result : undefined
  })

  #selected = $state('')
  #wanted: Look = {} // what is looked at once every request under way is answered
  #underway = 0
  #turn: Promise<unknown> = Promise.resolve() // until every request under way is answered
  #drafts = new Map<string, Draft>() // by what they set
  #work = $state.raw<Work>(begin(''))
  #clean = $state.raw<Work>(begin(''))
  #engine: EngineClient

  constructor(
    spawn: () => WorkerLike,
    private readonly home: Home,
    // The session where others are served by the same engine, and what the engine answered before it was here.
    { session, recorded }: { readonly session?: string; readonly recorded?: readonly Recorded[] | undefined } = {},
  ) {
    this.#engine = new EngineClient(
      spawn,
      {
        progress: (loaded, total) => {
          this.arrived = total > 0 ? Math.min(loaded / total, 1) : 0
          if (this.phase.kind === 'loading') this.phase = { kind: 'loading', loaded, total }
        },
        live: () => (this.live = true),
        stopped: (reason) => {
          if (this.view) this.notice = `The engine stopped (${reason}) and is being started again.`
        },
        reopen: () => this.view && { do: 'open', ...this.#work, edits: [...this.#work.edits] },
        rebuilt: (outcome) => void this.#rebuilt(outcome),
        failed: (reason) => (this.phase = { kind: 'failed', reason }),
      },
      { session, recorded },
    )
  }

  // #drafted says whether rules or a world were typed and are not in force.
  readonly #drafted = $derived(this.ownRules.draft !== undefined || this.ownWorld.draft !== undefined)
  // unsaved says whether opening something else would lose changes.
  readonly unsaved = $derived(!same(this.#work, this.#clean) || this.#drafted)
  readonly world: World = $derived(this.view?.rules.world ?? noWorld) // what there can be in the open scenario
  readonly actors = $derived(new Map((this.view?.actors ?? []).map((actor) => [actor.id, actor])))
  readonly #fullNames = $derived(fullNames(this.view?.actors ?? []))
  readonly #shortNames = $derived(shortNames(this.view?.actors ?? [], (actor) => isPerson(this.world, actor)))
  // rulesAre says whose the rules are.
  readonly rulesAre = $derived(
    this.view?.rules.carried
      ? 'This scenario brings its rules with it.'
      : (this.about?.ruleSets.find(({ name }) => name === this.view?.rules.set)?.description ?? ''),
  )
  readonly from = $derived(this.actors.get(this.view?.look.from ?? ''))
  readonly to = $derived(this.actors.get(this.view?.look.to ?? ''))
  readonly limited = $derived(Object.values(this.limits).some(Boolean)) // some limit is set
  // selected is the actor whose settings are shown.
  readonly selected: Actor | undefined = $derived(this.actors.get(this.#selected) ?? this.from)

  // start shows the first scenario, out of the record where it can. The engine comes after what it must not delay.
  async start(after?: Promise<void>): Promise<void> {
    this.phase = { kind: 'loading', loaded: 0, total: 0 }
    if (after) void after.then(() => this.#engine.start())
    else this.#engine.start()
    let about: Outcome<About> | undefined
    // A worker that dies before it answers takes the question with it, and the next one is there to be asked.
    for (let tries = 0; !about && tries <= restartsInARow; tries++)
      about = await this.#ask(this.#engine.ask({ do: 'about' }))
    if (!about?.ok) return
    this.about = about.result
    if (this.view) this.phase = { kind: 'ready' }
    else await this.#begin()
  }

  async #begin(): Promise<void> {
    this.aside = this.home.aside()
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
    await this.#open(first?.scenario ?? this.about?.emptyScenario ?? '', { example: first?.id, look: first?.look })
  }

  // openLink shows what a link holds, as it was left. Own work is kept apart from it. A link that
  // cannot be opened changes nothing, and stays in the address, where it can be mended.
  async openLink(address: string): Promise<boolean> {
    const link = mend(address)
    const opened = openFragment(link)
    if (!opened.ok) return this.#refuse([{ path: '', message: opened.reason }])
    const { scenario, look, answers } = opened.shared
    await this.settled() // what is typed is this document's
    const found = this.home.find(link)
    if (found && (await this.#restore(found, answers))) return true
    const outcome = await this.#see(
      () => ({ do: 'open', scenario, answers: [...answers] }),
      (view) => {
        this.#work = this.#clean = begin(scenario)
        this.example = ''
        this.link = this.#ownsWork() ? link : ''
        if (!this.link) this.home.forgetLink()
        this.#opened(view)
      },
      { look },
    )
    if (!outcome) return false
    if (!outcome.ok) return this.#refuse(outcome.errors)
    return true
  }

  #refuse(errors: readonly InputError[]): false {
    this.fileErrors = { name: 'The link', errors }
    return false
  }

  // #ownsWork says whether something is kept that the person would miss.
  #ownsWork(): boolean {
    const own = this.home.find('')
    return own !== undefined && isOwn(own)
  }

  // leaveLink goes back to one's own work.
  async leaveLink(): Promise<void> {
    await this.settled()
    this.link = ''
    return this.#own()
  }

  // share makes a link to what is shown now; undefined when there is nothing to share.
  async share(): Promise<string | undefined> {
    await this.settled()
    const outcome = await this.#ask(this.#engine.ask({ do: 'save' }))
    if (!outcome?.ok || !this.view) return undefined
    const shared: Shared = {
      scenario: outcome.result.scenario,
      look: this.view.look,
      answers: this.view.checks.map(({ token }) => token),
    }
    return new URL(fragment(shared), location.href).href
  }

  // #restore opens what was kept. What cannot be opened is set aside as it is, and what of it can
  // be opened is shown: the edits before the one that is refused.
  async #restore(found: Found, answers: readonly string[] = []): Promise<boolean> {
    const { kept } = found
    if (!kept) {
      this.#setAside(found, [{ path: '', message: found.reason }])
      return false
    }
    const outcome = await this.#reopen(kept, { answers })
    if (outcome.ok) return true
    this.#setAside(found, outcome.errors)
    const made = editOf(outcome.errors)
    if (made === undefined) return false
    const { scenario, edits, position } = kept.work
    const work = { scenario, edits: edits.slice(0, made), position: Math.min(position, made) }
    return (await this.#reopen({ ...kept, work, typed: [] })).ok
  }

  // #reopen makes an engine that died over it try once more: its death may have had another cause.
  async #reopen(
    { work, look, example, link, draft, world, typed = [] }: Kept,
    { answers = [], before }: { answers?: readonly string[]; before?: () => void } = {},
  ): Promise<Outcome<View>> {
    const { scenario, edits, position } = work
    const request: Request & { do: 'open' } = {
      do: 'open',
      scenario,
      edits: [...edits],
      position,
      answers: [...answers],
    }
    this.notice = ''
    const see = () =>
      this.#see(
        () => request,
        (view) => {
          before?.()
          this.#work = work
          this.#clean = begin(scenario)
          this.example = example
          this.link = link
          this.#opened(view)
        },
        { look },
      )
    const outcome =
      (await see()) ??
      (await see()) ??
      ({ ok: false, errors: [{ path: '', message: this.notice || 'The engine stopped while it opened it.' }] } as const)
    if (outcome.ok) for (const step of typed) void this.edit(step.edit, step.coalesce)
    if (outcome.ok && draft !== undefined) this.ownRules.type(draft)
    if (outcome.ok && world !== undefined) this.ownWorld.restore(world)
    return outcome
  }

  #setAside(found: Found, errors: readonly InputError[]): void {
    const known = new Set(this.home.aside().map(({ id }) => id))
    this.home.setAside(found, errors)
    this.aside = this.home.aside()
    this.shownAside ??= this.aside.find(({ id }) => !known.has(id))
  }

  // openAside opens what was set aside. What is the person's own gives its place, and is set aside.
  async openAside(aside: Aside): Promise<void> {
    const { kept, reason } = aside
    const own = this.link ? this.home.find('') : foundOf(this.#kept())
    let room = true
    const outcome = kept
      ? await this.#reopen(
          { ...kept, link: '' },
          { before: () => (room = !own || !isOwn(own) || this.home.setAside(own, [])) },
        )
      : ({ ok: false, errors: [{ path: '', message: reason }] } as const)
    if (!outcome.ok) {
      this.fileErrors = { name: 'The work that is kept aside', errors: outcome.errors }
      return
    }
    this.home.forgetLink()
    if (room) this.discard(aside)
    else this.aside = this.home.aside()
  }

  discard(aside: Aside): void {
    this.home.discard(aside)
    this.aside = this.home.aside()
    this.shownAside = undefined
  }

  // open shows a scenario in place of the open one; with mistakes in it, the open one stays.
  async open(scenario: string, from: Origin = {}): Promise<boolean> {
    const opened = await this.#open(scenario, from)
    if (opened) this.home.forgetLink()
    return opened
  }

  async #open(scenario: string, from: Origin): Promise<boolean> {
    const outcome = await this.#see(
      () => ({ do: 'open', scenario }),
      (view) => {
        this.link = ''
        this.#work = this.#clean = begin(scenario)
        this.example = from.example ?? ''
        this.#opened(view)
      },
      { look: from.look ?? {} },
    )
    if (outcome && !outcome.ok) this.fileErrors = { name: from.file ?? 'The scenario', errors: outcome.errors }
    // Nothing is shown, and nothing else is about to be.
    if (!outcome && !this.view) this.phase = { kind: 'failed', reason: 'It stopped over the first scenario.' }
    return outcome?.ok ?? false
  }

  // whole is a scenario with the policies of the files that were opened with it inside; undefined
  // where that cannot be, which is shown.
  async whole(scenario: string, files: readonly { name: string; text: string }[], name: string) {
    const outcome = await this.#ask(this.#engine.ask({ do: 'whole', scenario, files: [...files] }))
    if (outcome && !outcome.ok) this.fileErrors = { name, errors: outcome.errors }
    return outcome?.ok ? outcome.result.scenario : undefined
  }

  // opens says whether a file can be opened; if not, it shows why.
  async opens(scenario: string, file: string): Promise<boolean> {
    const outcome = await this.#ask(this.#engine.ask({ do: 'check', scenario }))
    if (outcome && !outcome.ok) this.fileErrors = { name: file, errors: outcome.errors }
    return outcome?.ok ?? false
  }

  #opened(view: View): void {
    for (const draft of this.#drafts.values()) draft.drop()
    this.ownRules.drop()
    this.ownWorld.drop()
    this.elsewhere = []
    this.#selected = ''
    this.newcomer = ''
    this.notice = ''
    this.differences = view.differences ?? []
    this.phase = { kind: 'ready' }
    this.#show(view)
    this.opened++
  }

  // edit changes the open scenario; what it gives back are the mistakes in the edit.
  edit(edit: Edit, coalesce = false): Promise<readonly InputError[]> {
    return this.#make(() => ({ edit, coalesce }))
  }

  // draft is what is typed into the field that sets something.
  draft(target: Target): Draft {
    const key = [target.kind, target.actor, target.field].join(' ')
    const draft = this.#drafts.get(key) ?? new Draft(target, (step) => this.#make(step))
    this.#drafts.set(key, draft)
    return draft
  }

  // settled is reached when all that was typed and done is in the scenario, so that unsaved
  // and file tell of it.
  async settled(): Promise<void> {
    for (const draft of this.#drafts.values()) draft.commit()
    await this.ownRules.settled()
    await this.ownWorld.settled()
    await this.#turn
  }

  // leave keeps what was typed and is not in the scenario yet: the page is going away.
  leave(): void {
    const typed = [...this.#drafts.values()].flatMap(({ underway }) => underway ?? [])
    if (this.view && (typed.length > 0 || this.#drafted)) this.#keep(this.view, true, typed)
  }

  // close lets the engine forget what is open here. It is opened again where somebody goes on.
  close(): void {
    void this.#ask(this.#engine.ask({ do: 'close' }))
  }

  // #ground is what the rules of one's own stand on: the open scenario, as it is when they are written.
  #ground() {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- getters have a this of their own
    const playground = this
    return {
      get policies() {
        return (playground.view?.rules.policies ?? '').replace(/\r\n?/g, '\n') // as the editor has lines
      },
      get position() {
        return playground.view?.history.position ?? 0
      },
      lint: (policies: string) => this.inPolicies('lint', policies),
      findings: (policies: string) => this.inPolicies('findings', policies),
      write: (policies: string, coalesce: boolean) => this.edit({ kind: 'policies', value: policies }, coalesce),
      undo: () => this.undo(),
      keep: () => this.view && this.#keep(this.view, true),
    }
  }

  // #worldGround is what a world of one's own stands on.
  #worldGround() {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- getters have a this of their own
    const playground = this
    return {
      get carried() {
        return playground.view?.rules.carried ?? false
      },
      get name() {
        return playground.view?.rules.set ?? ''
      },
      get source() {
        const { edits, position } = playground.#work
        return edits.slice(0, position).findLast(({ kind }) => kind === 'world' || kind === 'base')
      },
      get position() {
        return playground.view?.history.position ?? 0
      },
      texts: async (title?: string): Promise<Texts | undefined> => {
        const outcome = await this.#ask(this.#engine.ask({ do: 'texts', ...(title && { title }) }))
        return outcome?.ok ? outcome.result.set : undefined
      },
      losing: async (world: Edit) => {
        const outcome = await this.#ask(this.#engine.ask({ do: 'rebase', world }))
        return outcome?.ok ? outcome.result : undefined
      },
      take: async (edit: Edit, coalesce: boolean) => {
        let answer: readonly InputError[] | undefined
        await this.#make(() => ({ edit, coalesce, taken: (errors) => (answer = errors) }))
        return answer
      },
      keep: () => this.view && this.#keep(this.view, true),
    }
  }

  // inPolicies asks about a text of rules as one of the open scenario's own; undefined where there is no answer.
  async inPolicies<V extends 'lint' | 'findings' | 'complete' | 'hover' | 'declaration'>(
    verb: V,
    policies: string,
    offset = 0,
  ): Promise<Answer<V> | undefined> {
    const outcome = await this.#ask(this.#engine.ask({ do: verb, policies, offset, look: this.#wanted }))
    return outcome?.ok ? outcome.result : undefined
  }

  // inWorld asks about a part of a world that is being written; undefined where there is no answer.
  async inWorld<V extends 'complete' | 'hover' | 'declaration'>(
    verb: V,
    texts: Texts,
    part: string,
    offset: number,
  ): Promise<Answer<V> | undefined> {
    const world: Edit = { kind: 'world', set: { ...texts } as Record<string, string> }
    const outcome = await this.#ask(this.#engine.ask({ do: verb, world, part, offset }))
    return outcome?.ok ? outcome.result : undefined
  }

  async #make(
    step: () => Step,
    show: (view: View) => void = (view) => this.#show(view),
  ): Promise<readonly InputError[]> {
    let made: Step | undefined
    const outcome = await this.#see(
      () => {
        made = step()
        return { do: 'edit', edit: made.edit, coalesce: made.coalesce }
      },
      (view) => {
        if (made) this.#work = follow(this.#work, made.edit, view.history)
        this.notice = ''
        show(view)
      },
      { taken: (errors) => made?.taken?.(errors) },
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
    await this.#see(
      () => ({ do: verb }),
      (view) => {
        this.#work = moveTo(this.#work, view.history)
        this.#show(view)
      },
    )
  }

  async look(change: Partial<Look>): Promise<void> {
    const from = this.#underway > 0 ? this.#wanted : this.view?.look
    const wanted = (this.#wanted = { ...from, ...change })
    await this.#see(
      () => (wanted === this.#wanted ? 'look' : undefined),
      (view) => this.#show(view, false),
    )
  }

  // keepWithin sets limits of the fixes that are shown.
  async keepWithin(limits: FixLimits): Promise<void> {
    this.limits = { ...this.limits, ...limits }
    await this.#see(
      () => 'look',
      (view) => this.#show(view, false),
    )
  }

  lookAs(id: string, to?: string): Promise<void> {
    this.#selected = ''
    return this.look({ from: id, ...(to && { to }) })
  }

  // choose is a click on somebody: how they can be reached, and their settings.
  choose(id: string): Promise<void> {
    this.#selected = id
    if (id === this.view?.look.from) {
      this.tab = 'person'
      return Promise.resolve()
    }
    if (this.tab !== 'person') this.tab = 'answer'
    return this.look({ to: id })
  }

  // choosePair shows an answer; without a recipient, that of the sender's own actions.
  choosePair(from: string, to: string): Promise<void> {
    this.#selected = ''
    this.tab = 'answer'
    if (!to) return this.look({ from, inward: false })
    return this.look(this.view?.look.inward ? { from: to, to: from } : { from, to })
  }

  select(id: string): void {
    this.#selected = id
    this.tab = 'person'
  }

  // add makes an actor and shows its settings; the engine gives it an id. Name and place are
  // chosen when its turn comes, so that they are its own. Who is writing by then goes on.
  async add(kind: Kind, place?: () => At): Promise<Actor | undefined> {
    let known: ReadonlySet<string> = new Set()
    let added: Actor | undefined
    await this.#make(
      () => {
        known = new Set(this.actors.keys())
        const at = place?.()
        const name = freshName(kind, this.view?.actors ?? [])
        return { edit: { kind: 'add', is: kind.kind, name, ...(at && { at }) }, coalesce: false }
      },
      (view) => {
        added = view.actors.find(({ id }) => !known.has(id))
        if (added && ![...this.#drafts.values()].some((draft) => draft.entered)) {
          this.newcomer = added.id
          this.select(added.id)
        }
        this.#show(view)
      },
    )
    if (added && added.id !== this.view?.look.from) await this.look({ to: added.id })
    return added
  }

  // file is the open scenario as a file; once it is handed over, nothing is unsaved.
  async file(): Promise<{ name: string; text: string } | undefined> {
    await this.settled()
    const outcome = await this.#ask(this.#engine.ask({ do: 'save' }))
    if (!outcome?.ok) return undefined
    this.#clean = this.#work
    return { name: outcome.result.name, text: outcome.result.scenario }
  }

  // rests tells which answers in the whole network rest on how a question is read.
  async rests(question: string): Promise<Rests | undefined> {
    const outcome = await this.#ask(this.#engine.ask({ do: 'rests', question }))
    return outcome?.ok ? outcome.result : undefined
  }

  // rebase takes another rule set; what of the scenario has no place there is shown before.
  async rebase(set: string): Promise<void> {
    const outcome = await this.#ask(this.#engine.ask({ do: 'rebase', set }))
    if (!outcome?.ok) this.#refused(outcome?.errors ?? [])
    else if (outcome.result.lost.length > 0) this.rebasing = { set, lost: outcome.result.lost }
    else await this.takeRules(set)
  }

  // takeRules takes another rule set, whatever is lost.
  async takeRules(set: string): Promise<void> {
    this.rebasing = undefined
    this.#refused(await this.edit({ kind: 'base', value: set }))
  }

  #refused(errors: readonly InputError[]): void {
    if (errors.length > 0) this.notice = saying(errors)
  }

  // askElsewhere asks which other rules decide the pair at hand otherwise.
  async askElsewhere(): Promise<void> {
    const { view } = this
    if (!view) return
    await this.everyone.settled()
    if (view !== this.view) return
    const outcome = await this.#ask(this.#engine.ask({ do: 'elsewhere', look: view.look }))
    if (outcome?.ok && view === this.view) this.elsewhere = outcome.result
  }

  // reason says in a sentence why one can reach another, or cannot.
  async reason(from: string, to: string): Promise<string> {
    const outcome = await this.#ask(this.#engine.ask({ do: 'answer', look: { from, to } }))
    return outcome?.ok ? (outcome.result.answer?.detail ?? '') : ''
  }

  // fixes tells what would turn a decision, within the limits.
  fixes({ from, to, action }: Decision): Promise<Fixes | undefined> {
    return fixes(this.#result, { do: 'fixes', from, to, action, limits: this.limits })
  }

  // deciding tells what each rule decides, in the network and for the pair at hand.
  async deciding(): Promise<Deciding | undefined> {
    const outcome = await this.#ask(this.#engine.ask({ do: 'deciding', look: this.view?.look ?? {} }))
    return outcome?.ok ? outcome.result : undefined
  }

  // preview tells what an edit would do, and why the outcome of a subject would stay as it is.
  preview(edit: Edit, { from = '', to = '', action = '' }: Subject = {}): Promise<Outcome<Changed> | undefined> {
    const look = this.view?.look ?? {}
    return this.#ask(this.#engine.ask({ do: 'preview', edit, look, ...(from && { from, to, action }) }))
  }

  // facts tells what a rule can be composed of.
  async facts(subject: Subject): Promise<Facts | undefined> {
    const outcome = await this.#ask(this.#engine.ask({ do: 'facts', ...subject }))
    return outcome?.ok ? outcome.result : undefined
  }

  // compose writes a rule, which is not in force yet.
  compose(subject: Subject, draft: RuleDraft): Promise<Outcome<Drafted> | undefined> {
    return this.#ask(this.#engine.ask({ do: 'draft', ...subject, ...draft }))
  }

  // switchRule puts a rule in use or out of it.
  async switchRule(rule: string, on: boolean): Promise<void> {
    this.#refused(await this.edit({ kind: 'rule', rule, on }))
  }

  // copyRule puts a rule of one's own in the place of a built-in one; its id is given back.
  copyRule(rule: string): Promise<string | undefined> {
    return this.#rewrite('copy', rule)
  }

  // cutRule takes one of one's own rules away.
  cutRule(rule: string): Promise<string | undefined> {
    return this.#rewrite('cut', rule)
  }

  async #rewrite(verb: 'copy' | 'cut', rule: string): Promise<string | undefined> {
    const outcome = await this.#ask(this.#engine.ask({ do: verb, rule }))
    const errors = outcome?.ok ? await this.edit(outcome.result.edit) : (outcome?.errors ?? [])
    this.#refused(errors)
    return outcome?.ok && errors.length === 0 ? outcome.result.id : undefined
  }

  // full is an actor's name, with the id where it is not the actor's alone.
  full(id: string): string {
    return this.#fullNames.get(id) ?? ''
  }

  // short is what an actor is called where there is little room.
  short(id: string | undefined): string {
    return this.#shortNames.get(id ?? '') ?? ''
  }

  // swap asks the other way round.
  swap(): Promise<void> {
    const { from = '', to = '' } = this.view?.look ?? {}
    this.#selected = ''
    return this.look({ from: to, to: from })
  }

  #show(view: View, changed = true): void {
    // What others say of a pair stays until it is answered anew, so that nothing below it moves.
    if (view.answer?.from !== this.view?.answer?.from || view.answer?.to !== this.view?.answer?.to) this.elsewhere = []
    this.view = view
    this.#keep(view, changed)
    void this.#lookForFixes()
  }

  #keep(view: View, changed: boolean, typed: readonly Step[] = []): void {
    this.home.keep(this.#kept(view, typed), changed)
  }

  #kept(view = this.view, typed: readonly Step[] = []): Kept {
    return {
      work: this.#work,
      look: view?.look ?? {},
      example: this.example,
      link: this.link,
      draft: this.ownRules.draft,
      world: this.ownWorld.draft,
      typed,
    }
  }

  // taken is told when another tab keeps its work in the place of this one's.
  taken(): void {
    if (!this.unsaved || this.link) return
    this.notice =
      'Another tab has changed its scenario, which is kept now in place of this one. Save this one to a file to have both.'
  }

  async #rebuilt(outcome: Outcome<Standing>): Promise<void> {
    const view = outcome.ok ? await this.#subjects(outcome.result, undefined, this.#wanted) : undefined
    if (view) this.#show(view, false)
    this.notice = 'The engine stopped and was started again. Your work is as it was; the last change may be missing.'
  }

  // #see asks for what is shown after a change, or from another side, one request after another: what is asked, if anything still
  // is, may depend on what came of the one before. The engine puts others in the place of ids that are not there, and the
  // last of several requests is the one that was wanted. After an edit they are wanted still:
  // undo may bring back who was removed.
  #see(
    asked: () => (Request & { do: 'open' | 'edit' | 'undo' | 'redo' }) | 'look' | undefined,
    show: (view: View) => void,
    { look, taken = () => {} }: { look?: Look | undefined; taken?: (errors: readonly InputError[]) => void } = {},
  ): Promise<Outcome<View> | undefined> {
    this.#underway++
    const seen = this.#turn.then(async (): Promise<Outcome<View> | undefined> => {
      try {
        const request = asked()
        if (!request) return undefined
        const made: Outcome<Standing> | undefined =
          request === 'look' ? this.view && { ok: true, result: this.view } : await this.#ask(this.#engine.ask(request))
        if (!made?.ok) {
          if (made) taken(made.errors)
          return made
        }
        const opens = request !== 'look' && request.do === 'open'
        const view = await this.#subjects(made.result, opens ? undefined : this.view, look ?? this.#wanted)
        if (!view) return undefined
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
    const small = this.about?.limits.smallActors ?? 0
    return see(this.#result, standing, had, { look, limits: this.limits, small })
  }

  // #lookForFixes asks for the fixes that a view came without: in a large network their search takes longer than all else. It is
  // given up where something else is shown.
  async #lookForFixes(): Promise<void> {
    const { view } = this
    if (!view || view.fixes) return
    const found = await fixes(
      this.#result,
      { do: 'fixes', look: view.look, limits: this.limits },
      () => view === this.view,
    )
    if (found && view === this.view) this.view = { ...view, fixes: found }
  }

  // #result is an answer without mistakes.
  readonly #result: Ask = async (request) => {
    const outcome = await this.#ask(this.#engine.ask(request))
    return outcome?.ok ? outcome.result : undefined
  }

  // #ask turns what is nobody's mistake into a notice.
  async #ask<T>(answer: Promise<Outcome<T>>): Promise<Outcome<T> | undefined> {
    try {
      return await answer
    } catch (error) {
      if (error instanceof InternalError) this.notice = `The engine made a mistake: ${error.message}`
      else if (!(error instanceof EngineStopped)) throw error
      return undefined
    }
  }
}

// editOf is the number of the edit that mistakes are in; undefined where they are in none.
function editOf(errors: readonly InputError[]): number | undefined {
  const [, index] = /^edits\[(\d+)\]/.exec(errors[0]?.path ?? '') ?? []
  return index === undefined ? undefined : Number(index)
}
