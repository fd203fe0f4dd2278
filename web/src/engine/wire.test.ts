// The goldens that the engine's own tests write: what they show must be what the page reads.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { edgesOf, nodesOf } from '../canvas/graph'
import { place } from '../canvas/layout'
import { detailAt } from '../canvas/viewport'
import { EngineClient, InternalError, type Verb, type WorkerLike } from './client'
import type { World } from './wire'
import { see, type Ask, type View } from '../document/view'
import type { FromWorker, ToWorker } from './worker-protocol'
import { kindOf, tieKindOf } from '../document/world'

const folder = new URL('../../../rules/testdata/wire/', import.meta.url)
const golden = (name: string) => readFileSync(fileURLToPath(new URL(`${name}.json`, folder)), 'utf8')

// ask is answered by a golden.
function ask<V extends Verb>(verb: V, name: string) {
  const worker: WorkerLike = {
    onmessage: null,
    onerror: null,
    terminate: () => {},
    postMessage: ({ id }: ToWorker) =>
      worker.onmessage?.({ data: { kind: 'response', id, response: golden(name) } } as MessageEvent<FromWorker>),
  }
  const client = new EngineClient(() => worker)
  client.start()
  worker.onmessage?.({ data: { kind: 'ready', version: 'test' } } as MessageEvent<FromWorker>)
  return client.ask({ do: verb })
}

// expectWhole: what a world names, it declares.
function expectWhole(world?: World) {
  const { kinds = [], ties = [], actions = [], values = [] } = world ?? {}
  expect(Math.min(kinds.length, ties.length, actions.length)).toBeGreaterThan(0)
  const known = kinds.map(({ kind }) => kind)
  for (const { ends } of ties) {
    expect(ends.length).toBeGreaterThan(0)
    for (const { from, to } of ends) expect(known).toEqual(expect.arrayContaining([from, to]))
  }
  const tables = values.map(({ table }) => table)
  for (const { label, type, choices, table } of kinds.flatMap(({ attributes }) => attributes)) {
    expect((choices ?? []).length > 0, label).toBe(type === 'choice')
    if (table !== undefined) expect(tables).toContain(table)
  }
  for (const { columns, rows } of values) for (const { cells } of rows) expect(cells).toHaveLength(columns.length)
}

// expectIn: a network has what its world declares, and nothing else.
function expectIn(world: World, { actors, ties, answer, own }: View) {
  for (const actor of actors) {
    const attributes = kindOf(world, actor)?.attributes ?? []
    const names = attributes.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining([...Object.keys(actor.values), ...actor.fixed]))
    for (const { name, optional } of attributes) if (!optional) expect(actor.values).toHaveProperty(name)
  }
  for (const tie of ties) expect(tieKindOf(world, tie), tie.tie).toBeDefined()
  const actions = [...(answer?.actions ?? []), ...own]
  for (const { mark, verdict } of actions) expect(mark === 'error').toBe(verdict === 'error')
  expect(world.actions.map(({ action }) => action)).toEqual(expect.arrayContaining(actions.map(({ action }) => action)))
}

it('tells what the engine knows', async () => {
  const outcome = await ask('about', 'about')
  if (!outcome.ok) throw new Error('mistakes')
  const [set] = outcome.result.ruleSets
  expect(set?.title).toMatch(/\w/)
  expect(outcome.result.limits.smallActors).toBeGreaterThan(30)
})

it('is drawn from the answers to an edit', async () => {
  const standing = await ask('edit', 'edit')
  if (!standing.ok) throw new Error('mistakes')
  const result: Ask = async (request) => {
    const outcome = await ask(request.do, request.do)
    return outcome.ok ? outcome.result : undefined
  }
  const view = await see(result, standing.result, undefined, { look: {}, limits: {}, small: 100 })
  if (!view) throw new Error('no view')
  expectWhole(view.rules.world)
  expectIn(view.rules.world, view)
  expect(view.fixes?.title).toBe(view.answer?.turn.title)
  expect(view.marks).toHaveLength(view.actors.length - 1)
  expect(view.changed?.text).toMatch(/\w/)
  const places = place(view.actors, view.ties, new Map())
  const nodes = nodesOf(view, places)
  expect(nodes.map(({ id }) => id)).toEqual(view.actors.map(({ id }) => id))
  for (const node of nodes) expect(node.ariaLabel?.startsWith(node.data.actor.name)).toBe(true)
  const edges = edgesOf(view, places, detailAt(1), '', new Map())
  expect(edges.filter(({ type }) => type === 'tie')).toHaveLength(view.ties.length)
  expect(edges.filter(({ type }) => type === 'way')).toHaveLength(view.answer ? 1 : 0)
  expect(JSON.stringify(view)).not.toContain('null')
})

it('has mistakes with their place', async () => {
  const outcome = await ask('open', 'errors')
  if (outcome.ok) throw new Error('no mistakes')
  expect(outcome.errors.length).toBeGreaterThan(1)
  for (const { path, message } of outcome.errors) {
    expect(path).toMatch(/\w/)
    expect(message).toMatch(/\w/)
  }
})

it('throws what is the defect of the engine', async () => {
  await expect(ask('open', 'internal')).rejects.toThrow(InternalError)
})
