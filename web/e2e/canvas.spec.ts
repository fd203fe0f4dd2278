// What the canvas shows: ties that touch their two ends and nobody else, everybody in sight and readable, and nothing
// over anything else.

import type { Locator, Page } from '@playwright/test'
import { behind } from './support/canvas'
import { expect, middle, test, type PlaygroundPage } from './support/playground'

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const maya = JSON.stringify({
  inroad: 1,
  title: 'Behind Maya',
  members: [
    { id: 'maya', name: 'Maya Lindqvist', at: [530, 270] },
    { id: 'tom', name: 'Tom Reed', at: [325, 380] },
    { id: 'lena', name: 'Lena Ortiz', at: [295, 195] },
    { id: 'omar', name: 'Omar Haddad', at: [770, 215] },
  ],
  connections: [
    ['lena', 'maya'],
    ['lena', 'omar'],
    ['omar', 'tom'],
  ],
})

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

// boxes are those of all that is visible, as of one moment.
function boxes(locator: Locator): Promise<Box[]> {
  return locator.filter({ visible: true }).evaluateAll((found) =>
    found.map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect()
      return { x, y, width, height }
    }),
  )
}

const canvas = (page: Page) => page.getByRole('application', { name: 'Network' })
const covers = (page: Page) => page.locator('.bar, [role=toolbar] button, .corner > button, .legend')
const discs = (page: Page) => page.locator('.svelte-flow__node .outline .fill')

// openAt has the first example open in a window of this size, as the canvas fits it.
async function openAt(playground: PlaygroundPage, width: number, height: number): Promise<void> {
  await playground.page.setViewportSize({ width, height })
  await playground.openExample('contradiction')
  await expect(playground.answer).not.toContainText('Ana can reach Ben')
  await playground.openExample('cold-outreach')
  await expect(playground.answer).toContainText('Ana can reach Ben')
}

function inside(box: Box, room: Box): boolean {
  return (
    box.x >= room.x &&
    box.y >= room.y &&
    box.x + box.width <= room.x + room.width &&
    box.y + box.height <= room.y + room.height
  )
}

// smallest is the height of letters of the smallest initials on the screen.
function smallest(page: Page): Promise<number> {
  return page.locator('.svelte-flow__node .initials').evaluateAll((all) =>
    Math.min(
      ...all.map((one) => {
        const size = parseFloat(getComputedStyle(one).fontSize)
        return (size * one.getBoundingClientRect().height) / (one as HTMLElement).offsetHeight
      }),
    ),
  )
}

// slack is how much of the canvas's height is left over between what covers it and who is highest and lowest.
async function slack(page: Page): Promise<number> {
  const room = await canvas(page).boundingBox()
  if (!room) throw new Error('there is no canvas')
  const people = await boxes(page.locator('.svelte-flow__node').locator('.fill, .text'))
  const [above, below] = [await boxes(page.locator('.bar, .tools button')), await boxes(page.locator('.legend'))]
  const top = Math.min(...people.map(({ y }) => y)) - Math.max(...above.map(({ y, height }) => y + height))
  const bottom = Math.min(...below.map(({ y }) => y)) - Math.max(...people.map(({ y, height }) => y + height))
  return (top + bottom) / room.height
}

async function covered(page: Page): Promise<Box[]> {
  const over = await boxes(covers(page))
  return (await boxes(discs(page))).filter((disc) => over.some((cover) => overlap(cover, disc)))
}

