// Where an embed's engine runs: in a worker that all embeds of a page share, or in one of its
// own where browsers have none to share, refuse it, or it died.

import type { WorkerLike } from '../engine/client'
import type { FromWorker, ToWorker } from '../engine/worker-protocol'

class Port implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null
  onerror: WorkerLike['onerror'] = null

  constructor(private readonly worker: SharedWorker) {
    worker.port.onmessage = (event: MessageEvent<FromWorker>) => this.onmessage?.(event)
    worker.onerror = (event) => this.onerror?.(event)
  }

  postMessage(message: ToWorker): void {
    this.worker.port.postMessage(message)
  }

  terminate(): void {
    this.worker.port.close()
  }
}

// spawner makes the first worker a shared one and those after it their own.
export function spawner(): () => WorkerLike {
  let first = true
  return () => {
    const sharing = first && 'SharedWorker' in globalThis
    first = false
    if (sharing) {
      try {
        return new Port(
          new SharedWorker(new URL('./shared-engine.ts', import.meta.url), { type: 'module', name: 'inroad engine' }),
        )
      } catch {
        // Refused. Where third parties may store nothing, it fails a moment later instead.
      }
    }
    return new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module', name: 'engine' })
  }
}
