// What people ask or are told, each a scenario whose checks are the answer. The tests of the engine hold every check.

import list from '../../../rules/claims/claims.json'

export interface Claim {
  readonly file: string
  readonly group: string
  readonly question: string
  readonly answer: string
  readonly buttons: readonly string[] // words that people see, and search by
  readonly unknown: string // what no rules can say of it; "" for nothing
  readonly only: string // why one rule set alone is asked; "" where all are
  readonly asked: readonly Asked[]
  readonly verdicts: readonly Verdict[] // one for each rule set that is asked
  readonly scenario: string
}

// Where it is asked or told.
export interface Asked {
  readonly address: string
  readonly says?: string
  readonly date?: string
}

export interface Verdict {
  readonly set: string
  readonly asks: string // the check's name; "" for none
  readonly expect: string
  readonly contested: boolean
}

interface Check {
  readonly name?: string
  readonly in?: string
  readonly expect?: string
  readonly contested?: boolean
}

interface Scenario {
  readonly title: string
  readonly description: string
  readonly rules: string
  readonly checks: readonly Check[]
}

const files = import.meta.glob<string>(['../../../rules/claims/*.json', '!**/claims.json'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

interface Listed extends Pick<Claim, 'file' | 'group' | 'buttons' | 'asked'> {
  readonly unknown?: string
  readonly only?: { readonly because: string }
}

export const claims: readonly Claim[] = (list as readonly Listed[]).map((listed) => {
  const scenario = files[`../../../rules/claims/${listed.file}.json`] ?? ''
  const { title, description, rules, checks } = JSON.parse(scenario) as Scenario
  return {
    ...listed,
    question: title,
    answer: description,
    unknown: listed.unknown ?? '',
    only: listed.only?.because ?? '',
    verdicts: verdictsOf(rules, checks),
    scenario,
  }
})

// What the named check of each rule set expects: the one that the question is about.
function verdictsOf(rules: string, checks: readonly Check[]): readonly Verdict[] {
  const sets = [...new Set(checks.map((check) => check.in ?? rules))]
  return sets.map((set) => {
    const of = checks.filter((check) => (check.in ?? rules) === set)
    const central = of.find(({ name }) => name) ?? of[0]
    return { set, asks: central?.name ?? '', expect: central?.expect ?? '', contested: central?.contested ?? false }
  })
}

// found are the claims in which every word stands, whichever case: in the question, the answer, the
// words of the buttons or the heading.
export function found(words: string, among = claims): readonly Claim[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  return among.filter(({ question, answer, group, buttons }) => {
    const text = [question, answer, group, ...buttons].join('\n').toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}

// commonest are the words that stand at most claims, to be proposed.
export const commonest: readonly string[] = mostOf(
  claims.flatMap(({ buttons }) => buttons),
  4,
)

function mostOf(words: readonly string[], most: number): readonly string[] {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([word]) => word)
}
