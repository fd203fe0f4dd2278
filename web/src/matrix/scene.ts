// What is painted of the matrix, and in which colours.

import type { MarkName } from '../parts/marks'
import type { Axis, Spot } from './axis'
import type { Ordered } from './order'
import type { Told } from './everyone.svelte'

// Palette is the colours of palette.css as they are in the theme at hand, each as CSS writes it: rgb(…).
export interface Palette {
  readonly marks: Readonly<Record<MarkName, { readonly ink: string; readonly tint: string }>>
  readonly surface: string
  readonly ink: string
  readonly muted: string
  readonly accent: string
  readonly font: string // a family
}

export interface Name {
  readonly full: string
  readonly initials: string
}

export interface Edges {
  readonly left: number // the room of the senders' names
  readonly top: number // of the recipients'
  readonly band: number // of that, what the names of groups take
}

export interface Scene {
  readonly told: Told
  readonly names: readonly Name[] // by actor
  readonly ordered: Ordered
  readonly axis: Axis
  readonly edges: Edges
  readonly width: number
  readonly height: number
  readonly x: number // how far it is moved
  readonly y: number
  readonly chosen: Spot | undefined // by place: row, column
  readonly pointed: Spot | undefined
  readonly focused: boolean // the cell that is pointed at has the keyboard
}

// Range are places along an axis: the first, and the one behind the last.
export type Range = readonly [number, number]

export const glyphSize = 14 // from which size of a cell on its glyph can be seen
export const initialsSize = 22 // from which on initials fit above a column
export const outlined = 5 // from which on a changed cell can have an outline

export function edgesOf({ size }: Axis, groups: Ordered['groups'], width: number, height: number): Edges {
  const band = groups.length > 0 ? 18 : 0
  const names = height < 360 ? 64 : 108 // written upwards, where initials have no room
  return { left: band + (width < 500 ? 84 : 124), top: band + (size >= initialsSize ? 22 : names), band }
}

// colourOf is what a small cell is painted in: strongly where there is a way, and lightly where there is none.
export function colourOf({ marks }: Palette, mark: MarkName): string {
  return marks[mark][isOpen(mark) ? 'ink' : 'tint']
}

// isOpen says whether one can be reached, be it under one reading; what cannot be decided has to be seen, too.
export function isOpen(mark: MarkName): boolean {
  return mark !== 'forbidden' && mark !== 'unstated'
}
