// What the engine answered while the page was built. The page shows it until the engine is there.

import type { Request, Response } from './wire'

export interface Recorded {
  readonly request: Request
  readonly response: Response
  readonly bytes?: string // that the response speaks of, in base64
}

export function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

export function decode(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}
