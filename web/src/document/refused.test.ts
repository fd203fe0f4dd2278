// What the engine refuses is never dropped: whoever did it is told why.

import { beforeEach, describe, expect, it } from 'vitest'
import type { WorkerLike } from '../engine/client'
import type { FromWorker, ToWorker } from '../engine/worker-protocol'
import type { Home } from './home'
import { Playground } from '../page/playground'
import { view } from '../../test/hospital'

// A worker that refuses whatever it is asked.
class Refusing implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null
  onerror: WorkerLike['onerror'] = null

  postMessage({ id }: ToWorker) {
    this.say({ kind: 'response', id, response: JSON.stringify({ errors: [{ path: '', message: 'It must not be.' }] }) })
  }
  terminate() {}
  say(data: FromWorker) {
    queueMicrotask(() => this.onmessage?.({ data } as MessageEvent<FromWorker>))
  }
}

describe('what is refused', () => {
  let playground: Playground

  beforeEach(async () => {
    playground = new Playground(() => {
      const worker = new Refusing()
      worker.say({ kind: 'ready', version: 'test' })
      return worker
    }, {} as Home)
    await playground.start()
    playground.scenario.view = view
  })

  it.each([
    ['the switch of a rule', () => playground.rules.switch('rest', false)],
    ['the copy of a rule', () => playground.rules.copy('rest')],
    ['the removal of a rule', () => playground.rules.cut('rest')],
    ['another rule set', () => playground.rules.take('article')],
  ])('is said of %s', async (_, take) => {
    await take()
    expect(playground.page.notice).toBe('It must not be.')
  })
})
