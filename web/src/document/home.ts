// Where a page's scenarios come from and are kept. An embed has another home: it keeps nothing.

import type { Look } from '../engine/wire'
import { Autosave } from './autosave'
import { opened, stand, stay } from './back'
import { examples, starts, type Example, type Start } from './examples'

export interface Home extends Pick<Autosave, 'keep' | 'find' | 'setAside' | 'aside' | 'discard'> {
  readonly link: string // the fragment that the page was opened with; "" for none
  readonly first: (Pick<Example, 'id' | 'title' | 'scenario'> & { readonly look?: Look }) | undefined // shown where nothing is kept
  readonly starts: readonly Start[] // of every rule set that has some
  forgetLink(): void // what came by it is the person's own now
  opened(before: number): void // something else is shown; so many were open before it, to which the browser leads back
  stand(before: number): Promise<void> // what so many were open before is shown
  stay(before: number): void // it is shown where the browser is, however far that went back
}

export const autosave = new Autosave(
  location.href,
  () => localStorage,
  () => sessionStorage,
)

export const home: Home = {
  link: location.hash.length > 1 ? location.hash : '',
  first: examples[0],
  starts,
  keep: (kept, changed) => autosave.keep(kept, changed),
  find: (link) => autosave.find(link),
  setAside: (found, errors) => autosave.setAside(found, errors),
  aside: () => autosave.aside(),
  discard: (aside) => autosave.discard(aside),
  forgetLink: () => history.replaceState(null, '', location.pathname + location.search),
  opened,
  stand,
  stay,
}

// onTaken tells when another tab keeps its own work in the place of this tab's.
export function onTaken(tell: () => void): void {
  addEventListener('storage', ({ key }) => {
    if (key === autosave.name) tell()
  })
}
