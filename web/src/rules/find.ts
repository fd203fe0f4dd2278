// Which rules a person looks for, and under which heading each stands.

import type { Deciding, Rule, WorldAction } from '../engine/wire'

export interface Wanted {
  readonly text: string
  readonly here: boolean // that decide the pair at hand
  readonly mine: boolean
}

export interface Group {
  readonly heading: string
  readonly rules: readonly Rule[]
}

// of is what a map of the wire has of a rule, which may be called as what every object has: "constructor".
export function of<T>(map: { readonly [id: string]: T }, id: string): T | undefined {
  return Object.hasOwn(map, id) ? map[id] : undefined
}

// found are the rules that have every word of a text, in the order of the engine.
export function found(
  rules: readonly Rule[],
  { text, here, mine }: Wanted,
  actions: readonly WorldAction[],
  deciding: Deciding | undefined,
): readonly Rule[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return rules.filter((rule) => {
    if ((mine && !rule.own) || (here && !(deciding && of(deciding.here, rule.id)))) return false
    const all = [rule.title, rule.id, ...rule.sources, ...labels(rule, actions), rule.cedar].join('\n').toLowerCase()
    return words.every((word) => all.includes(word))
  })
}

// labels are how the actions of a rule are called.
export function labels(rule: Rule, actions: readonly WorldAction[]): readonly string[] {
  return rule.actions.map((name) => actions.find(({ action }) => action === name)?.label ?? name)
}

// grouped are rules by their action, in the order of the actions; those on several stand together behind.
export function grouped(rules: readonly Rule[], actions: readonly WorldAction[]): readonly Group[] {
  return [
    ...actions.map(({ action, label }) => ({
      heading: label,
      rules: rules.filter((rule) => rule.actions.length === 1 && rule.actions[0] === action),
    })),
    { heading: 'Several actions', rules: rules.filter((rule) => rule.actions.length !== 1) },
  ].filter((group) => group.rules.length > 0)
}
