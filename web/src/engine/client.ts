// The page's side of the engine: numbered requests to a worker, narrowed to one of three
// outcomes. A worker that dies rejects what is pending; the next one is started and told
// how to go on, so the page never loses what is open.

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

export interface ClientEvents {
  progress?(loaded: number, total: number): void
  // stopped is told once per dead worker.
  stopped?(reason: string): void
  // reopen gives what opens again what was open. It is asked of the worker after a dead one before anything else, and where the
  // engine has closed the session meanwhile.
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
  #number = 0
  #ready = false
  #restarts = 0
  #startTimer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly spawn: () => WorkerLike,
    private readonly events: ClientEvents = {},
    private readonly session = '', // what this client calls its session: an engine may have others to serve
    private readonly timeout = requestTimeout,
  ) {}

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
        request: JSON.stringify(this.session ? { ...request, session: this.session } : request),
      }
      const pending = { resolve, reject }
      if (this.#ready) this.#post(message, pending)
      else this.#waiting.push({ message, pending })
    })
  }

  #post(message: ToWorker, pending: Omit<Pending, 'timer'>): void {
    const timer = setTimeout(() => this.#stop('The engine did not answer in time.'), this.timeout)
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
    for (const { message, pending } of this.#waiting.splice(0)) this.#post(message, pending)
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
