// Where the documentation describes rules: beside the page, in a folder for each rule set that comes with Inroad.

import type { Rules } from '../engine/wire'

// docsOfClaim is the page of a claim.
export const docsOfClaim = (file: string) => `./docs/rules/claims/${file}.html`

// docsOf is the address of the page about the rules in force, or about one of them. None is about rules that a scenario
// brings itself, or that a person wrote.
export function docsOf(rules: Pick<Rules, 'set' | 'carried'>, rule?: { readonly id: string; readonly own: boolean }) {
  if (rules.carried || rule?.own) return undefined
  return `./docs/rules/${rules.set}/index.html${rule ? `#${rule.id}` : ''}`
}
