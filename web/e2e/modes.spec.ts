// The page by keyboard, by touch and by trackpad, at high zoom, in contrast and over reloads.

import type { CDPSession, Locator, Page } from '@playwright/test'
import { expect, middle, test } from './support/playground'

const focused = (page: Page) => page.locator(':focus')
const labelOf = (page: Page) => focused(page).getAttribute('aria-label')
const viewport = (page: Page) => page.locator('.svelte-flow__viewport').evaluate((element) => element.style.transform)
const zoomOf = async (page: Page) => /scale\(([\d.]+)\)/.exec(await viewport(page))?.[1]

async function placeOf(locator: Locator) {
  return locator.evaluate((node) => node.style.transform)
}

test('the canvas is led by the keyboard, by the mouse and by a trackpad', async ({ playground, page }) => {
  await playground.open()
  const nodes = page.locator('.svelte-flow__node')
  const [ben, cara] = [playground.actor('Ben'), playground.actor('Cara')]

  await test.step('the first Tab leads past everything to the answer', async () => {
    await page.keyboard.press('Tab')
    const skip = page.getByRole('button', { name: 'Skip to the answer' })
    await expect(skip).toBeFocused()
    await expect(skip).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await expect(playground.field('Looking as')).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(playground.button('Swap the two')).toBeFocused() // between the two, where it is seen
    await page.keyboard.press('Tab')
    await expect(playground.field('To')).toBeFocused()
  })

  await test.step('the canvas takes one Tab, arrow keys lead through it, and Alt moves', async () => {
    await expect(page.locator('.svelte-flow__node[tabindex="0"]')).toHaveCount(1)
    await playground.button('Show everybody').focus()
    await page.keyboard.press('Tab')
    await expect(ben).toBeFocused() // the one looked at
    const count = await nodes.count()
    const met = new Set<string | null>()
    for (const key of ['ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowDown', 'ArrowRight'])
      for (let presses = 0; presses < 3; presses++) {
        await page.keyboard.press(key)
        met.add(await labelOf(page))
      }
    expect(met.size).toBeGreaterThan(count / 2)
    await expect(page.getByRole('button', { name: /^Undo: / })).toHaveCount(0) // nobody has moved

    const here = page.locator('.svelte-flow__node[tabindex="0"]')
    await expect(here).toBeFocused()
    const before = await placeOf(here)
    await page.keyboard.press('Alt+ArrowRight')
    await expect.poll(() => placeOf(here)).not.toBe(before)
    await expect(page.getByRole('button', { name: /^Undo: / })).toHaveCount(1)

    await page.keyboard.press('Tab')
    await expect(page.locator('.svelte-flow__node:focus')).toHaveCount(0)
    await page.keyboard.press('Shift+Tab')
    await expect(here).toBeFocused() // where one was
  })

  await test.step('several are chosen with Shift, moved and removed together, and come back together', async () => {
    const said = await playground.answer.textContent()
    await ben.click({ modifiers: ['Shift'] })
    await cara.click({ modifiers: ['Shift'] })
    await expect(page.getByText('2 chosen together')).toBeVisible()
    await expect(playground.answer).toHaveText(said ?? '') // nobody else is asked about
    const before = [await placeOf(ben), await placeOf(cara)]
    const start = await middle(ben)
    await page.mouse.move(start.x, start.y)
    await page.mouse.down()
    await page.mouse.move(start.x + 30, start.y + 20, { steps: 4 })
    await page.mouse.up()
    for (const [index, who] of [ben, cara].entries()) await expect.poll(() => placeOf(who)).not.toBe(before[index])

    const count = await nodes.count()
    await page.keyboard.press('Delete')
    await expect(nodes).toHaveCount(count - 2)
    await expect(page.getByText('chosen together')).toHaveCount(0)
    await page.getByRole('button', { name: /^Undo: / }).click()
    await expect(nodes).toHaveCount(count)

    const canvas = await page.locator('.svelte-flow').boundingBox()
    if (!canvas) throw new Error('There is no canvas.')
    await page.keyboard.down('Shift')
    await page.mouse.move(canvas.x + 8, canvas.y + 90)
    await page.mouse.down()
    await page.mouse.move(canvas.x + canvas.width - 8, canvas.y + canvas.height - 8, { steps: 6 })
    await page.mouse.up()
    await page.keyboard.up('Shift')
    await expect(page.getByText(/^\d+ chosen together$/)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByText('chosen together')).toHaveCount(0)
  })

  await test.step('scrolling moves the canvas, over people too, and a pinch zooms', async () => {
    const zoom = await zoomOf(page)
    const at = await middle(ben)
    await page.mouse.move(at.x, at.y)
    await page.mouse.wheel(60, 40)
    await expect.poll(async () => (await middle(ben)).x).toBeLessThan(at.x - 10)
    expect((await middle(ben)).y).toBeLessThan(at.y - 10)
    expect(await zoomOf(page)).toBe(zoom)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -60)
    await page.keyboard.up('Control')
    await expect.poll(() => zoomOf(page)).not.toBe(zoom)
  })
})

