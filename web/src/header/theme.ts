// Light, dark, or as the system says.

import { store, stored } from '../parts/preference'

export type Theme = 'system' | 'light' | 'dark'

export const themes: readonly Theme[] = ['system', 'light', 'dark']

export function storedTheme(): Theme {
  const kept = stored('theme')
  return themes.find((theme) => theme === kept) ?? 'system'
}

export function apply(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
  store('theme', theme)
}
