// Keeps the person's own work across reloads. A browser may refuse storage, and what it
// gives back may be anything: both must leave the page working, and nothing that it gives back
// is overwritten before it could be read.

import type { InputError } from '../engine/client'
import type { Look } from '../engine/wire'
import { checksum, checksumOf } from './link'
import type { Step } from './draft.svelte'
import { asideIn, folderOf, ownIn } from './places'
import type { Work } from './work'

export interface Kept {
  readonly work: Work
  readonly look: Look
  readonly example: string // the example that it began with; "" for the person's own
  readonly link: string // the link whose scenario it began with; "" for the person's own
  readonly draft?: string // the text of the person's own rules, where it has mistakes and is not in force
  readonly world?: Readonly<Partial<Record<string, string>>> | undefined // the texts of the person's own world, where they are not in force
  readonly typed?: readonly Step[] // was under way to the engine, which may refuse it
  readonly replaced?: readonly Kept[] // was open before, the latest last: undo opens it again
  readonly gone?: number // how many were open before these, for which there is no room
  readonly undone?: readonly Kept[] // was open after, until undo took it back
  readonly fresh?: boolean // nobody has done anything yet
}

// Found is a text that was kept. Without kept it cannot be read, and reason says why.
export interface Found {
  readonly link: string
  readonly text: string
  readonly kept?: Kept
  readonly reason: string
}

// Aside is a text that lies beside what is open, as it was kept, until somebody discards it.
export interface Aside extends Found {
  readonly id: string
  readonly errors: readonly InputError[] // why it does not open; none where something else took its place
}

// The version of what is kept: the shape of Kept, and the edits in it (rules/testdata/histories).
// Version 1 was kept without its number, too.
const version = 1

export function read(text: string, link = ''): Found {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { link, text, reason: 'It is not what Inroad keeps.' }
  }
  const { version: found = 1 } = (value ?? {}) as { version?: unknown }
  if (typeof found === 'number' && found > version) {
    const reason = `A newer Inroad kept it (version ${found} of what is kept); this one reads version ${version}.`
    return { link, text, reason }
  }
  // An older version is migrated here, to the shape of this one.
  if (found !== version || !isKept(value) || value.link !== link)
    return { link, text, reason: 'It is not what Inroad keeps.' }
  const { from, to, inward } = value.look // once it had more, that the engine takes no more
  const look = { ...(from && { from }), ...(to && { to }), ...(inward && { inward }) }
  return { link, text, kept: { ...value, look }, reason: '' }
}

export function foundOf(kept: Kept): Found {
  return { link: kept.link, text: JSON.stringify({ version, ...kept }), kept, reason: '' }
}

// write is what could be written: where there is no room for what was open before, or after, what is open goes without.
function write(storage: Storage, name: string, kept: Kept): string {
  const put = (one: Kept) => {
    const { text } = foundOf(one)
    storage.setItem(name, text)
    return text
  }
  const { replaced = [], gone = 0, undone = [], ...open } = kept
  try {
    return put(kept)
  } catch (full) {
    if (replaced.length === 0 && undone.length === 0) throw full
    return put({ ...open, gone: gone + replaced.length })
  }
}

function isKept(value: unknown): value is Kept {
  const { work, look, example, link, draft = '', world = {}, typed = [] } = (value ?? {}) as Partial<Kept>
  const { replaced = [], gone = 0, undone = [] } = (value ?? {}) as Partial<Kept>
  return (
    typeof work?.scenario === 'string' &&
    Array.isArray(work.edits) &&
    typeof work.position === 'number' &&
    typeof look === 'object' &&
    typeof example === 'string' &&
    typeof link === 'string' &&
    typeof gone === 'number' &&
    typeof draft === 'string' &&
    typeof world === 'object' &&
    world !== null &&
    Object.values(world).every((text) => typeof text === 'string') &&
    [typed, replaced, undone].every(Array.isArray) &&
    [...replaced, ...undone].every(isKept)
  )
}

// isOwn says whether somebody would miss a text: an example that was only looked at is no work.
export function isOwn({ kept }: Pick<Found, 'kept'>): boolean {
  if (!kept) return true
  const { example, work, draft, world, replaced = [], undone = [] } = kept
  return (
    example === '' ||
    work.edits.length > 0 ||
    draft !== undefined ||
    world !== undefined ||
    [...replaced, ...undone].some((one) => isOwn({ kept: one }))
  )
}

export class Autosave {
  readonly #folder: string
  readonly #known = new Map<string, string | null>() // what this tab last read or wrote in each place: else it is another tab's
  readonly #written = new Map<string, string>()
  readonly #held = new Map<string, Aside>() // by place, what could not be set aside and is not overwritten

