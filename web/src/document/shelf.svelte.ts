// What was set aside: kept work that does not open, or gave its place to other work.

import type { InputError } from '../engine/client'
import type { Aside, Found } from './autosave'
import type { Home } from './home'

export class Shelf {
  list = $state.raw<readonly Aside[]>([])
  shown = $state.raw<Aside>() // the one that is looked at

  constructor(private readonly home: Home) {}

  // read lists what lies there from before.
  read(): void {
    this.list = this.home.aside()
  }

  // put sets something aside as it is, and shows why.
  put(found: Found, errors: readonly InputError[]): void {
    const known = new Set(this.home.aside().map(({ id }) => id))
    this.home.setAside(found, errors)
    this.read()
    this.shown ??= this.list.find(({ id }) => !known.has(id))
  }

  show(aside: Aside): void {
    this.shown = aside
  }

  close(): void {
    this.shown = undefined
  }

  discard(aside: Aside): void {
    this.home.discard(aside)
    this.read()
    this.close()
  }
}
