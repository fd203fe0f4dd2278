import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EngineClient, EngineStopped, InternalError, type ClientEvents, type WorkerLike } from './client'
import { encode, type Recorded } from './recorded'
import type { FromWorker, ToWorker } from './worker-protocol'
import type { Request, Standing } from './wire'

// A worker whose answers a test gives by hand.
class HandWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null
  onerror: WorkerLike['onerror'] = null
  readonly asked: ToWorker[] = []
  terminated = false

  postMessage(message: ToWorker) {
    this.asked.push(message)
  }
  terminate() {
    this.terminated = true
  }
  say(data: FromWorker) {
    this.onmessage?.({ data } as MessageEvent<FromWorker>)
  }
  answer(index: number, response: unknown) {
    this.say({ kind: 'response', id: this.asked[index]?.id ?? 0, response: JSON.stringify(response) })
  }
  request(index: number): Request {
    return JSON.parse(this.asked[index]?.request ?? '{}') as Request
  }
  die(message = 'dead') {
    this.onerror?.({ message, preventDefault: () => {} } as ErrorEvent)
  }
}

const ready: FromWorker = { kind: 'ready', version: 'test' }

function start(events: ClientEvents = {}, recorded: readonly Recorded[] = [], timeout?: number) {
  const workers: HandWorker[] = []
  const client = new EngineClient(
    () => {
      const worker = new HandWorker()
      workers.push(worker)
      return worker
    },
    events,
    { recorded, timeout },
  )
  client.start()
  return { client, workers }
}

describe('what comes back', () => {
  it('is a result', async () => {
    const { client, workers } = start()
    workers[0]?.say(ready)
    const asked = client.ask({ do: 'save' })
    workers[0]?.answer(0, { result: { scenario: '{}', name: 'a.json' } })
    expect(await asked).toEqual({ ok: true, result: { scenario: '{}', name: 'a.json' } })
  })

  it('is a result and the bytes that it speaks of', async () => {
    const { client, workers } = start()
    workers[0]?.say(ready)
    const asked = client.ask({ do: 'matrix' })
    const result = {
      revision: 3,
      start: 0,
      rows: 1,
      progress: { done: 1, of: 1, more: false },
      marks: ['self'],
      costs: [],
    }
    const bytes = Uint8Array.of(0)
    workers[0]?.say({ kind: 'response', id: workers[0].asked[0]?.id ?? 0, response: JSON.stringify({ result }), bytes })
    expect(await asked).toEqual({ ok: true, result: { ...result, bytes } })
  })

  it('is the mistakes of the input, as a value', async () => {
    const { client, workers } = start()
    workers[0]?.say(ready)
    const asked = client.ask({ do: 'open', scenario: '{}' })
    const errors = [{ path: 'members[0].tier', message: 'unknown' }]
    workers[0]?.answer(0, { errors })
    expect(await asked).toEqual({ ok: false, errors })
  })

  it('is a defect of the engine, thrown', async () => {
    const { client, workers } = start()
    workers[0]?.say(ready)
    const asked = client.ask({ do: 'about' })
    workers[0]?.answer(0, { internal: 'index out of range' })
    await expect(asked).rejects.toThrow(new InternalError('index out of range'))
  })

  it('belongs to the request with its number, whatever the order', async () => {
    const { client, workers } = start()
    workers[0]?.say(ready)
    const first = client.ask({ do: 'save' })
    const second = client.ask({ do: 'save' })
    workers[0]?.answer(1, { result: 'second' })
    workers[0]?.answer(0, { result: 'first' })
    expect(await first).toEqual({ ok: true, result: 'first' })
    expect(await second).toEqual({ ok: true, result: 'second' })
  })
})

describe('starting', () => {
  it('holds requests back until the engine is ready', () => {
    const { client, workers } = start()
    void client.ask({ do: 'about' })
    expect(workers[0]?.asked).toHaveLength(0)
    workers[0]?.say(ready)
    expect(workers[0]?.request(0)).toEqual({ do: 'about' })
  })

  it('tells of progress', () => {
    const progress = vi.fn()
    const { workers } = start({ progress })
    workers[0]?.say({ kind: 'progress', loaded: 3, total: 9 })
    expect(progress).toHaveBeenCalledWith(3, 9)
  })

  it('gives up after three more tries, and may be told to try again', () => {
    const failed = vi.fn()
    const { client, workers } = start({ failed })
    for (let i = 0; i < 4; i++) workers[i]?.say({ kind: 'failed', message: 'HTTP 404' })
    expect(workers).toHaveLength(4)
    expect(failed).toHaveBeenCalledWith('HTTP 404')
    client.start()
    expect(workers).toHaveLength(5)
  })
})

