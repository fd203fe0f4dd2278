import { expect, test } from 'vitest'
import type { At } from '../engine/wire'
import { directionOf, nextIn } from './steps'

const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']
const step = (places: ReadonlyMap<string, At>, id: string, key: string) => {
  const direction = directionOf(key)
  return direction && nextIn(places, id, direction)
}

test('an arrow key goes to whoever is nearest in its direction', () => {
  const places = new Map(
    Object.entries({ middle: [0, 0], near: [100, 20], far: [200, 0], slant: [60, 90], left: [-50, 0] }).map(
      ([id, [x = 0, y = 0]]) => [id, { x, y }],
    ),
  )
  expect(step(places, 'middle', 'ArrowRight')).toBe('near')
  expect(step(places, 'near', 'ArrowRight')).toBe('far')
  expect(step(places, 'middle', 'ArrowDown')).toBe('slant')
  expect(step(places, 'middle', 'ArrowLeft')).toBe('left')
  expect(step(places, 'left', 'ArrowLeft')).toBeUndefined()
  expect(step(places, 'nobody', 'ArrowLeft')).toBeUndefined()
  expect(directionOf('a')).toBeUndefined()
})

// Numbers that are the same in every run.
function* numbers(seed: number): Generator<number, never> {
  for (;;) {
    seed = (seed * 1664525 + 1013904223) % 2 ** 32
    yield seed / 2 ** 32
  }
}

test('the arrow keys lead from everybody to everybody', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = numbers(seed)
    const count = 3 + Math.floor(random.next().value * 60)
    const at = () => Math.round(random.next().value * 1000)
    const places = new Map(Array.from({ length: count }, (_, index) => [`${index}`, { x: at(), y: at() }]))
    for (const start of places.keys()) {
      const reached = new Set([start])
      for (const id of reached)
        for (const key of keys) {
          const next = step(places, id, key)
          if (next !== undefined) reached.add(next)
        }
      expect(reached.size, `from ${start} of seed ${seed}`).toBe(count)
    }
  }
})