test('what somebody sets the page to survives a reload', async ({ playground, page }) => {
  await playground.open()
  const people = page.locator('.svelte-flow__node')
  const before = await people.count()
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  const heightOf = async () => (await page.locator('.strip').boundingBox())?.height ?? 0
  const lettersDoNothing = async () => {
    await page.keyboard.press('?')
    await page.keyboard.press('n')
    await page.keyboard.press('Control+s') // comes after both
    await expect(sheet).toHaveCount(0)
    await expect(people).toHaveCount(before)
  }

  await test.step('letters alone do nothing once that is switched off', async () => {
    await page.keyboard.press('?')
    await sheet.getByRole('checkbox', { name: /^N and \?/ }).uncheck()
    await page.keyboard.press('Escape')
    await lettersDoNothing()
  })

  await test.step('the table is dragged higher by its edge, by key as well', async () => {
    const edge = page.getByRole('separator', { name: 'Height of the table' })
    const low = await heightOf()
    expect(low, 'less than a third of the page').toBeLessThan(300)
    const { x, y } = await middle(edge)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x, y - 100, { steps: 4 })
    await page.mouse.up()
    await expect.poll(heightOf).toBeGreaterThan(low + 80)
    const dragged = await heightOf()
    await edge.press('ArrowDown')
    await expect.poll(heightOf).toBeLessThan(dragged)
  })

  await playground.tab('Rules').click()
  const chosen = await heightOf()
  await page.reload()
  await playground.live()

  await test.step('letters alone still do nothing, until that is switched on again', async () => {
    await lettersDoNothing()
    await playground.button('Keys').click()
    await sheet.getByRole('checkbox', { name: /^N and \?/ }).check()
    await page.keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)
  })

  await test.step('the tab that was shown and the height of the table are as they were', async () => {
    await expect(playground.tab('Rules')).toHaveAttribute('aria-selected', 'true')
    await expect(page.locator('summary').first()).toBeVisible()
    await expect.poll(heightOf).toBe(chosen)
  })

  await page.keyboard.press('n')
  await expect(people).toHaveCount(before + 1)
})

test('names are cut where they end, whichever way they are written', async ({ playground, page }) => {
  await playground.open()

  await test.step('a name is cut on its own side, and a long one on the canvas is short', async () => {
    const members = ['محمد عبد الرحمن بن خالد الأنصاري القرطبي', 'Ana', 'Wolfe'.repeat(40)].map((name, index) => ({
      id: `m${index}`,
      name,
    }))
    await playground.openFile('names.json', JSON.stringify({ inroad: 1, members }))
    const names = page.locator('.svelte-flow__node .name')
    await expect(names).toHaveCount(3)
    expect(await names.evaluateAll((all) => all.map((name) => getComputedStyle(name).direction))).toEqual([
      'rtl',
      'ltr',
      'ltr',
    ])
    for (const name of await names.all()) expect((await name.boundingBox())?.width).toBeLessThan(300)
    await playground.tab('People').click()
    const listed = page.getByRole('tabpanel').locator('.name')
    expect(await listed.first().evaluate((name) => getComputedStyle(name).direction)).toBe('rtl')
    expect(
      await page.getByRole('tabpanel').evaluate((panel) => panel.scrollWidth - panel.clientWidth),
    ).toBeLessThanOrEqual(0)
  })

  await test.step('of two names from right to left, the sender still stands before the arrow, and a long one is cut on its left', async () => {
    const members = [
      { id: 'abd', name: 'عبد الرحمن بن محمد الخوارزمي الحسن البصري' },
      { id: 'sara', name: 'سارة لوي' },
    ]
    await playground.openFile('two-names.json', JSON.stringify({ inroad: 1, members }))
    const tab = playground.tab(/→/)
    await expect(tab).toContainText('عبد')
    await expect(tab).toContainText('سارة')
    // Where each word of the tab is seen.
    const lefts = await tab.evaluate((tab) => {
      const text = document.createTreeWalker(tab, NodeFilter.SHOW_TEXT).nextNode() as Text
      return ['عبد', '→', 'سارة'].map((word) => {
        const range = document.createRange()
        range.setStart(text, text.data.indexOf(word))
        range.setEnd(text, text.data.indexOf(word) + word.length)
        return range.getBoundingClientRect().left
      })
    })
    expect(lefts).toEqual(lefts.toSorted((a, b) => a - b))
    for (const name of [
      playground.field('Looking as').locator('option').first(),
      page.getByRole('rowheader').first().locator('span'),
    ])
      await expect(name).toHaveCSS('direction', 'rtl')
  })
})

