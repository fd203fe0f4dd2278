// Leads to the card of a rule, wherever one is.

import { tick } from 'svelte'
import { rules } from '../page/chunks'
import type { Playground } from '../page/playground'

export async function showRule(playground: Playground, id: string): Promise<void> {
  await rules.load().catch(() => {}) // where it does not come, the tab says so
  playground.page.show('rules')
  await tick()
  const card = document.getElementById(`rule-${id}`)
  card?.scrollIntoView({ block: 'center' })
  card?.querySelector<HTMLElement>('summary')?.focus()
  card?.setAttribute('open', '')
}
