import { afterEach, expect, it, vi } from 'vitest'
import type { Engine } from '../engine/engine.svelte'
import type { Request } from '../engine/wire'
import { view } from '../../test/hospital'
import { OpenScenario } from './scenario.svelte'

afterEach(() => vi.unstubAllGlobals())

// opened is a scenario whose network is large where it has more than some actors, its matrix known, in a page that draws a frame
// when it is told to.
async function opened(small: number) {
  const actors = view.actors
  let revision = 1
  const cells = (one: number) => ({
    ...{
      revision,
      outcomes: [{ mark: 'self', text: '', cost: 0 }],
      flipped: 0,
      progress: { done: actors.length, of: actors.length },
    },
    ...(one === 1
      ? { senders: actors.map((_, index) => index), recipients: [], bytes: new Uint8Array(actors.length ** 2) }
      : { relative: true, senders: [0], recipients: [], bytes: new Uint8Array(actors.length) }),
  })
  const list = { relative: true, at: 0, drop: 0, put: [] }
  const results: Partial<Record<Request['do'], () => unknown>> = {
    document: () => ({ ...list, title: view.title, actors: list, ties: list }),
    rules: () => ({}),
    marks: () => ({ ways: [], of: [], flipped: [] }),
    answer: () => ({ look: view.look, own: [] }),
    checks: () => ({ checks: [], passed: 0, failed: 0 }),
    changed: () => ({}),
    fixes: () => ({ fixes: [] }),
    matrix: () => cells(revision),
  }
  const result = (request: Request) => Promise.resolve(results[request.do]?.())
  const ask = () => Promise.resolve({ ok: true, result: { ...view, revision: ++revision } })
  const about = { limits: { smallActors: small } }
  const nothing = () => {}
  const events = { made: nothing, moved: nothing, showing: nothing, shown: nothing }
  const scenario = new OpenScenario({ result, ask, about } as unknown as Engine, events)
  scenario.view = { ...view, revision }
  await scenario.everyone.follow({ opened: 0, revision, actors })
  return scenario
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20))

it('paints what an edit turned in a large network before it draws the rest', async () => {
  let frame = () => {}
  vi.stubGlobal('document', { hidden: false })
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => (frame = draw))
  const scenario = await opened(1)
  const made = scenario.edit({ kind: 'title', value: 'Theirs' })
  await soon()
  expect([scenario.everyone.told?.revision, scenario.view?.revision]).toEqual([2, 1])
  frame()
  await made
  expect(scenario.view?.revision).toBe(2)
})

it('waits for no frame where all of it is drawn at once', async () => {
  const scenario = await opened(100)
  await scenario.edit({ kind: 'title', value: 'Theirs' })
  expect([scenario.everyone.told?.revision, scenario.view?.revision]).toEqual([2, 2])
})
