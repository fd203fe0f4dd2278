// The engine for all embeds of one page: a shared worker that each frame has a port to.

import { start, textOf } from '../engine/start'
import type { FromWorker, ToWorker } from '../engine/worker-protocol'
import { EngineSessions } from './engine-sessions'

interface SharedScope {
  onconnect: ((event: MessageEvent) => void) | null
  close(): void
}

const scope = globalThis as unknown as SharedScope
const ports: WeakRef<MessagePort>[] = [] // nobody says when a frame is gone, but its port can be collected then
let sessions: EngineSessions<MessagePort> | undefined
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
  port.onmessage = ({ data: { id, request } }: MessageEvent<ToWorker>) => {
    try {
      if (!sessions) throw new Error('The engine was asked before it was ready.')
      port.postMessage({ kind: 'response', id, response: sessions.handle(port, request) } satisfies FromWorker)
    } catch (error) {
      fail(error)
    }
  }
  if (ready) port.postMessage(ready)
}

start(
  (loaded) => tell({ kind: 'progress', loaded, total: __ENGINE_BYTES__ }),
  (engine) => {
    sessions = new EngineSessions((request) => textOf(engine.handle(request)))
    ready = { kind: 'ready', version: engine.version }
    tell(ready)
  },
).catch(fail)
