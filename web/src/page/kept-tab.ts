// Which tab is shown survives a reload, in this tab of the browser.

import { tabs, type Tab } from './selection.svelte'

const key = 'inroad tab'

export function keptTab(): Tab {
  try {
    const kept = sessionStorage.getItem(key)
    return tabs.find((tab) => tab === kept) ?? 'answer'
  } catch {
    return 'answer'
  }
}

export function keepTab(tab: Tab): void {
  try {
    sessionStorage.setItem(key, tab)
  } catch {
    // Refused: a reload shows the answer.
  }
}
