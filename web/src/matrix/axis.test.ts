import { describe, expect, it } from 'vitest'
import { Axis, nextSize, roomySize, stepped, windowAround, windowSize } from './axis'

describe('an axis', () => {
  const axis = new Axis(10, 8, [0, 4, 7], 5)

  it('has a gap between groups', () => {
    expect([0, 3, 4, 6, 7, 9].map((place) => axis.offset(place))).toEqual([0, 24, 37, 53, 66, 82])
    expect(axis.length).toBe(90)
  })

  it('knows which place is where, and none in a gap or beyond the ends', () => {
    for (let place = 0; place < 10; place++) {
      expect(axis.at(axis.offset(place))).toBe(place)
      expect(axis.at(axis.offset(place) + 7.9)).toBe(place)
    }
    expect([-1, 33, 62, 90].map((distance) => axis.at(distance))).toEqual(Array(4).fill(undefined))
    expect(new Axis(0, 8).at(0)).toBeUndefined()
  })

  it('tells what is seen of it, and where that is in one piece', () => {
    expect(axis.between(0, 20)).toEqual([0, 3])
    expect(axis.between(30, 70)).toEqual([3, 8])
    expect(axis.between(50, 1000)).toEqual([5, 10])
    expect(axis.bands([3, 8])).toEqual([
      [3, 4],
      [4, 7],
      [7, 8],
    ])
    expect(new Axis(10, 8).bands([2, 5])).toEqual([[2, 5]])
  })
})

describe('the real cells', () => {
  it('are about the focus, within the matrix, and no more than they may be', () => {
    for (const count of [31, 100, 1000])
      for (const place of [0, 1, 14, 15, 16, count - 16, count - 1]) {
        const start = windowAround(place, count)
        expect(start).toBeGreaterThanOrEqual(0)
        expect(start + windowSize).toBeLessThanOrEqual(count)
        expect(place >= start && place < start + windowSize).toBe(true)
      }
  })

  it('stay while the focus is well within', () => {
    expect(windowAround(520, 1000, 500)).toBe(500)
    expect(windowAround(528, 1000, 500)).toBe(513)
  })
})

describe('keys', () => {
  const press = (key: string, ctrlKey = false) => stepped({ key, ctrlKey, metaKey: false }, [500, 200], 1000, 20)

  it('walk through the cells', () => {
    expect(press('ArrowUp')).toEqual([499, 200])
    expect(press('ArrowRight')).toEqual([500, 201])
    expect(press('Home')).toEqual([500, 0])
    expect(press('End')).toEqual([500, 999])
    expect(press('Home', true)).toEqual([0, 0])
    expect(press('End', true)).toEqual([999, 999])
    expect(press('PageUp')).toEqual([480, 200])
    expect(press('PageDown')).toEqual([520, 200])
    expect(press('a')).toBeUndefined()
  })

  it('do not lead out of it', () => {
    expect(stepped({ key: 'ArrowLeft', ctrlKey: false, metaKey: false }, [0, 0], 7, 3)).toEqual([0, 0])
    expect(stepped({ key: 'PageDown', ctrlKey: false, metaKey: false }, [5, 0], 7, 3)).toEqual([6, 0])
  })
})

it('has sizes to step between, and one to begin with', () => {
  expect([nextSize(8, true), nextSize(9, true), nextSize(9, false), nextSize(32, true), nextSize(1, false)]).toEqual([
    11, 11, 8, 32, 1,
  ])
  expect([roomySize(60, 720), roomySize(31, 2000), roomySize(1000, 700)]).toEqual([12, 24, 8])
})
