// Runs the engine, wherever it was loaded from.

import '../../public/engine/wasm_exec.js'

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

// run calls ready once, and never comes back but by throwing.
export async function run(
  load: (imports: WebAssembly.Imports) => Promise<WebAssembly.Instance>,
  ready: (engine: Engine) => void,
): Promise<never> {
  const go = new scope.Go()
  const instance = await load(go.importObject)
  scope.inroadReady = () => ready(scope.inroad)
  await go.run(instance)
  throw new Error('The engine stopped.')
}
