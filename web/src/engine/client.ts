// The page's side of the engine: numbered requests to a worker, narrowed to one of three
// outcomes. A worker that dies rejects what is pending; the next one is started and told
// how to go on, so the page never loses what is open.

import { decode, type Recorded } from './recorded'
import type { Error as InputError, Request, Response, Results, Standing } from './wire'
import type { FromWorker, ToWorker } from './worker-protocol'

export type Verb = keyof Results

// The matrix comes with bytes beside the response.
export type Answer<V extends Verb> = V extends 'matrix'
  ? Results[V] & { readonly bytes: Uint8Array<ArrayBuffer> }
  : Results[V]
export type { InputError }

// saying is what mistakes say, for a place that shows them all.
export function saying(errors: readonly InputError[]): string {
  return errors.map(({ message }) => message).join(' ')
}

// A person's mistake is a value, to be shown where it was made.
export type Outcome<T> =
  { readonly ok: true; readonly result: T } | { readonly ok: false; readonly errors: readonly InputError[] }

// A defect of the engine: it answered, and goes on.
export class InternalError extends Error {
  override readonly name = 'InternalError'
}

// The worker died before it answered.
export class EngineStopped extends Error {
  override readonly name = 'EngineStopped'
}

export interface WorkerLike {
  postMessage(message: ToWorker): void
  terminate(): void
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

export interface ClientOptions {
  readonly session?: string | undefined // what this client calls its session: an engine may have others to serve
  readonly recorded?: readonly Recorded[] | undefined // what can be answered before the engine is there
  readonly timeout?: number | undefined // in milliseconds
}

export interface ClientEvents {
  progress?(loaded: number, total: number): void
  live?(): void // it is up, and has open what is shown
  // stopped is told once per dead worker.
  stopped?(reason: string): void
  // reopen gives what opens again what was open. It is asked of a worker before anything else where something is shown already, and
  // where the engine has closed the session meanwhile.
  reopen?(): Request | undefined
  rebuilt?(outcome: Outcome<Standing>): void
  failed?(reason: string): void
}

// A response, and the bytes that it speaks of.
interface Answered {
  readonly response: Response
  readonly bytes: Uint8Array<ArrayBuffer> | undefined
}

interface Pending {
  resolve(answered: Answered): void
  reject(error: Error): void
  readonly timer: ReturnType<typeof setTimeout>
}

const requestTimeout = 20_000
const startTimeout = 120_000
export const restartsInARow = 3

export class EngineClient {
  #worker: WorkerLike | undefined
  #pending = new Map<number, Pending>()
  #waiting: { message: ToWorker; pending: Omit<Pending, 'timer'> }[] = []
  readonly #session: string
  readonly #timeout: number
  readonly #recorded: Map<string, Answered> // emptied once the engine is there
  #number = 0
  #ready = false
  #restarts = 0
  #startTimer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly spawn: () => WorkerLike,
    private readonly events: ClientEvents = {},
    { session = '', recorded = [], timeout = requestTimeout }: ClientOptions = {},
  ) {
    this.#session = session
    this.#timeout = timeout
    this.#recorded = new Map(
      recorded.map(({ request, response, bytes }) => [
        JSON.stringify(request),
        { response, bytes: bytes === undefined ? undefined : decode(bytes) },
      ]),
    )
  }

  start(): void {
    this.#restarts = 0
    if (!this.#worker) this.#spawn()
  }

  async ask<V extends Verb>(request: Request & { do: V }): Promise<Outcome<Answer<V>>> {
    const answered = await this.#send(request)
    const reopen = answered.response.errors?.[0]?.code === 'nothing-open' && this.events.reopen?.()
    if (!reopen || request.do === 'open') return narrow(answered)
    const opened = narrow<Standing>(await this.#send(reopen))
    return opened.ok ? narrow(await this.#send(request)) : opened
  }

  #send(request: Request): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const message = {
        id: ++this.#number,
        request: JSON.stringify(this.#session ? { ...request, session: this.#session } : request),
      }
      const recorded = this.#recorded.get(message.request)
      // What waits for the engine may change the answer.
      if (recorded && this.#waiting.length === 0) return resolve(recorded)
      const pending = { resolve, reject }
      if (this.#ready) this.#post(message, pending)
      else this.#waiting.push({ message, pending })
    })
  }

  #post(message: ToWorker, pending: Omit<Pending, 'timer'>): void {
    const timer = setTimeout(() => this.#stop('The engine did not answer in time.'), this.#timeout)
    this.#pending.set(message.id, { ...pending, timer })
    this.#worker?.postMessage(message)
  }

  #spawn(rebuild?: Request): void {
    const worker = this.spawn()
    this.#worker = worker
    this.#startTimer = setTimeout(() => this.#stop('The engine did not start in time.'), startTimeout)
    worker.onerror = (event) => {
      event.preventDefault()
      this.#stop(event.message || 'The engine could not be started.')
    }
    worker.onmessage = ({ data }) => {
      switch (data.kind) {
        case 'progress':
          return this.events.progress?.(data.loaded, data.total)
        case 'ready':
          return this.#begin(rebuild)
        case 'response':
          return this.#settle(data.id, data.response, data.bytes)
        case 'failed':
          return this.#stop(data.message)
      }
    }
  }

  #begin(rebuild?: Request): void {
    clearTimeout(this.#startTimer)
    this.#ready = true
    if (rebuild) {
      this.#send(rebuild)
        .then((answered) => this.events.rebuilt?.(narrow(answered)))
        .catch((error: Error) => {
          // When this worker died too, #stop has already seen to it.
          if (!(error instanceof EngineStopped)) this.events.failed?.(error.message)
        })
    }
    const shown = rebuild || this.#recorded.size === 0 ? undefined : this.events.reopen?.()
    this.#recorded.clear()
    void this.#live(shown)
    for (const { message, pending } of this.#waiting.splice(0)) this.#post(message, pending)
  }

  // #live opens what is shown out of the record. It looks as it did, so nobody waits for the answer.
  async #live(shown: Request | undefined): Promise<void> {
    try {
      if (shown) await this.#send(shown)
      this.events.live?.()
    } catch {
      // This worker died, and the next one is told how to go on.
    }
  }

  #settle(id: number, text: string, bytes: Uint8Array<ArrayBuffer> | undefined): void {
    const pending = this.#pending.get(id)
    if (!pending) return
    this.#pending.delete(id)
    clearTimeout(pending.timer)
    this.#restarts = 0
    pending.resolve({ response: JSON.parse(text) as Response, bytes })
  }

  #stop(reason: string): void {
    this.#worker?.terminate()
    this.#worker = undefined
    this.#ready = false
    clearTimeout(this.#startTimer)
    const lost = [...this.#pending.values()]
    this.#pending.clear()
    for (const { timer } of lost) clearTimeout(timer)
    const waiting = this.#waiting.splice(0).map(({ pending }) => pending)
    this.events.stopped?.(reason)
    const rebuild = this.events.reopen?.()
    for (const { reject } of [...lost, ...waiting]) reject(new EngineStopped(reason))
    if (++this.#restarts > restartsInARow) this.events.failed?.(reason)
    else this.#spawn(rebuild)
  }
}

function narrow<T>({ response, bytes }: Answered): Outcome<T> {
  if (response.internal) throw new InternalError(response.internal)
  if (response.errors?.length) return { ok: false, errors: response.errors }
  return { ok: true, result: (bytes ? { ...response.result, bytes } : response.result) as T }
}
