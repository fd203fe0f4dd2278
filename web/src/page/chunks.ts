// What is not seen at the start comes in chunks of its own.

import { texts } from '../document/examples'
import { Chunk } from '../parts/chunk'

export const network = new Chunk(() => import('../canvas/Network.svelte'))
export const person = new Chunk(() => import('../people/Person.svelte'))
export const incoming = new Chunk(() => import('../incoming/Incoming.svelte'))
export const people = new Chunk(() => import('../people/People.svelte'))
export const actorSearch = new Chunk(() => import('../parts/ActorSearch.svelte'))
export const inSum = new Chunk(() => import('../summary/InSum.svelte'))
export const rules = new Chunk(() => import('../rules/Rules.svelte'))
export const checks = new Chunk(() => import('../checks/Checks.svelte'))
export const ruleDialog = new Chunk(() => import('../rules/RuleDialog.svelte'))
export const embedDialog = new Chunk(() => import('../embed/EmbedDialog.svelte'))
export const asideDialog = new Chunk(() => import('../document/AsideDialog.svelte'))
export const generateDialog = new Chunk(() => import('../header/GenerateDialog.svelte'))
export const claimsDialog = new Chunk(() => import('../claims/ClaimsDialog.svelte'))

// fetchRest fetches what a person is likely to need, so that the page goes on when the network is gone. What does not come is
// fetched when it is needed.
export async function fetchRest(): Promise<void> {
  for (const chunk of [
    texts,
    person,
    incoming,
    people,
    actorSearch,
    inSum,
    rules,
    checks,
    ruleDialog,
    embedDialog,
    asideDialog,
    generateDialog,
  ]) {
    await chunk.load().catch(() => {})
  }
}
