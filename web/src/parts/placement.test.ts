import { describe, expect, it } from 'vitest'
import { beside, type Box } from './placement'

const page = { width: 1000, height: 700 }
const size = { width: 300, height: 200 }
const around = (x: number, y: number): Box => ({ x: x - 50, y: y - 50, width: 100, height: 100 })

describe('what opens beside a point', () => {
  it('stands to its right and below where nothing is in the way', () => {
    expect(beside({ x: 100, y: 100 }, size, [], page)).toEqual({ x: 114, y: 114 })
  })

  it('turns to where there is room', () => {
    expect(beside({ x: 990, y: 690 }, size, [], page)).toEqual({ x: 676, y: 476 })
  })

  it.each([
    [{ x: 500, y: 350 }, [around(500, 350)]],
    [{ x: 500, y: 350 }, [around(560, 400), around(440, 300)]],
    [{ x: 980, y: 350 }, [around(980, 350), around(800, 350)]],
    [{ x: 20, y: 680 }, [around(20, 680), around(300, 600)]],
  ])('covers nothing that is to be seen: %o, %o', (at, clear) => {
    const { x, y } = beside(at, size, clear, page)
    expect([x >= 8, y >= 8, x + size.width <= 992, y + size.height <= 692]).toEqual([true, true, true, true])
    for (const box of clear) {
      const apart =
        x >= box.x + box.width || x + size.width <= box.x || y >= box.y + box.height || y + size.height <= box.y
      expect(apart).toBe(true)
    }
  })

  it('is whole on the page where everything is in the way', () => {
    expect(beside({ x: 500, y: 690 }, size, [{ x: 0, y: 0, ...page }], page)).toEqual({ x: 514, y: 492 })
  })
})