  // Storage is a function, for a browser may throw when it is only asked for.
  constructor(
    address: string,
    private readonly local: () => Storage,
    private readonly session: () => Storage,
  ) {
    this.#folder = folderOf(address)
    try {
      this.#gather(new URL(address).pathname)
    } catch {
      // Refused: the page goes on without.
    }
  }

  // name is where the person's own work is kept.
  get name(): string {
    return ownIn(this.#folder)
  }

  // What came by a link lives as long as its tab, and never takes the place of one's own work.
  #place(link: string): [Storage, string] {
    return link ? [this.session(), `${this.name} ${checksumOf(link)}`] : [this.local(), this.name]
  }

  // #gather brings together what was kept when every address of the folder, as .../index.html, had a
  // place of its own. Where there are several works, the one of the address that is open stays.
  #gather(open: string): void {
    const old = (storage: Storage, rest: RegExp): [string, RegExpExecArray][] =>
      Object.keys(storage).flatMap((name) => {
        const found = name.startsWith(this.name) ? rest.exec(name.slice(this.name.length)) : null
        return found ? [[name, found]] : []
      })
    const session = this.session()
    for (const [name, [, link = '']] of old(session, /^[^/ ]+( [0-9a-f]{8})$/)) {
      const text = session.getItem(name)
      if (text === null || session.getItem(this.name + link) !== null) continue
      session.setItem(this.name + link, text)
      session.removeItem(name)
    }
    const storage = this.local()
    for (const [name, [file]] of old(storage, /^[^/ ]+$/)) {
      const [there, here] = [storage.getItem(name), storage.getItem(this.name)]
      if (there === null) continue
      const [theirs, ours] = [read(there), here === null ? undefined : read(here)]
      if (isOwn(theirs) && ours && isOwn(ours)) {
        const stays = open === this.#folder + file ? theirs : ours
        if (!this.#put(stays === ours ? theirs : ours, [])) continue
        storage.setItem(this.name, stays.text)
      } else if (isOwn(theirs) || !ours) {
        storage.setItem(this.name, there)
      }
      storage.removeItem(name)
    }
  }

  // keep writes what is open. What another tab has changed meanwhile gives way to a change, and
  // not to a look.
  keep(kept: Kept, changed: boolean): void {
    try {
      const [storage, name] = this.#place(kept.link)
      const there = storage.getItem(name)
      if (this.#held.has(name) || (!changed && there !== (this.#known.get(name) ?? null))) return
      if (there !== null && there !== this.#written.get(name)) {
        const found = read(there, kept.link)
        if (!found.kept && !this.setAside(found, [{ path: '', message: found.reason }])) return
      }
      const text = write(storage, name, kept)
      this.#known.set(name, text)
      this.#written.set(name, text)
    } catch {
      // Full or refused: the page goes on without.
    }
  }

  // find gives what was kept of a link's scenario; of "", the person's own.
  find(link: string): Found | undefined {
    try {
      const [storage, name] = this.#place(link)
      const text = storage.getItem(name)
      this.#known.set(name, text)
      return text === null ? undefined : read(text, link)
    } catch {
      return undefined
    }
  }

  // setAside puts a text where nothing overwrites it. Where there is no room for it, it is not
  // overwritten where it is, and what is open goes without autosave.
  setAside(found: Found, errors: readonly InputError[]): boolean {
    if (this.#put(found, errors)) return true
    const [, name] = this.#place(found.link)
    this.#held.set(name, { ...found, id: name, errors })
    return false
  }

  get #aside(): string {
    return asideIn(this.#folder)
  }

  #put({ link, text }: Found, errors: readonly InputError[]): boolean {
    try {
      const [storage] = this.#place(link)
      storage.setItem(this.#aside + checksum(text), JSON.stringify({ link, text, errors }))
      return true
    } catch {
      return false
    }
  }

  // aside lists what was set aside.
  aside(): readonly Aside[] {
    const list = [this.local, this.session].flatMap((get) => {
      try {
        const storage = get()
        const ids = Object.keys(storage).filter((name) => name.startsWith(this.#aside))
        return ids.sort().map((id) => asideOf(id, storage.getItem(id) ?? ''))
      } catch {
        return [] // refused
      }
    })
    return [...list, ...this.#held.values()]
  }

  discard({ id }: Aside): void {
    try {
      this.local().removeItem(id)
      this.session().removeItem(id)
      this.#held.delete(id)
    } catch {
      // Refused: there is none.
    }
  }
}

function asideOf(id: string, stored: string): Aside {
  try {
    const { link, text, errors } = JSON.parse(stored) as Aside
    return { ...read(text, link), id, errors: [...errors] }
  } catch {
    return { ...read(stored), id, errors: [] } // something else under the name: shown as it is
  }
}
