// What of the open scenario is looked at, and where on the page. None of it is kept with the scenario.

import type { Engine } from '../engine/engine.svelte'
import type { Actor, At, Elsewhere, Kind } from '../engine/wire'
import { freshName } from '../parts/names'
import type { OpenScenario } from '../document/scenario.svelte'
import type { View } from '../document/view'

export type Tab = 'answer' | 'person' | 'everyone' | 'people' | 'sum' | 'rules' | 'checks'

export class Selection {
  tab = $state<Tab>('answer')
  incoming = $state(false) // of who is selected, it is shown who can reach them, not what they have
  wide = $state(false) // the panel has half of the page
  notice = $state('') // what the page has to say of itself; "" for nothing
  newcomer = '' // the id of the actor that was added last, until its name has the focus
  elsewhere = $state.raw<readonly Elsewhere[]>([]) // which other rules decide the pair at hand otherwise

  #selected = $state('')

  constructor(
    private readonly engine: Engine,
    private readonly scenario: OpenScenario,
    private readonly typing: () => boolean,
  ) {}

  // selected is the actor whose settings are shown.
  readonly selected: Actor | undefined = $derived.by(
    () => this.scenario.actors.get(this.#selected) ?? this.scenario.from,
  )

  show(tab: Tab): void {
    this.tab = tab
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
    this.elsewhere = []
  }

  // meet ends that somebody is new: the name has the focus.
  meet(): void {
    this.newcomer = ''
  }

  // turned forgets what other rules say of another pair. Of the same pair it stays until it is answered anew, so that nothing below
  // it moves.
  turned(view: View): void {
    const { answer } = this.scenario.view ?? {}
    if (view.answer?.from !== answer?.from || view.answer?.to !== answer?.to) this.elsewhere = []
  }

  lookAs(id: string, to?: string): Promise<void> {
    this.#selected = ''
    return this.scenario.look({ from: id, ...(to && { to }) })
  }

  // choose is a click on somebody: how they can be reached, and their settings.
  choose(id: string): Promise<void> {
    this.#selected = id
    if (id === this.scenario.view?.look.from) {
      this.tab = 'person'
      return Promise.resolve()
    }
    if (this.tab !== 'person') this.tab = 'answer'
    return this.scenario.look({ to: id })
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

  // askIncoming shows who can reach whoever is selected, or their settings.
  askIncoming(incoming: boolean): void {
    this.incoming = incoming
  }

  select(id: string): void {
    this.incoming = false
    this.#selected = id
    this.tab = 'person'
  }

  // swap asks the other way round.
  swap(): Promise<void> {
    const { from = '', to = '' } = this.scenario.view?.look ?? {}
    this.#selected = ''
    return this.scenario.look({ from: to, to: from })
  }

  // add makes an actor and shows its settings; the engine gives it an id. Name and place are
  // chosen when its turn comes, so that they are its own. Who is writing by then goes on.
  async add(kind: Kind, place?: () => At): Promise<Actor | undefined> {
    const { scenario } = this
    let known: ReadonlySet<string> = new Set()
    let added: Actor | undefined
    await scenario.make(
      () => {
        known = new Set(scenario.actors.keys())
        const at = place?.()
        const name = freshName(kind, scenario.view?.actors ?? [])
        return { edit: { kind: 'add', is: kind.kind, name, ...(at && { at }) }, coalesce: false }
      },
      (view) => {
        added = view.actors.find(({ id }) => !known.has(id))
        if (!added || this.typing()) return
        this.newcomer = added.id
        this.select(added.id)
      },
    )
    if (added && added.id !== scenario.view?.look.from) await scenario.look({ to: added.id })
    return added
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
