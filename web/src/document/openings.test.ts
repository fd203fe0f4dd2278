import { expect, it } from 'vitest'
import type { Kept } from './autosave'
import type { Home } from './home'
import { Openings } from './openings.svelte'
import type { OpenScenario } from './scenario.svelte'

const kept = (scenario: string): Kept => ({
  work: { scenario, edits: [], position: 0 },
  look: {},
  example: '',
  link: '',
})

const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 5))

// opened is what leads back from the last of some that were opened one after another, and what it shows; all of it takes a while.
function opened(...titles: readonly string[]) {
  const shown = [...titles.slice(-1)]
  const stood: number[] = []
  const scenario = { settled: () => Promise.resolve(), view: { history: {} } } as unknown as OpenScenario
  const stayed: number[] = []
  const home = {
    stand: (before: number) => soon().then(() => void stood.push(before)),
    stay: (before: number) => void stayed.push(before),
  } as unknown as Home
  const openings = new Openings(scenario, home, {
    kept: () => kept(shown.at(-1) ?? ''),
    settled: soon,
    reopen: async (again) => {
      await soon()
      shown.push(again.work.scenario)
      openings.opened(again)
      return true
    },
  })
  openings.opened({ replaced: titles.slice(0, -1).map(kept) })
  return { openings, shown, stood, stayed }
}

it('takes back as many as undo is asked for, however fast', async () => {
  const { openings, shown, stood } = opened('ana', 'ben', 'chloe', 'dev')
  await Promise.all([openings.undo(), openings.undo(), openings.redo(), openings.undo()])
  expect(shown).toEqual(['dev', 'chloe', 'ben', 'chloe', 'ben'])
  await expect.poll(() => stood).toEqual([1]) // the browser follows once
})

it('goes as far as the browser does, from where undo led', async () => {
  const { openings, shown } = opened('ana', 'ben', 'chloe', 'dev')
  await Promise.all([openings.undo(), openings.travel(1), openings.travel(0)])
  expect(shown).toEqual(['dev', 'chloe', 'ben', 'ana'])
})

it('counts those for which there is no room any more', async () => {
  const large = 'x'.repeat(200_000)
  const { openings, stayed } = opened('ana', large + 1, large + 2, large + 3)
  expect(openings.count).toBe(3)
  openings.opened(openings.upTo(kept(large + 4)))
  expect(openings.kept.replaced).toHaveLength(2)
  expect(openings.count).toBe(4)
  await openings.undo()
  expect(openings.count).toBe(3)
  await openings.redo()
  expect(openings.count).toBe(4)
  await openings.travel(0)
  expect(openings.count).toBe(2)
  expect(stayed).toEqual([2]) // and whoever goes back goes on
})

it('opens the next after one that failed', async () => {
  const { openings, shown } = opened('ana', 'ben')
  await expect(openings.inTurn(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  await openings.undo()
  expect(shown).toEqual(['ben', 'ana'])
})
