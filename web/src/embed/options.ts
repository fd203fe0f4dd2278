// What the address of a frame asks for. The element says who the page around it is and sends
// the rest; a plain iframe has everything in its address.

import { themes, views, type Problem, type Settings } from './messages'

// Asked is what a page asks for. What it asks for and there is not has a setting in its place, and
// is refused.
export interface Asked extends Settings {
  readonly refused: Problem['errors']
}

export interface Options extends Asked {
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
export function settingsOf(get: (name: keyof Settings) => unknown): Asked {
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const flag = (value: unknown) => (typeof value === 'string' ? value !== 'false' : value === true)
  const refused: Problem['errors'][number][] = []
  const choice = <T extends string>(name: keyof Settings, choices: readonly [T, ...T[]]): T => {
    const asked = text(get(name))
    const found = choices.find((choice) => choice === asked)
    if (asked && !found) refused.push(notThere(name, asked, choices))
    return found ?? choices[0]
  }
  return {
    from: text(get('from')),
    to: text(get('to')),
    action: text(get('action')),
    view: choice('view', views),
    theme: choice('theme', themes),
    readonly: flag(get('readonly')),
    controls: flag(get('controls')),
    refused,
  }
}

// missing says what of a pair and an action is not there: the engine shows somebody else instead.
export function missing({ from, to, action }: Settings, shown: Shown): Problem['errors'] {
  const list: Problem['errors'][number][] = []
  for (const [name, asked, is] of [
    ['from', from, shown.from],
    ['to', to, shown.to],
  ] as const) {
    if (!asked || asked === is) continue
    if (shown.actors.includes(asked)) list.push({ path: name, message: `"${asked}" cannot be paired with itself.` })
    else list.push(notThere(name, asked, shown.actors))
  }
  if (action && !shown.actions.includes(action)) list.push(notThere('action', action, shown.actions))
  return list
}

export interface Shown {
  readonly from: string
  readonly to: string
  readonly actors: readonly string[]
  readonly actions: readonly string[] // of the pair, and the sender's own
}

function notThere(path: string, asked: string, there: readonly string[]): Problem['errors'][number] {
  const most = 12
  const list = there.slice(0, most).join(', ') + (there.length > most ? ` and ${there.length - most} more` : '')
  return { path, message: `There is no "${asked.slice(0, 64)}" here${list && `, but ${list}`}.` }
}
