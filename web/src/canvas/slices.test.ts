import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Slices, whole } from './slices'

let now = 0
beforeEach(() => {
  now = 0
  vi.useFakeTimers()
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

// counting takes a millisecond for each step.
function* counting(to: number): Generator<number, string> {
  for (let count = 1; count <= to; count++) {
    now++
    yield count
  }
  return `counted to ${to}`
}

it('does little work at once', () => {
  const said: unknown[] = []
  new Slices().run(
    counting(5),
    (result) => said.push(result),
    () => said.push('paused'),
  )
  expect(said).toEqual(['counted to 5'])
})

it('lets others have a turn between slices of long work', () => {
  const said: unknown[] = []
  new Slices().run(
    counting(25),
    (result) => said.push(result),
    (count) => said.push(count),
  )
  expect(said).toEqual([10])
  setTimeout(() => said.push('another task'))
  vi.runAllTimers()
  expect(said).toEqual([10, 20, 'another task', 'counted to 25'])
})

it('stops when told to, or when there is other work', () => {
  const said: unknown[] = []
  const slices = new Slices()
  const run = (to: number) =>
    slices.run(
      counting(to),
      (result) => said.push(result),
      () => {},
    )
  run(1000)
  run(30)
  vi.runAllTimers()
  expect(said).toEqual(['counted to 30'])
  run(1000)
  slices.stop()
  vi.runAllTimers()
  expect(said).toEqual(['counted to 30'])
})

it('can be done in one go', () => {
  expect(whole(counting(40))).toBe('counted to 40')
})
