// What the page and the engine's worker say to each other.

import type { Engine } from './run'

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

// respond hands an engine's answer to a request over. Bytes that it speaks of are transferred.
export function respond(
  engine: Engine,
  { id, request }: ToWorker,
  post: (message: FromWorker, transfer: Transferable[]) => void,
): void {
  const answer = engine.handle(request)
  if (typeof answer === 'string') return post({ kind: 'response', id, response: answer }, [])
  const [response, bytes] = answer
  post({ kind: 'response', id, response, bytes }, [bytes.buffer])
}
