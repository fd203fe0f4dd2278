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
  const home = { stand: (before: number) => soon().then(() => void stood.push(before)) } as unknown as Home
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
  return { openings, shown, stood }
}

it('takes back as many as undo is asked for, however fast', async () => {
  const { openings, shown, stood } = opened('ana', 'ben', 'chloe', 'dev')
  await Promise.all([openings.undo(), openings.undo(), openings.redo(), openings.undo()])
  expect(shown).toEqual(['dev', 'chloe', 'ben', 'chloe', 'ben'])
  expect(stood).toEqual([2, 1, 2, 1])
})

it('goes as far as the browser does, from where undo led', async () => {
  const { openings, shown } = opened('ana', 'ben', 'chloe', 'dev')
  await Promise.all([openings.undo(), openings.travel(1), openings.travel(0)])
  expect(shown).toEqual(['dev', 'chloe', 'ben', 'ana'])
})

it('opens the next after one that failed', async () => {
  const { openings, shown } = opened('ana', 'ben')
  await expect(openings.inTurn(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  await openings.undo()
  expect(shown).toEqual(['ben', 'ana'])
})
