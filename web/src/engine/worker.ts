// The engine's thread. It starts the engine once and passes requests through.

import { start, type Engine } from './start'
import type { FromWorker, ToWorker } from './worker-protocol'

let engine: Engine | undefined
const say = (message: FromWorker) => postMessage(message)

addEventListener('message', (event: MessageEvent<ToWorker>) => {
  const { id, request } = event.data
  try {
    if (!engine) throw new Error('The engine was asked before it was ready.')
    const answer = engine.handle(request)
    if (typeof answer === 'string') return say({ kind: 'response', id, response: answer })
    const [response, bytes] = answer
    postMessage({ kind: 'response', id, response, bytes } satisfies FromWorker, { transfer: [bytes.buffer] })
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
