// The engine for all embeds of one page: a shared worker that each frame has a port to.

import type { Engine } from '../engine/run'
import { start } from '../engine/start'
import { respond, type FromWorker, type ToWorker } from '../engine/worker-protocol'

interface SharedScope {
  onconnect: ((event: MessageEvent) => void) | null
  close(): void
}

const scope = globalThis as unknown as SharedScope
const ports: WeakRef<MessagePort>[] = [] // nobody says when a frame is gone, but its port can be collected then
let engine: Engine | undefined
let ready: FromWorker | undefined

function tell(message: FromWorker): void {
  for (const port of ports) port.deref()?.postMessage(message)
}

// fail ends this worker: whoever asks for one next gets a new one, not a dead one.
function fail(error: unknown): void {
  tell({ kind: 'failed', message: String(error) })
  scope.close()
}

scope.onconnect = ({ ports: [port] }) => {
  if (!port) return
  ports.push(new WeakRef(port))
  port.onmessage = ({ data }: MessageEvent<ToWorker>) => {
    try {
      if (!engine) throw new Error('The engine was asked before it was ready.')
      respond(engine, data, (message, transfer) => port.postMessage(message, transfer))
    } catch (error) {
      fail(error)
    }
  }
  if (ready) port.postMessage(ready)
}

start(
  (loaded) => tell({ kind: 'progress', loaded, total: __ENGINE_BYTES__ }),
  (started) => {
    engine = started
    ready = { kind: 'ready', version: started.version }
    tell(ready)
  },
).catch(fail)