test('the page fits every screen: wide, narrow, at 400 % zoom and in contrast', async ({ playground, page }) => {
  await playground.open()

  for (const size of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ])
    await test.step(`the page itself does not scroll, and every group of radio buttons has a name, ${size.width} px wide`, async () => {
      await page.setViewportSize(size)
      await expect(playground.tab('Everyone')).toHaveCount(size.width === 390 ? 1 : 0)
      const tabs = page.getByRole('tab')
      for (let tab = 0; tab < (await tabs.count()); tab++) {
        await tabs.nth(tab).click()
        await expect(tabs.nth(tab)).toHaveAttribute('aria-selected', 'true')
        await expect(page.locator('html')).toHaveJSProperty('scrollHeight', size.height)
      }
      await playground.showSettings('Ana')
      const radios = page.getByRole('radio')
      await expect(radios.first()).toBeAttached()
      const named = page.getByRole('group', { name: /./ }).or(page.getByRole('radiogroup', { name: /./ }))
      await expect(named.filter({ has: radios.first() }).first()).toBeAttached()
      for (const fieldset of await page.locator('fieldset').filter({ has: radios }).all())
        await expect(fieldset).toHaveAccessibleName(/./)
    })

  for (const width of [1440, 1024, 390])
    await test.step(`Tab goes through the header in the order that is seen, ${width} wide`, async () => {
      await page.setViewportSize({ width, height: 844 })
      await expect(playground.tab('Everyone')).toHaveCount(width === 390 ? 1 : 0)
      const lefts = await page
        .getByRole('banner')
        .locator('button, select')
        .evaluateAll((all) =>
          all.filter((one) => one.checkVisibility()).map((one) => Math.round(one.getBoundingClientRect().left)),
        )
      expect(lefts.length).toBeGreaterThan(2)
      expect(lefts).toEqual(lefts.toSorted((a, b) => a - b))
    })

  for (const size of [
    { width: 360, height: 225 },
    { width: 320, height: 256 },
  ])
    await test.step(`a dialog scrolls whole at 400 % zoom, ${size.width} wide`, async () => {
      await page.setViewportSize(size)
      await playground.button('More').click()
      await playground.button('Generate…').click()
      const dialog = page.getByRole('dialog')
      const scrolls = await dialog.evaluate((dialog) =>
        [dialog, ...dialog.querySelectorAll('*')]
          .filter(
            (element) =>
              element.scrollHeight > element.clientHeight + 1 &&
              /auto|scroll/.test(getComputedStyle(element).overflowY),
          )
          .map(({ tagName }) => tagName),
      )
      expect(scrolls).toEqual(['DIALOG'])
      const last = dialog.getByRole('button', { name: 'Generate', exact: true })
      await last.focus()
      await expect(last).toBeInViewport({ ratio: 1 })
      for (const field of await dialog.getByRole('spinbutton').or(dialog.getByRole('textbox')).all()) {
        await field.focus()
        await expect(field).toBeInViewport({ ratio: 1 })
      }
      await page.keyboard.press('Escape')
      await expect(dialog).toHaveCount(0)
      // What is below the fold of the page is reached.
      await playground.tab('People').focus()
      await expect(playground.tab('People')).toBeInViewport()
    })

  await test.step('marks on the canvas stand out in forced colours, and faint lines with more contrast', async () => {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.emulateMedia({ forcedColors: 'active' })
    const badge = playground.actor('Cara').locator('.badge')
    const [mark, paper] = await badge.evaluate((badge) => [
      getComputedStyle(badge).backgroundColor,
      getComputedStyle(document.body).backgroundColor,
    ])
    expect(mark).not.toBe(paper)
    const line = () =>
      page
        .locator('header')
        .first()
        .evaluate((header) => getComputedStyle(header).borderBottomColor)
    await page.emulateMedia({ forcedColors: 'none' })
    const faint = await line()
    await page.emulateMedia({ contrast: 'more' })
    await expect.poll(line).not.toBe(faint)
  })
})

