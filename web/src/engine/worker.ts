// The engine's thread. It starts the engine once and passes requests through.

import '../../public/engine/wasm_exec.js'
import engineUrl from '../../public/engine/inroad.wasm?url'
import { load } from './load'
import type { FromWorker, ToWorker } from './worker-protocol'

interface Go {
  readonly importObject: WebAssembly.Imports
  run(instance: WebAssembly.Instance): Promise<void>
}

interface EngineScope {
  readonly Go: new () => Go
  readonly inroad: { handle(request: string): string; readonly version: string }
  inroadReady?: () => void
}

const scope = globalThis as unknown as EngineScope
const say = (message: FromWorker) => postMessage(message)

async function start(): Promise<void> {
  const go = new scope.Go()
  const instance = await load(engineUrl, go.importObject, (loaded) =>
    say({ kind: 'progress', loaded, total: __ENGINE_BYTES__ }),
  )
  scope.inroadReady = () => say({ kind: 'ready', version: scope.inroad.version })
  await go.run(instance)
  throw new Error('The engine stopped.')
}

addEventListener('message', (event: MessageEvent<ToWorker>) => {
  const { id, request } = event.data
  try {
    say({ kind: 'response', id, response: scope.inroad.handle(request) })
  } catch (error) {
    say({ kind: 'failed', message: String(error) })
  }
})

start().catch((error: unknown) => say({ kind: 'failed', message: String(error) }))
