import { describe, expect, it } from 'vitest'
import { bounds, detailAt, fit, readable, tellable, type Area, type Figure } from './viewport'

const figure = (x: number, y: number): Figure => ({
  x,
  y,
  half: 46,
  name: { width: 100, height: 18 },
  caption: { width: 120, height: 16 },
})
const area: Area = { x: 20, y: 60, width: 900, height: 500 }
const limits = { least: readable, most: 1.15 }
const few = [figure(0, 0), figure(400, 100), figure(200, 300)]
const many = Array.from({ length: 60 }, (_, i) => figure((i % 10) * 240, Math.floor(i / 10) * 220))

// shown has figures wanted as long as names can be read, or down to a zoom.
const shown = (figures: readonly Figure[], least = readable) => ({ figures, least })

// onScreen is the box of figures in the canvas's pixels.
function onScreen(figures: readonly Figure[], viewport: ReturnType<typeof fit>) {
  const { x, y, width, height } = bounds(figures, detailAt(viewport.zoom))
  const left = x * viewport.zoom + viewport.x
  const top = y * viewport.zoom + viewport.y
  return { left, top, right: left + width * viewport.zoom, bottom: top + height * viewport.zoom }
}

function expectInside(figures: readonly Figure[], viewport: ReturnType<typeof fit>, room: Area) {
  const { left, top, right, bottom } = onScreen(figures, viewport)
  expect(left).toBeGreaterThanOrEqual(room.x - 0.01)
  expect(top).toBeGreaterThanOrEqual(room.y - 0.01)
  expect(right).toBeLessThanOrEqual(room.x + room.width + 0.01)
  expect(bottom).toBeLessThanOrEqual(room.y + room.height + 0.01)
}

describe('a fit', () => {
  it('shows everybody within the area, as large as they fit', () => {
    const viewport = fit(few, [], area, limits)
    expectInside(few, viewport, area)
    const { top, bottom } = onScreen(few, viewport)
    expect(bottom - top).toBeGreaterThan(area.height * 0.85)
  })

  it('is no larger than the most, for one alone', () => {
    expect(fit([figure(5, 5)], [], area, limits).zoom).toBe(1.15)
  })

  it('of too many stays readable, and shows the wanted ones', () => {
    const wanted = [many[58], many[59]].flatMap((one) => one ?? [])
    const viewport = fit(many, [shown(wanted), shown(wanted.slice(0, 1))], { ...area, width: 300 }, limits)
    expect(viewport.zoom).toBe(readable)
    expectInside(wanted, viewport, { ...area, width: 300 })
  })

  it('of two wanted ones too far apart shows the first', () => {
    const wanted = [many[0], many[59]].flatMap((one) => one ?? [])
    const viewport = fit(many, [shown(wanted), shown(wanted.slice(0, 1))], { ...area, width: 300 }, limits)
    expectInside(wanted.slice(0, 1), viewport, { ...area, width: 300 })
  })

  it('of two wanted ones too far apart to be read shows both from farther off', () => {
    const wanted = [many[0], many[59]].flatMap((one) => one ?? [])
    const room = { ...area, width: 700, height: 400 }
    const viewport = fit(many, [shown(wanted, tellable), shown(wanted.slice(0, 1))], room, limits)
    expectInside(wanted, viewport, room)
    expect(viewport.zoom).toBeLessThan(readable)
    expect(viewport.zoom).toBeGreaterThan(tellable)
  })

  it('leaves no room empty beside those who are left out', () => {
    const { left, right } = onScreen(many, fit(many, [shown(many.slice(0, 1))], { ...area, width: 300 }, limits))
    expect(left).toBeCloseTo(area.x)
    expect(right).toBeGreaterThan(area.x + 300)
  })
})

describe('the level of detail', () => {
  it('cuts long names shorter where they are drawn larger', () => {
    const long = { ...figure(0, 0), name: { width: 230, height: 18 } }
    expect(bounds([long], detailAt(1)).width).toBe(230)
    expect(bounds([long], detailAt(0.6)).width).toBeCloseTo(250)
  })

  it('keeps initials at 11 pixels as long as names are readable', () => {
    for (let zoom = readable; zoom <= 2; zoom += 0.01) {
      const { grown, lettering, rows } = detailAt(zoom)
      expect(15 * grown * lettering * zoom, `zoom ${zoom}`).toBeGreaterThanOrEqual(10.99)
      expect(rows).toBeGreaterThan(0)
    }
  })

  it('leaves the text away far out, first the caption', () => {
    expect([1, 0.6, 0.3].map((zoom) => detailAt(zoom).rows)).toEqual([2, 1, 0])
  })
})
