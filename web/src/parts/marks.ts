// The marks of outcomes as the page draws them everywhere: each with a glyph and words of its own, and under its name a
// colour in palette.css. The mark of a rule that fails is the last.

import type { Cell } from '../engine/wire'

export type MarkName = Cell['mark']

interface Drawn {
  readonly label: string
  readonly path?: string // of a box of 16
  readonly text?: string
}

export const marks: Readonly<Record<MarkName, Drawn>> = {
  free: { label: 'free', path: 'M3.500 8.500 6.500 11.500 12.500 4.800' },
  cost: { label: 'costs something' }, // its glyph is what it takes
  contested: { label: 'unclear', text: '?' },
  unstated: { label: 'not said', path: 'M4.500 8h7' },
  forbidden: { label: 'forbidden', path: 'M4.500 4.500 11.500 11.500M11.500 4.500 4.500 11.500' },
  error: { label: 'cannot be decided, a rule fails', text: '!' },
  self: { label: '' },
}

export const markNames = (Object.keys(marks) as MarkName[]).filter((mark) => mark !== 'self')
