// What was set aside: kept work that does not open, or gave its place to other work.

import type { InputError, Outcome } from '../engine/client'
import { isOwn, type Aside, type Found, type Kept } from './autosave'
import type { Home } from './home'
import type { View } from './view'

// Opener opens what was kept, and knows what is the person's own.
interface Opener {
  own(): Found | undefined
  reopen(kept: Kept, before: () => void): Promise<Outcome<View>> // before is called when it is about to be shown
  refuse(errors: readonly InputError[]): void
}

export class Shelf {
  list = $state.raw<readonly Aside[]>([])
  shown = $state.raw<Aside>() // the one that is looked at

  constructor(
    private readonly home: Home,
    private readonly opener: Opener,
  ) {}

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

  // open opens what was set aside. What is the person's own gives its place, and is set aside.
  async open(aside: Aside): Promise<void> {
    const { kept, reason } = aside
    const own = this.opener.own()
    let room = true
    const before = () => (room = !own || !isOwn(own) || this.home.setAside(own, []))
    const errors = [{ path: '', message: reason }]
    const outcome = kept ? await this.opener.reopen({ ...kept, link: '' }, before) : ({ ok: false, errors } as const)
    if (!outcome.ok) return this.opener.refuse(outcome.errors)
    this.home.forgetLink()
    if (room) this.discard(aside)
    else this.read()
  }

  discard(aside: Aside): void {
    this.home.discard(aside)
    this.read()
    this.close()
  }
}