// expectInSight looks at everybody in the first example, and pans to who is far off.
async function expectInSight(playground: PlaygroundPage, all: boolean): Promise<void> {
  const { page } = playground
  await expect(playground.actor('Ana Díaz')).toBeVisible()
  await expect.poll(() => smallest(page)).toBeGreaterThanOrEqual(11)

  // Once the picture comes to rest, the two of the question are whole and under nothing.
  await expect(async () => {
    const over = await boxes(covers(page))
    const room = await canvas(page).boundingBox()
    const two = ['Ana Díaz', 'Ben Okoye'].map((name) => playground.actor(name).locator('.fill').boundingBox())
    for (const disc of [...(await Promise.all(two)), ...(all ? await boxes(discs(page)) : [])]) {
      if (!disc || !room) throw new Error('nothing is drawn')
      expect(inside(disc, room)).toBe(true)
      expect(over.filter((cover) => overlap(cover, disc))).toEqual([])
    }
  }).toPass({ timeout: 60_000 })

  // A pan brings the others.
  for (const name of ['Acme Inc', 'Eve Marsh', 'Dev Kaur']) {
    const free = await canvas(page).boundingBox()
    const at = await middle(playground.actor(name))
    if (!free) throw new Error('there is no canvas')
    const grip = { x: free.x + 6, y: free.y + free.height / 2 }
    await page.mouse.move(grip.x, grip.y)
    await page.mouse.down()
    await page.mouse.move(grip.x + free.x + free.width / 2 - at.x, grip.y + free.y + free.height / 2 - at.y)
    await page.mouse.up()
    await expect(async () => {
      const disc = await playground.actor(name).locator('.fill').boundingBox()
      expect(disc && inside(disc, free)).toBe(true)
      expect((await boxes(covers(page))).filter((cover) => disc && overlap(cover, disc))).toEqual([])
    }).toPass({ timeout: 60_000 })
  }
}

