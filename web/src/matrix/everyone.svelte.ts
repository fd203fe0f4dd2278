// Everyone to everyone as the engine tells it: a byte a pair, some rows at a time.

import type { Actor, CellOutcome, Cells } from '../engine/wire'
import { download } from '../parts/download'
import type { MarkName } from '../parts/marks'
import type { Spot } from './axis'

export type Slice = Cells & { readonly bytes: Uint8Array }

export interface MatrixRequest {
  readonly start?: number
  readonly since?: number
  readonly csv?: boolean
}

// Told is what is known of the matrix of one revision. Its rows and columns are those of its actors, who may be others by now.
export interface Told {
  readonly revision: number
  readonly actors: readonly Actor[]
  readonly rows: number // how many are known, from the first on
  readonly bytes: Uint8Array
  readonly counts: Uint32Array // by number of an outcome, how many cells come to it; those not known yet are among the first
  readonly outcomes: readonly CellOutcome[]
  readonly flipped: number // how many of the cells the last edit changed
}

// Ground is what a matrix is of: the scenario that was opened as the so many-eth, in one of its revisions.
export interface Ground {
  readonly opened: number
  readonly revision: number
  readonly actors: readonly Actor[]
}

// Place is a cell, by the ids of its sender and recipient.
export interface Place {
  readonly from: string
  readonly to: string
}

const numberBits = 127
const flippedBit = 128

export class Everyone {
  told = $state.raw<Told>()
  order = $state('file') // how rows and columns are ordered: an Ordering.id
  size = $state<number>() // of a cell, in pixels; undefined: as there is room
  focus = $state.raw<Place>() // the cell that the keyboard is at

  #wanted: Ground | undefined
  #collecting: Promise<unknown> = Promise.resolve() // until all rows that are asked for are there

  constructor(private readonly ask: (request: MatrixRequest) => Promise<Slice | undefined>) {}

