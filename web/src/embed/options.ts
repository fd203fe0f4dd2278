// What the address of a frame asks for. The element says who the page around it is and sends
// the rest; a plain iframe has everything in its address.

import { themes, views, type Settings } from './messages'

export interface Options extends Settings {
  readonly host?: string // the origin of the page around it, when the element made the frame
  readonly link?: string // the fragment of a link
  readonly src?: string // the address of a file
}

export function optionsOf({ hash, search }: Pick<URL, 'hash' | 'search'>): Options {
  const parts = hash.slice(1).split('&')
  const link = parts.find((part) => /^\d+=/.test(part))
  const said = new URLSearchParams(parts.filter((part) => part !== link).join('&'))
  const src = new URLSearchParams(search).get('src')
  const host = said.get('host')
  return {
    ...settingsOf((name) => said.get(name)),
    ...(host !== null && { host }),
    ...(link !== undefined && { link: `#${link}` }),
    ...(src !== null && { src }),
  }
}

// settingsOf reads settings that may be missing or nonsense.
export function settingsOf(get: (name: keyof Settings) => unknown): Settings {
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const flag = (value: unknown) => (typeof value === 'string' ? value !== 'false' : value === true)
  return {
    from: text(get('from')),
    to: text(get('to')),
    action: text(get('action')),
    view: views.find((view) => view === get('view')) ?? 'pair',
    theme: themes.find((theme) => theme === get('theme')) ?? 'auto',
    readonly: flag(get('readonly')),
    controls: flag(get('controls')),
  }
}
