// What an embed's frame and the page around it say to each other. Both sides look at where a
// message comes from before they look at what it says.

export type View = 'pair' | 'network' | 'matrix'
export type Theme = 'auto' | 'light' | 'dark'

export const views: readonly [View, ...View[]] = ['pair', 'network', 'matrix']
export const themes: readonly [Theme, ...Theme[]] = ['auto', 'light', 'dark']

// Settings are how an embed shows its scenario; from and to are "" for those of the file, and
// action is "" where none is to be shown in full.
export interface Settings {
  readonly from: string
  readonly to: string
  readonly action: string
  readonly view: View
  readonly theme: Theme
  readonly readonly: boolean
  readonly controls: boolean
}

export interface State {
  readonly scenario: string // the file's text as it stands now
  readonly from: string
  readonly to: string
  readonly answers: readonly {
    readonly action: string
    readonly verdict: string
    readonly contested: boolean
    readonly cost: number
  }[]
}

export interface Problem {
  readonly message: string
  readonly errors: readonly { readonly path: string; readonly message: string }[]
}

// To the frame. A scenario comes with it when it is to be opened. Every request has a number, which
// comes back with the answers after it: those that were on their way before are no answers to it.
export type ToFrame = {
  readonly inroad: 1
  readonly kind: 'show'
  readonly asked: number
  readonly scenario?: string
} & Settings

export type FromFrame =
  | { readonly inroad: 1; readonly kind: 'listening' }
  | { readonly inroad: 1; readonly kind: 'height'; readonly height: number }
  | ({ readonly inroad: 1; readonly kind: 'answer'; readonly asked: number } & State)
  | ({ readonly inroad: 1; readonly kind: 'error' } & Problem)