  // follow asks for all rows of a revision. What was asked of another is given up. Until the new is whole the old one of the same
  // scenario stays; of a scenario that was just opened, rows are shown as they come.
  async follow(ground: Ground): Promise<void> {
    const was = this.#wanted
    if (was?.opened === ground.opened && was.revision === ground.revision) return
    this.#wanted = ground
    if (was?.opened !== ground.opened) this.told = undefined
    if (ground.actors.length < 2) {
      this.told = undefined
      return
    }
    const { told } = this
    if (told?.revision === ground.revision && isWhole(told)) {
      this.told = { ...told, actors: ground.actors }
      return
    }
    const collecting = this.#collect(ground)
    this.#collecting = collecting
    if (!(await collecting) && this.#wanted === ground) this.#wanted = undefined
  }

  // goOn follows a scenario that is followed already into another revision.
  goOn(ground: Ground): void {
    if (this.#wanted?.opened === ground.opened) void this.follow(ground)
  }

  // turn asks what the edit that the engine has just made touched of the matrix at hand, and shows it before anything else of that edit
  // is known; it says whether there is something new to be seen. Where the edit touched too much to be told at once, the rows come
  // when the new revision is followed.
  async turn(): Promise<boolean> {
    const { told } = this
    if (!told || !isWhole(told)) return false
    const touched = await this.ask({ since: told.revision })
    if (!touched?.relative || this.told !== told) return false
    this.told = turned(told, touched)
    return true
  }

  // settled is reached when no rows are on their way, for those who would ask the engine for what takes longer.
  async settled(): Promise<void> {
    for (let awaited: Promise<unknown> | undefined; awaited !== this.#collecting; await awaited)
      awaited = this.#collecting
  }

  // #collect says whether all rows came. The engine may be in another state already, or gone: whatever the page shows next is
  // followed anew.
  async #collect(ground: Ground): Promise<boolean> {
    const fresh = !this.told
    for (let told: Told | undefined; ;) {
      const slice = await this.ask({ start: told?.rows ?? 0 })
      if (this.#wanted !== ground) return false
      if (slice?.revision !== ground.revision || slice.progress.of !== ground.actors.length) return false
      told = added(told, slice, ground.actors)
      if (fresh || !slice.progress.more) this.told = told
      if (!slice.progress.more) return true
    }
  }

  // save hands the matrix to the browser as a file.
  async save(): Promise<void> {
    const parts = await this.csv()
    if (parts) download('everyone-to-everyone.csv', parts, 'text/csv')
  }

  // csv is the matrix as the command prints it; undefined where it changed meanwhile.
  async csv(): Promise<Uint8Array<ArrayBuffer>[] | undefined> {
    const parts: Uint8Array<ArrayBuffer>[] = []
    for (let start = 0, revision: number | undefined; ;) {
      const slice = await this.ask({ start, csv: true })
      if (!slice || slice.revision !== (revision ??= slice.revision)) return undefined
      parts.push(new Uint8Array(slice.bytes))
      start += slice.senders.length
      if (!slice.progress.more) return parts
    }
  }
}

// isWhole says that all rows are known.
export function isWhole({ rows, actors }: Told): boolean {
  return rows === actors.length
}

// added is what is told with the rows of a slice, too.
function added(told: Told | undefined, slice: Slice, actors: readonly Actor[]): Told {
  return taken(told ?? nothing(actors.length), slice, actors)
}

// turned is what is told after an edit that touched some of it. Of all else stands what it came to, and no mark of the edit before.
function turned({ bytes, counts, actors, flipped }: Told, touched: Slice): Told {
  const left = { bytes: bytes.slice(), counts: counts.slice() }
  if (flipped > 0) for (let cell = 0; cell < left.bytes.length; cell++) left.bytes[cell]! &= numberBits
  return taken(left, touched, actors)
}

function nothing(count: number): Pick<Told, 'bytes' | 'counts'> {
  const counts = new Uint32Array(numberBits + 1)
  counts[0] = count ** 2
  return { bytes: new Uint8Array(count ** 2), counts }
}

// taken puts the rows and columns of a slice into cells.
function taken({ bytes, counts }: Pick<Told, 'bytes' | 'counts'>, slice: Slice, actors: readonly Actor[]): Told {
  const { revision, outcomes, flipped, senders, recipients, progress } = slice
  const count = actors.length
  let next = 0 // of the bytes
  const line = (first: number, step: number) => {
    for (let cell = first, end = first + count * step; cell < end; cell += step) {
      const [was, is] = [bytes[cell]!, slice.bytes[next++]!]
      counts[was & numberBits]!--
      counts[is & numberBits]!++
      bytes[cell] = is
    }
  }
  for (const from of senders) line(from * count, 1)
  for (const to of recipients) line(to, count)
  return { revision, actors, rows: progress.done, bytes, counts, outcomes, flipped }
}

// outcomeAt is what a sender's way to a recipient comes to, by their numbers; undefined where it is not known yet.
export function outcomeAt({ actors, rows, bytes, outcomes }: Told, from: number, to: number): CellOutcome | undefined {
  if (from >= rows) return undefined
  return outcomes[(bytes[from * actors.length + to] ?? 0) & numberBits]
}

// flippedAt says whether the last edit changed a cell.
export function flippedAt({ actors, rows, bytes }: Told, from: number, to: number): boolean {
  return from < rows && ((bytes[from * actors.length + to] ?? 0) & flippedBit) !== 0
}

// nextFlipped is the first cell behind one, row by row in an order, that the last edit changed; the first of all behind the last.
export function nextFlipped(told: Told, order: readonly number[], [row, column]: Spot): Spot | undefined {
  const count = order.length
  const all = count * count
  for (let step = 1, at = row * count + column; step <= all; step++) {
    const next = (at + step) % all
    const [r, c] = [Math.floor(next / count), next % count]
    if (flippedAt(told, order[r] ?? 0, order[c] ?? 0)) return [r, c]
  }
  return undefined
}

// nothingOffered says that no two are offered any way: a whole matrix without an outcome.
export function nothingOffered(told: Told): boolean {
  return isWhole(told) && told.outcomes.length < 2
}

// sharesOf says how much of the pairs that are offered a way has each mark, from 0 to 1.
export function sharesOf({ counts, outcomes }: Told): ReadonlyMap<MarkName, number> {
  const shares = new Map<MarkName, number>()
  const all = counts.reduce((sum, count) => sum + count, 0) - (counts[0] ?? 0)
  outcomes.forEach(({ mark }, number) => {
    const count = counts[number] ?? 0
    if (mark !== 'self' && count > 0) shares.set(mark, (shares.get(mark) ?? 0) + count / all)
  })
  return shares
}
