// What the page and the engine's worker say to each other.

export interface ToWorker {
  readonly id: number
  readonly request: string
}

export type FromWorker =
  | { readonly kind: 'progress'; readonly loaded: number; readonly total: number }
  | { readonly kind: 'ready'; readonly version: string }
  | {
      readonly kind: 'response'
      readonly id: number
      readonly response: string
      readonly bytes?: Uint8Array<ArrayBuffer> // transferred: whoever gets them owns them
    }
  | { readonly kind: 'failed'; readonly message: string }