test.describe('by finger', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  async function finger(client: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) {
    await client.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
  }

  test('the canvas is moved, and who is on it is asked about, held and tied', async ({ playground, page }) => {
    await playground.open()
    const ben = playground.actor('Ben')
    await expect(ben).toBeVisible()
    const client = await page.context().newCDPSession(page)
    const undo = page.getByRole('button', { name: /^Undo: / })

    await test.step('a tap still asks about somebody', async () => {
      await playground.actor('Cara').tap()
      await expect(playground.answer).toContainText('Cara')
    })

    await test.step('a finger that rests on somebody takes hold of them', async () => {
      const [place, seen] = [await placeOf(ben), await viewport(page)]
      const { x, y } = await middle(ben)
      await finger(client, 'touchStart', x, y)
      await expect(page.locator('.svelte-flow__node.held')).toHaveCount(1)
      for (let step = 1; step <= 5; step++) await finger(client, 'touchMove', x - 8 * step, y + 6 * step)
      await expect.poll(() => placeOf(ben)).not.toBe(place)
      expect(await viewport(page)).toBe(seen)
      await finger(client, 'touchEnd')
      await expect(page.locator('.svelte-flow__node.held')).toHaveCount(0)
      expect(await placeOf(ben)).not.toBe(place)
      await expect(undo).toHaveCount(1)
      await undo.click()
      await expect.poll(() => placeOf(ben)).toBe(place)
      await expect(undo).toHaveCount(0)
    })

    await test.step('a plus that is dragged onto somebody ties to them', async () => {
      const { x, y } = await middle(playground.actor('Ana Díaz').locator('.knob'))
      const to = await middle(playground.actor('Eve Marsh').locator('.initials'))
      await finger(client, 'touchStart', x, y)
      for (let step = 1; step <= 8; step++)
        await finger(client, 'touchMove', x + ((to.x - x) * step) / 8, y + ((to.y - y) * step) / 8)
      await finger(client, 'touchEnd')
      await expect(page.getByRole('dialog', { name: 'Ties' })).toBeVisible()
      await expect(undo).toHaveCount(1)
      await undo.click()
      await expect(page.getByRole('dialog', { name: 'Ties' })).toHaveCount(0)
      await expect(undo).toHaveCount(0)
    })

    await test.step('a swipe over somebody moves the canvas, not them', async () => {
      const [place, seen] = [await placeOf(ben), await viewport(page)]
      const { x, y } = await middle(ben)
      await finger(client, 'touchStart', x, y)
      for (let step = 1; step <= 5; step++) await finger(client, 'touchMove', x - 14 * step, y + 6 * step)
      await finger(client, 'touchEnd')
      await expect.poll(() => viewport(page)).not.toBe(seen)
      expect(await placeOf(ben)).toBe(place)
      await expect(undo).toHaveCount(0)
    })
  })

  test('the canvas folds and empties, and the panel scrolls', async ({ playground, page }) => {
    await playground.open()
    await expect(playground.actor('Ben')).toBeVisible()

    await test.step('the canvas folds, and comes back as it was', async () => {
      const canvas = page.locator('#network')
      const fold = playground.button('Network')
      for (const viewport of [
        { width: 390, height: 844 },
        { width: 640, height: 360 },
      ]) {
        await page.setViewportSize(viewport)
        await expect(fold).toBeInViewport({ ratio: 1 })
        const [button, to] = [await fold.boundingBox(), await playground.field('To').boundingBox()]
        if (!button || !to) throw new Error('Nothing is shown.')
        expect(
          button.x + button.width <= to.x || button.y + button.height <= to.y || button.x >= to.x + to.width,
          'the button covers no field',
        ).toBe(true)
        const before = await playground.answer.boundingBox()
        await fold.click()
        await expect(canvas).toBeHidden()
        const after = await playground.answer.boundingBox()
        if (viewport.width === 390) expect(after?.y).toBeLessThan((before?.y ?? 0) - 200)
        else expect(after?.width).toBeGreaterThan((before?.width ?? 0) + 200)
        await fold.click()
        await expect(playground.actor('Ben')).toBeInViewport()
      }
    })

    await test.step('a swipe from the tab strip scrolls what is below it', async () => {
      const client = await page.context().newCDPSession(page)
      await page.setViewportSize({ width: 390, height: 844 })
      const { x, y } = await middle(playground.tab('People'))
      const top = () => page.locator('.panel').evaluate((panel) => panel.scrollTop)
      expect(await top()).toBe(0)
      await finger(client, 'touchStart', x, y)
      for (let step = 1; step <= 10; step++) await finger(client, 'touchMove', x, y - 20 * step)
      await finger(client, 'touchEnd')
      await expect.poll(top).toBeGreaterThan(50)
    })

    await test.step('the empty canvas says its words with nothing through them', async () => {
      await playground.button('More').click()
      await playground.button('New').click()
      const title = page.getByRole('heading', { name: 'Nobody is here yet' })
      for (const viewport of [
        { width: 390, height: 844 },
        { width: 360, height: 640 },
        { width: 640, height: 360 },
        { width: 360, height: 225 },
      ]) {
        await page.setViewportSize(viewport)
        await expect(title).toBeVisible()
        const drawing = page.locator('.empty svg')
        const [words, drawn] = [await title.boundingBox(), await drawing.boundingBox()]
        if (drawn) expect(drawn.y + drawn.height).toBeLessThanOrEqual(words?.y ?? 0)
      }
    })
  })
})
