// The rules of the open scenario: which they are, what they decide, and everything that writes, switches or changes them.

import { saying, type Answer, type InputError, type Outcome } from '../engine/client'
import type { Engine } from '../engine/engine.svelte'
import type { Changed, Deciding, Drafted, Edit, Facts, Loss, Request, Rests, Rules, Term } from '../engine/wire'
import type { OpenScenario } from '../document/scenario.svelte'
import type { Work } from '../document/work'
import { OwnRules } from './editor/own.svelte'
import { OwnWorld, type Texts } from './world/own-world.svelte'

// Subject is what a rule is about: an action between two actors, or between a kind of pair.
export type Subject = Pick<Request, 'from' | 'to' | 'action' | 'sender' | 'recipient'>

// RuleDraft is what a person wants of a rule on a subject.
export type RuleDraft = Pick<Request, 'effect' | 'conditions' | 'title'>

export interface Document {
  readonly work: Work
  say(notice: string): void
  keep(): void // a draft has changed
}

export class RulesInForce {
  rebasing = $state.raw<{ readonly set: string; readonly lost: readonly Loss[] }>() // other rules, until what they would lose is consented to
  readonly own: OwnRules
  readonly world: OwnWorld

  constructor(
    private readonly engine: Engine,
    private readonly scenario: OpenScenario,
    private readonly document: Document,
  ) {
    this.own = new OwnRules(this.#ground())
    this.world = new OwnWorld(this.#worldGround())
  }

  // are says whose the rules are.
  readonly are = $derived.by(() => {
    const rules = this.scenario.view?.rules
    if (rules?.carried) return 'This scenario brings its rules with it.'
    return this.engine.about?.ruleSets.find(({ name }) => name === rules?.set)?.description ?? ''
  })

  #learnt = $state.raw<{ readonly of: Rules | undefined; readonly terms: ReadonlyMap<string, Term> }>()

  // learn asks what words mean under these rules, once.
  async learn(): Promise<void> {
    const of = this.scenario.view?.rules
    if (this.#learnt?.of === of) return
    const glossary = await this.engine.result({ do: 'glossary' })
    if (glossary)
      this.#learnt = { of, terms: new Map([...glossary.terms, ...glossary.declared].map((term) => [term.key, term])) }
  }

  // term is what a word means, as far as it was learnt.
  term(key: string): Term | undefined {
    return this.#learnt?.terms.get(key)
  }

  // rests tells which answers in the whole network rest on how a question is read.
  rests(question: string): Promise<Rests | undefined> {
    return this.engine.result({ do: 'rests', question })
  }

  // deciding tells what each rule decides, in the network and for the pair at hand.
  deciding(): Promise<Deciding | undefined> {
    return this.engine.result({ do: 'deciding', look: this.scenario.view?.look ?? {} })
  }

  // rebase takes another rule set; what of the scenario has no place there is shown before.
  async rebase(set: string): Promise<void> {
    const outcome = await this.engine.ask({ do: 'rebase', set })
    if (!outcome?.ok) this.#refused(outcome?.errors ?? [])
    else if (outcome.result.lost.length > 0) this.rebasing = { set, lost: outcome.result.lost }
    else await this.take(set)
  }

  // stay gives up taking other rules.
  stay(): void {
    this.rebasing = undefined
  }

  // take takes another rule set, whatever is lost.
  async take(set: string): Promise<void> {
    this.stay()
    this.#refused(await this.scenario.edit({ kind: 'base', value: set }))
  }

  #refused(errors: readonly InputError[]): void {
    if (errors.length > 0) this.document.say(saying(errors))
  }

  // preview tells what an edit would do, and why the outcome of a subject would stay as it is.
  preview(edit: Edit, { from = '', to = '', action = '' }: Subject = {}): Promise<Outcome<Changed> | undefined> {
    const look = this.scenario.view?.look ?? {}
    return this.engine.ask({ do: 'preview', edit, look, ...(from && { from, to, action }) })
  }

  // facts tells what a rule can be composed of.
  facts(subject: Subject): Promise<Facts | undefined> {
    return this.engine.result({ do: 'facts', ...subject })
  }

  // compose writes a rule, which is not in force yet.
  compose(subject: Subject, draft: RuleDraft): Promise<Outcome<Drafted> | undefined> {
    return this.engine.ask({ do: 'draft', ...subject, ...draft })
  }

  // switch puts a rule in use or out of it.
  async switch(rule: string, on: boolean): Promise<void> {
    this.#refused(await this.scenario.edit({ kind: 'rule', rule, on }))
  }

  // copy puts a rule of one's own in the place of a built-in one; its id is given back.
  copy(rule: string): Promise<string | undefined> {
    return this.#rewrite('copy', rule)
  }

  // cut takes one of one's own rules away.
  cut(rule: string): Promise<string | undefined> {
    return this.#rewrite('cut', rule)
  }

  async #rewrite(verb: 'copy' | 'cut', rule: string): Promise<string | undefined> {
    const outcome = await this.engine.ask({ do: verb, rule })
    const errors = outcome?.ok ? await this.scenario.edit(outcome.result.edit) : (outcome?.errors ?? [])
    this.#refused(errors)
    return outcome?.ok && errors.length === 0 ? outcome.result.id : undefined
  }

  // inPolicies asks about a text of rules as one of the open scenario's own; undefined where there is no answer.
  inPolicies<V extends 'lint' | 'findings' | 'complete' | 'hover' | 'declaration'>(
    verb: V,
    policies: string,
    offset = 0,
  ): Promise<Answer<V> | undefined> {
    return this.engine.result({ do: verb, policies, offset, look: this.scenario.wanted })
  }

  // inWorld asks about a part of a world that is being written; undefined where there is no answer.
  inWorld<V extends 'complete' | 'hover' | 'declaration'>(
    verb: V,
    texts: Texts,
    part: string,
    offset: number,
  ): Promise<Answer<V> | undefined> {
    const world: Edit = { kind: 'world', set: { ...texts } as Record<string, string> }
    return this.engine.result({ do: verb, world, part, offset })
  }

  // #ground is what the rules of one's own stand on: the open scenario, as it is when they are written.
  #ground() {
    const { scenario } = this
    return {
      get policies() {
        return (scenario.view?.rules.policies ?? '').replace(/\r\n?/g, '\n') // as the editor has lines
      },
      get position() {
        return scenario.view?.history.position ?? 0
      },
      lint: (policies: string) => this.inPolicies('lint', policies),
      findings: (policies: string) => this.inPolicies('findings', policies),
      write: (policies: string, coalesce: boolean) => scenario.edit({ kind: 'policies', value: policies }, coalesce),
      undo: () => scenario.undo(),
      keep: () => this.document.keep(),
    }
  }

  // #worldGround is what a world of one's own stands on.
  #worldGround() {
    const { scenario, document, engine } = this
    return {
      get carried() {
        return scenario.view?.rules.carried ?? false
      },
      get name() {
        return scenario.view?.rules.set ?? ''
      },
      get source() {
        const { edits, position } = document.work
        return edits.slice(0, position).findLast(({ kind }) => kind === 'world' || kind === 'base')
      },
      get position() {
        return scenario.view?.history.position ?? 0
      },
      texts: async (title?: string): Promise<Texts | undefined> =>
        (await engine.result({ do: 'texts', ...(title && { title }) }))?.set,
      losing: (world: Edit) => engine.result({ do: 'rebase', world }),
      take: async (edit: Edit, coalesce: boolean) => {
        let answer: readonly InputError[] | undefined
        await scenario.make(() => ({ edit, coalesce, taken: (errors) => (answer = errors) }))
        return answer
      },
      keep: () => document.keep(),
    }
  }
}
