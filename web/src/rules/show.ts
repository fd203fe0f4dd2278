// Leads to the card of a rule, wherever one is.

import { tick } from 'svelte'
import type { Playground } from '../document/playground.svelte'

export async function showRule(playground: Playground, id: string): Promise<void> {
  playground.tab = 'rules'
  await tick()
  const card = document.getElementById(`rule-${id}`)
  card?.scrollIntoView({ block: 'center' })
  card?.querySelector<HTMLElement>('summary')?.focus()
  card?.setAttribute('open', '')
}
