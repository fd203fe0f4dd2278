// What of the open scenario is looked at, and where on the page. None of it is kept with the scenario.

import type { Engine } from '../engine/engine.svelte'
import type { Actor, At, Edit, Elsewhere, Fix, Kind } from '../engine/wire'
import { copyName, freshName } from '../parts/names'
import type { OpenScenario } from '../document/scenario.svelte'
import type { View } from '../document/view'

export const tabs = ['answer', 'everyone', 'people', 'sum', 'rules', 'checks'] as const
export type Tab = (typeof tabs)[number]

// Tried is a fix that was tried on a decision, and how many edits there were by then.
interface Tried extends Pick<Fix, 'action' | 'text'> {
  readonly from: string
  readonly to: string
  readonly position: number
}

interface Desk {
  typing(): boolean // somebody writes in a field
  acted(): void // a visitor who had done nothing yet
}

export class Selection {
  tab = $state<Tab>('answer')
  incoming = $state(false) // of who is selected, it is shown who can reach them, not what they have
  fresh = $state(false) // a newcomer has done nothing yet
  folded = $state(false) // a click on somebody shows no settings: the person has put them away
  wide = $state(false) // the panel has half of the page
  notice = $state('') // what the page has to say of itself; "" for nothing
  newcomer = '' // the id of the actor that was added last, until its name has the focus
  tried = $state.raw<Tried>()
  pointed = $state.raw<{ readonly from: string; readonly to: string }>() // the pair that is pointed at in the matrix
  elsewhere = $state.raw<readonly Elsewhere[]>([]) // which other rules decide the pair at hand otherwise

  #selected = $state('')

  constructor(
    private readonly engine: Engine,
    private readonly scenario: OpenScenario,
    private readonly desk: Desk,
  ) {}

  // selected is who was chosen last.
  readonly selected: Actor | undefined = $derived.by(() => this.scenario.actors.get(this.#selected))

  // act ends that somebody is new here.
  act(): void {
    if (!this.fresh) return
    this.fresh = false
    this.desk.acted()
  }

  show(tab: Tab): void {
    this.tab = tab
    this.act()
  }

  // widen gives the panel half of the page, or its usual place.
  widen(wide: boolean): void {
    this.wide = wide
  }

  say(notice: string): void {
    this.notice = notice
  }

  // clear forgets what was selected in another scenario.
  clear(): void {
    this.#selected = ''
    this.newcomer = ''
    this.notice = ''
    this.tried = undefined
    this.pointed = undefined
    this.elsewhere = []
  }

  // meet ends that somebody is new: the name has the focus.
  meet(): void {
    this.newcomer = ''
  }

  // turned forgets what other rules say of another pair. Of the same pair it stays until it is answered anew, so that nothing below
  // it moves.
  turned(view: View): void {
    const { answer, look } = this.scenario.view ?? {}
    if (look && (look.from !== view.look.from || look.to !== view.look.to || look.inward !== view.look.inward))
      this.act()
    if (view.answer?.from !== answer?.from || view.answer?.to !== answer?.to) this.elsewhere = []
  }

  lookAs(id: string, to?: string): Promise<void> {
    this.#selected = ''
    return this.scenario.look({ from: id, ...(to && { to }) })
  }

  // choose is a click on somebody: how they can be reached, and their settings.
  choose(id: string): Promise<void> {
    this.#selected = id
    this.show('answer')
    return id === this.scenario.view?.look.from ? Promise.resolve() : this.scenario.look({ to: id })
  }

  // choosePair shows an answer; without a recipient, that of the sender's own actions.
  choosePair(from: string, to: string): Promise<void> {
    this.#selected = ''
    this.tab = 'answer'
    if (!to) return this.scenario.look({ from, inward: false })
    return this.scenario.look(this.scenario.view?.look.inward ? { from: to, to: from } : { from, to })
  }

  // askAbout shows why one can reach another, or not, looking on as the latter.
  askAbout(from: string, to: string): Promise<void> {
    this.#selected = ''
    this.tab = 'answer'
    return this.scenario.look({ from: to, to: from, inward: true })
  }

  // point lights a pair where it is drawn, until another is pointed at or none is.
  point(pair: { readonly from: string; readonly to: string } | undefined): void {
    this.pointed = pair
  }

  // askIncoming shows who can reach whoever is selected, or their settings.
  askIncoming(incoming: boolean): void {
    this.incoming = incoming
  }

  // select shows somebody's settings.
  select(id: string): void {
    this.incoming = false
    this.#selected = id
    this.folded = false
    this.show('answer')
  }

  // fold puts the settings away.
  fold(): void {
    this.folded = true
  }

  // swap asks the other way round.
  swap(): Promise<void> {
    const { from = '', to = '' } = this.scenario.view?.look ?? {}
    this.#selected = ''
    return this.scenario.look({ from: to, to: from })
  }

  // add makes an actor and shows its settings, whoever the question is about; the engine gives it an id. Name and place are
  // chosen when its turn comes, so that they are its own. Who is writing by then goes on.
  add(kind: Kind, place?: () => At): Promise<Actor | undefined> {
    return this.#add((actors) => ({ is: kind.kind, name: freshName(kind, actors), at: place?.() }))
  }

  // duplicate adds somebody with an actor's settings and ties.
  duplicate({ id, name }: Actor): Promise<Actor | undefined> {
    return this.#add((actors) => ({ like: id, name: copyName(name, actors) }))
  }

  async #add(
    newcomer: (actors: readonly Actor[]) => Pick<Edit, 'is' | 'like' | 'name'> & { at?: At | undefined },
  ): Promise<Actor | undefined> {
    const { scenario } = this
    let known: ReadonlySet<string> = new Set()
    let added: Actor | undefined
    await scenario.make(
      () => {
        known = new Set(scenario.actors.keys())
        const { at, ...who } = newcomer(scenario.view?.actors ?? [])
        return { edit: { kind: 'add', ...who, ...(at && { at }) }, coalesce: false }
      },
      (view) => {
        added = view.actors.find(({ id }) => !known.has(id))
        if (!added || this.desk.typing()) return
        this.newcomer = added.id
        this.select(added.id)
      },
    )
    return added
  }

  // try makes the changes of a fix.
  async try({ edit, action, text }: Fix, from: string, to: string): Promise<void> {
    await this.scenario.make(
      () => ({ edit, coalesce: false }),
      ({ history }) => (this.tried = { action, text, from, to, position: history.position }),
    )
  }

  // askElsewhere asks which other rules decide the pair at hand otherwise.
  async askElsewhere(): Promise<void> {
    const { view, everyone } = this.scenario
    if (!view) return
    await everyone.settled()
    if (view !== this.scenario.view) return
    const found = await this.engine.result({ do: 'elsewhere', look: view.look })
    if (found && view === this.scenario.view) this.elsewhere = found
  }
}
