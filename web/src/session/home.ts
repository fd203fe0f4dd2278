// Where a page's scenarios come from and are kept. An embed has another home: it keeps nothing.

import { keep, kept, type Kept } from './autosave'
import { examples, type Example } from './examples'

export interface Home {
  readonly link: string // the fragment that the page was opened with; "" for none
  readonly first: Pick<Example, 'id' | 'scenario'> | undefined // shown where nothing is kept
  keep(kept: Kept, changed: boolean): void // a look is no change
  kept(link: string): Kept | undefined // what came of a link's scenario; of "", the person's own
  forgetLink(): void // what came by it is the person's own now, or could not be opened
}

export const home: Home = {
  link: location.hash.length > 1 ? location.hash : '',
  first: examples[0],
  keep,
  kept,
  forgetLink: () => history.replaceState(null, '', location.pathname + location.search),
}