describe('a session', () => {
  const reopen: Request = { do: 'open', scenario: '{"inroad":1}' }
  const closed = { errors: [{ code: 'nothing-open', path: 'session', message: 'no scenario is open' }] }

  it('has its name in every request', () => {
    const worker = new HandWorker()
    const client = new EngineClient(() => worker, {}, { session: 'a' })
    client.start()
    worker.say(ready)
    void client.ask({ do: 'save' })
    expect(worker.request(0)).toEqual({ do: 'save', session: 'a' })
  })

  it('that the engine has closed is opened again, and asked once more', async () => {
    const { client, workers } = start({ reopen: () => reopen })
    workers[0]?.say(ready)
    const asked = client.ask({ do: 'save' })
    workers[0]?.answer(0, closed)
    await vi.waitFor(() => expect(workers[0]?.request(1)).toEqual(reopen))
    workers[0]?.answer(1, { result: { revision: 1 } as Standing })
    await vi.waitFor(() => expect(workers[0]?.request(2)).toEqual({ do: 'save' }))
    workers[0]?.answer(2, { result: { scenario: '{}', name: 'a.json' } })
    expect(await asked).toMatchObject({ ok: true, result: { name: 'a.json' } })
  })

  it('that cannot be opened again says why', async () => {
    const { client, workers } = start({ reopen: () => reopen })
    workers[0]?.say(ready)
    const asked = client.ask({ do: 'save' })
    workers[0]?.answer(0, closed)
    await vi.waitFor(() => expect(workers[0]?.request(1)).toEqual(reopen))
    workers[0]?.answer(1, { errors: [{ path: '', message: 'broken' }] })
    expect(await asked).toEqual({ ok: false, errors: [{ path: '', message: 'broken' }] })
  })

  it('of somebody who opened nothing is nobody else’s', async () => {
    const { client, workers } = start()
    workers[0]?.say(ready)
    const asked = client.ask({ do: 'save' })
    workers[0]?.answer(0, closed)
    expect(await asked).toEqual({ ok: false, errors: closed.errors })
  })
})

describe('a dead worker', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const rebuild: Request = { do: 'open', scenario: '{"inroad":1}', edits: [{ kind: 'title', value: 'x' }], position: 1 }

  it('rejects everything pending, and the next one rebuilds the session before anything else', async () => {
    const rebuilt = vi.fn()
    const { client, workers } = start({ reopen: () => rebuild, rebuilt })
    workers[0]?.say(ready)
    const lost = [client.ask({ do: 'undo' }), client.ask({ do: 'redo' })].map((asked) =>
      asked.catch((error: unknown) => error),
    )
    workers[0]?.die()
    for (const error of await Promise.all(lost)) expect(error).toBeInstanceOf(EngineStopped)
    expect(workers[0]?.terminated).toBe(true)

    const next = client.ask({ do: 'save' })
    workers[1]?.say(ready)
    expect(workers[1]?.request(0)).toEqual(rebuild)
    expect(workers[1]?.request(1)).toEqual({ do: 'save' })
    workers[1]?.answer(0, { result: { revision: 1 } as Standing })
    workers[1]?.answer(1, { result: 'saved' })
    expect(await next).toEqual({ ok: true, result: 'saved' })
    expect(rebuilt).toHaveBeenCalledWith({ ok: true, result: { revision: 1 } })
  })

  it('is one that does not answer in time', async () => {
    const { client, workers } = start({}, [], 1000)
    workers[0]?.say(ready)
    const lost = client.ask({ do: 'about' }).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(1000)
    expect(await lost).toBeInstanceOf(EngineStopped)
    expect(workers).toHaveLength(2)
  })

  it('is one that dies of the rebuilding itself, until it is given up', async () => {
    const failed = vi.fn()
    const { workers } = start({ reopen: () => rebuild, failed })
    for (let i = 0; i < 4; i++) {
      workers[i]?.say(ready)
      workers[i]?.die('unreachable')
    }
    await vi.advanceTimersByTimeAsync(0)
    expect(failed).toHaveBeenCalledTimes(1)
    expect(workers).toHaveLength(4)
  })

  it('whose answer comes late is not listened to', async () => {
    const { client, workers } = start()
    workers[0]?.say(ready)
    const lost = client.ask({ do: 'save' }).catch((error: unknown) => error)
    workers[0]?.die()
    await lost
    expect(() => workers[0]?.answer(0, { result: 'late' })).not.toThrow()
  })
})

describe('what was recorded', () => {
  const open: Request & { do: 'open' } = { do: 'open', scenario: '{}' }
  const recorded: readonly Recorded[] = [
    { request: open, response: { result: { title: 'recorded' } } },
    { request: { do: 'about' }, response: { result: { version: '1' } }, bytes: encode(new Uint8Array([0, 200])) },
  ]

  it('is the answer before the engine is there, which then opens what is shown', async () => {
    const live = vi.fn()
    const { client, workers } = start({ live, reopen: () => open }, recorded)
    expect(await client.ask({ do: 'about' })).toEqual({
      ok: true,
      result: { version: '1', bytes: new Uint8Array([0, 200]) },
    })
    expect(await client.ask(open)).toMatchObject({ ok: true, result: { title: 'recorded' } })
    workers[0]?.say(ready)
    expect(workers[0]?.asked.map((_, index) => workers[0]?.request(index))).toEqual([open])
    await Promise.resolve()
    expect(live).not.toHaveBeenCalled()
    workers[0]?.answer(0, { result: {} })
    await vi.waitFor(() => expect(live).toHaveBeenCalledOnce())
  })

  it('is no answer to what comes after a question that waits, nor once the engine is there', async () => {
    const { client, workers } = start({}, recorded)
    void client.ask({ do: 'undo' })
    const after = client.ask({ do: 'about' })
    workers[0]?.say(ready)
    const later = client.ask({ do: 'about' })
    expect(workers[0]?.asked.map((_, index) => workers[0]?.request(index).do)).toEqual(['undo', 'about', 'about'])
    workers[0]?.answer(1, { result: { version: '2' } })
    workers[0]?.answer(2, { result: { version: '3' } })
    expect(await after).toMatchObject({ result: { version: '2' } })
    expect(await later).toMatchObject({ result: { version: '3' } })
  })

  it('is not opened by an engine that is told how to go on', async () => {
    const rebuilding: Request = { do: 'open', scenario: '{}', position: 1 }
    const { client, workers } = start({ reopen: () => rebuilding }, recorded)
    await client.ask(open)
    workers[0]?.die()
    workers[1]?.say(ready)
    expect(workers[1]?.asked.map((_, index) => workers[1]?.request(index))).toEqual([rebuilding])
  })
})