test('nothing on the canvas lies on anything else', async ({ playground, page }) => {
  test.slow()
  await playground.open()

  await test.step('no control over the canvas lies on another, at any width', async () => {
    const controls = page.locator('.bar, [role=toolbar] button, .corner > button, .legend, .svelte-flow__attribution a')
    const widths = [320, 340, 360, 390, 430, 480, 560, 640, 720, 800, 801, 840, 900, 960, 1000, 1001, 1080, 1180, 1260]
    for (let width = 1276; width <= 1460; width += 8) widths.push(width)
    for (const width of [...widths, 1366, 1500, 1700, 1920]) {
      await page.setViewportSize({ width, height: 768 })
      await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width)
      const all = await boxes(controls)
      const room = await canvas(page).boundingBox()
      expect(all.length).toBeGreaterThan(4) // where it is low, without the hint
      for (const [index, one] of all.entries()) {
        expect(room && inside(one, room), `${width} px`).toBe(true)
        expect(
          all.slice(index + 1).filter((other) => overlap(one, other)),
          `${width} px`,
        ).toEqual([])
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  await test.step('a tie touches nobody but its ends, whoever is dragged, added or laid out afresh', async () => {
    await playground.openFile('maya.json', maya)
    await expect(playground.actor('Omar Haddad')).toBeVisible()
    await expect.poll(() => behind(page)).toEqual([])

    // Onto the tie of Lena and Omar, and still held.
    const [lena, omar] = [await middle(playground.actor('Lena Ortiz')), await middle(playground.actor('Omar Haddad'))]
    const tom = await middle(playground.actor('Tom Reed'))
    await page.mouse.move(tom.x, tom.y)
    await page.mouse.down()
    await page.mouse.move((lena.x + omar.x) / 2 + 60, (lena.y + omar.y) / 2, { steps: 8 })
    await expect.poll(() => behind(page)).toEqual([])
    await page.mouse.up()
    await expect(page.getByRole('button', { name: /^Undo: / })).toBeEnabled()
    expect(await behind(page)).toEqual([])

    for (const name of ['Ana', 'Ben', 'Cara']) {
      await playground.button('+ Member').click()
      await expect(playground.actor(name)).toBeVisible()
      await expect.poll(() => behind(page)).toEqual([])
    }
    await playground.button('Tidy').click()
    await expect.poll(() => behind(page)).toEqual([])
  })

  await test.step('a large network is drawn as an overview, and everybody is under People', async () => {
    const members = Array.from({ length: 310 }, (_, i) => ({
      id: `m${i}`,
      name: `Some Body${i}`,
      at: [(i % 20) * 260, Math.floor(i / 20) * 220],
    }))
    await playground.openFile('large.json', JSON.stringify({ inroad: 1, title: 'Large', members }))
    const drawing = canvas(page).locator('canvas')
    await expect(drawing).toHaveAccessibleName(/^310 actors and 0 ties, .* Looking as Some Body0\./)

    await playground.button('Everybody as a list').click()
    await page.getByRole('button', { name: 'Some Body309' }).first().click()
    await expect(playground.field('Name')).toHaveValue('Some Body309')
  })
})

test('everybody is readable and in sight, or a pan away, whatever the window', async ({ playground, page }) => {
  await playground.open()

  await test.step('who has panned or zoomed keeps what they see when the window changes, until they ask for everybody', async () => {
    const ana = playground.actor('Ana Díaz')
    const before = await middle(ana)
    await page.mouse.move(60, 300)
    await page.mouse.down()
    await page.mouse.move(160, 340, { steps: 4 })
    await page.mouse.up()
    await expect.poll(async () => (await middle(ana)).x).toBeCloseTo(before.x + 100, 0)
    await page.setViewportSize({ width: 1300, height: 800 })
    await expect(canvas(page)).toBeVisible()
    expect((await middle(ana)).x).toBeCloseTo(before.x + 100, 0)
    await playground.button('Show everybody').click()
    await expect.poll(() => covered(page)).toEqual([])
    await page.setViewportSize({ width: 1000, height: 640 })
    await expect.poll(async () => (await canvas(page).boundingBox())?.width).toBeLessThan(640)
    await expect.poll(() => covered(page)).toEqual([])
    const room = await canvas(page).boundingBox()
    for (const disc of await boxes(discs(page))) expect(room && inside(disc, room)).toBe(true)
  })

  await test.step('at 1440x900', async () => {
    await openAt(playground, 1440, 900)
    // What the fit leaves empty is little: above and below, or at the sides.
    await expect.poll(() => slack(page)).toBeLessThan(0.15)
    await expectInSight(playground, true)
  })

  for (const { width, height } of [
    { width: 1366, height: 625 },
    { width: 720, height: 450 }, // 1440x900 at 200 %
  ]) {
    await test.step(`at ${width}x${height}`, async () => {
      await openAt(playground, width, height)
      await expectInSight(playground, true)
    })
  }

  await openAt(playground, 1440, 900)

  await test.step('the table folds where there is little height, and the canvas fits itself to the room', async () => {
    const fold = playground.button('Everyone to everyone')
    const cells = page.locator('table')
    const gap = async () => Math.min(...(await boxes(discs(page))).map(({ y }) => y))
    await expect(fold).toHaveAttribute('aria-expanded', 'true')
    await page.setViewportSize({ width: 1366, height: 625 })
    await expect(fold).toHaveAttribute('aria-expanded', 'false')
    await expect(cells).toBeHidden()
    const low = await gap()
    await fold.click()
    await expect(cells).toBeVisible()
    await expect.poll(async () => covered(page)).toEqual([])
    await expect.poll(gap).not.toBe(low)

    // As the person wants it, from now on.
    await page.setViewportSize({ width: 1440, height: 900 })
    await fold.click()
    await expect(cells).toBeHidden()
    await expect.poll(async () => covered(page)).toEqual([])
  })

  await page.setViewportSize({ width: 390, height: 844 })

  await test.step('everybody is shown who is asked for, and the initials of sixteen can be read', async () => {
    const members = Array.from({ length: 16 }, (_, i) => ({
      id: `m${i}`,
      name: `Some Body${i}`,
      at: [(i % 4) * 260, Math.floor(i / 4) * 220],
    }))
    await playground.openFile('many.json', JSON.stringify({ inroad: 1, title: 'Many', members }))
    await expect(playground.actor('Some Body15')).toBeAttached()
    await expect.poll(() => smallest(page)).toBeGreaterThanOrEqual(11)
    await playground.button('Show everybody').click()
    await expect.poll(() => covered(page)).toEqual([])
    const room = await canvas(page).boundingBox()
    for (const disc of await boxes(discs(page))) expect(room && inside(disc, room)).toBe(true)
    expect(await smallest(page)).toBeGreaterThanOrEqual(11)
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('the two of the question are readable and in sight, the others a pan away', async ({ playground }) => {
    await playground.open()

    await test.step('at 390x844', () => expectInSight(playground, true))

    await test.step('at 360x640', async () => {
      await openAt(playground, 360, 640)
      await expectInSight(playground, false)
    })
  })
})
