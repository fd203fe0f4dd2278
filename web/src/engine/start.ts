// Starts the engine in the worker that imports this.

import '../../public/engine/wasm_exec.js'
import engineUrl from '../../public/engine/inroad.wasm?url'
import { load, type Progress } from './load'

interface Go {
  readonly importObject: WebAssembly.Imports
  run(instance: WebAssembly.Instance): Promise<void>
}

// What the engine answers with: text, and the bytes that it speaks of.
export type Answered = string | readonly [text: string, bytes: Uint8Array<ArrayBuffer>]

export interface Engine {
  handle(request: string): Answered
  readonly version: string
}

interface EngineScope {
  readonly Go: new () => Go
  readonly inroad: Engine
  inroadReady?: () => void
}

const scope = globalThis as unknown as EngineScope

// start calls ready once, and never comes back but by throwing.
export async function start(progress: Progress, ready: (engine: Engine) => void): Promise<never> {
  const go = new scope.Go()
  const instance = await load(engineUrl, go.importObject, progress)
  scope.inroadReady = () => ready(scope.inroad)
  await go.run(instance)
  throw new Error('The engine stopped.')
}
