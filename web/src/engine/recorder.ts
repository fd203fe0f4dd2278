// An engine in this very process, which keeps what it answers: the build records with it what the page shows at first.

import type { WorkerLike } from './client'
import { encode, type Recorded } from './recorded'
import type { Engine } from './run'
import type { Request, Response } from './wire'
import type { FromWorker, ToWorker } from './worker-protocol'

export class Recorder implements WorkerLike {
  readonly recorded: Recorded[] = []
  onerror: WorkerLike['onerror'] = null
  #onmessage: WorkerLike['onmessage'] = null

  constructor(private readonly engine: Engine) {}

  set onmessage(listener: WorkerLike['onmessage']) {
    this.#onmessage = listener
    this.#say({ kind: 'ready', version: this.engine.version })
  }

  get onmessage(): WorkerLike['onmessage'] {
    return this.#onmessage
  }

  postMessage({ id, request }: ToWorker): void {
    const answer = this.engine.handle(request)
    const [response, bytes] = typeof answer === 'string' ? [answer] : answer
    this.recorded.push({
      request: JSON.parse(request) as Request,
      response: JSON.parse(response) as Response,
      ...(bytes && { bytes: encode(bytes) }),
    })
    this.#say({ kind: 'response', id, response, ...(bytes && { bytes }) })
  }

  terminate(): void {}

  #say(data: FromWorker): void {
    queueMicrotask(() => this.#onmessage?.({ data } as MessageEvent<FromWorker>))
  }
}
