// What a person pastes to embed a scenario, in either of two ways.

import type { Settings } from './messages'

export interface Snippet {
  readonly site: string // the playground's folder, ending in "/"
  readonly scenario: string
  readonly fragment: string // of a link to it
  readonly settings: Settings
  readonly sentence: string // the answer in words: it stands there until the embed is live
}

export function elementHtml({ site, scenario, settings, sentence }: Snippet): string {
  const { from, to, view, theme, readonly, controls } = settings
  const attributes = [
    `scenario="${escape(JSON.stringify(JSON.parse(scenario)))}"`,
    from && `from="${escape(from)}"`,
    to && `to="${escape(to)}"`,
    `view="${view}"`,
    controls && 'controls',
    readonly && 'readonly',
    theme !== 'auto' && `theme="${theme}"`,
  ].filter(Boolean)
  return `<script async src="${escape(site)}embed.js"></script>
<inroad-playground ${attributes.join(' ')}><p>${escape(sentence)}</p></inroad-playground>
`
}

export function frameHtml(snippet: Snippet): string {
  const height = snippet.settings.view === 'network' ? 640 : 600
  return `<iframe src="${escape(frameAddress(snippet))}" title="Inroad: who can reach whom, and why" width="100%" height="${height}" loading="lazy"></iframe>
`
}

export function frameAddress({ site, fragment, settings }: Pick<Snippet, 'site' | 'fragment' | 'settings'>): string {
  const { view, theme, readonly, controls } = settings
  const options = [`view=${view}`, controls && 'controls', readonly && 'readonly', theme !== 'auto' && `theme=${theme}`]
  return `${site}embed.html${fragment}&${options.filter(Boolean).join('&')}`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
