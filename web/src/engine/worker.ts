// The engine's thread. It starts the engine once and passes requests through.

import type { Engine } from './run'
import { start } from './start'
import { respond, type FromWorker, type ToWorker } from './worker-protocol'

let engine: Engine | undefined
const say = (message: FromWorker) => postMessage(message)

addEventListener('message', (event: MessageEvent<ToWorker>) => {
  try {
    if (!engine) throw new Error('The engine was asked before it was ready.')
    respond(engine, event.data, (message, transfer) => postMessage(message, { transfer }))
  } catch (error) {
    say({ kind: 'failed', message: String(error) })
  }
})

start(
  (loaded) => say({ kind: 'progress', loaded, total: __ENGINE_BYTES__ }),
  (started) => {
    engine = started
    say({ kind: 'ready', version: started.version })
  },
).catch((error: unknown) => say({ kind: 'failed', message: String(error) }))
