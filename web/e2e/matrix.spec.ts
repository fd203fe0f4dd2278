// Everyone to everyone of a large network: painted, with real cells about the one that has the keyboard.

import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { violationsInBoth } from './support/axe'
import { inroad, printed } from './support/command'
import { expect, middle, test, type PlaygroundPage } from './support/playground'

interface Matrix {
  readonly actors: readonly string[]
  readonly outcomes: readonly { readonly mark: string; readonly way: string; readonly cost: number }[]
  readonly cells: readonly (readonly number[])[]
}

// crowd is a network by chance, as a file.
function crowd(actors: number): string {
  return printed('generate', '--actors', String(actors), '--seed', '7', '--model', 'small-world')
}

const grid = (page: Page) => page.getByRole('grid', { name: 'Everyone to everyone' })
const focused = (page: Page) => grid(page).locator('[tabindex="0"]')

async function openCrowd(playground: PlaygroundPage, actors: number): Promise<void> {
  await playground.openFile('crowd.json', crowd(actors))
  await expect(playground.title).toContainText(`${actors}`)
  await expect(grid(playground.page)).toHaveAttribute('aria-rowcount', String(actors + 1))
  await expect(grid(playground.page)).toHaveAttribute('aria-busy', 'false')
}

// expected is what the label of a cell has to say of an outcome.
function expected({ mark, cost }: Matrix['outcomes'][number]): RegExp {
  switch (mark) {
    case 'self':
      return /: (nobody is asked|nothing is offered)/
    case 'free':
      return /: reachable by (?!.* for \d)(?!.*, unclear)/
    case 'cost':
      return new RegExp(`: reachable by .* for ${cost} `)
    case 'contested':
      return /: reachable by .*, unclear/
    case 'forbidden':
      return /: not reachable, forbidden/
    default:
      return /: not reachable, not said/
  }
}

// wrongCells are the real cells that say something else than a matrix. Their places are those of the file.
async function wrongCells(page: Page, matrix: Matrix): Promise<string[]> {
  const cells = await grid(page)
    .getByRole('gridcell')
    .evaluateAll((list) => list.map((cell) => [cell.dataset['cell'] ?? '', cell.getAttribute('aria-label') ?? '']))
  expect(cells).toHaveLength(900)
  return cells.flatMap(([place = '', label = '']) => {
    const [row = 0, column = 0] = place.split(' ').map(Number)
    const outcome = matrix.outcomes[matrix.cells[row]?.[column] ?? -1]
    return outcome && expected(outcome).test(label) ? [] : [`${place}: ${label}, and not ${outcome?.mark}`]
  })
}

// wrongColours are the real cells in sight that are painted otherwise than a matrix has them.
async function wrongColours(page: Page, matrix: Matrix): Promise<string[]> {
  const seen = await grid(page).evaluate((grid) => {
    const canvas = grid.parentElement?.querySelector('canvas')
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return []
    const box = canvas.getBoundingClientRect()
    const { data, width } = context.getImageData(0, 0, canvas.width, canvas.height)
    return [...grid.querySelectorAll<HTMLElement>('[role=gridcell]')].flatMap((cell) => {
      const { left, top, right, bottom } = cell.getBoundingClientRect()
      if (left < box.left + 130 || top < box.top + 130 || right > box.right || bottom > box.bottom) return []
      const scale = width / box.width
      const [x, y] = [(left + right - 1) / 2 - box.left, (top + bottom - 1) / 2 - box.top].map((at) =>
        Math.floor(at * scale),
      )
      const at = 4 * ((y ?? 0) * width + (x ?? 0))
      return [{ place: cell.dataset['cell'] ?? '', colour: data.slice(at, at + 3).join(' ') }]
    })
  })
  const colours = new Map(
    await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('i'))
      const all = ['free', 'cost', 'contested', 'forbidden', 'unstated'].map((mark, index) => {
        probe.className = mark
        probe.style.color = index < 3 ? 'var(--outcome)' : 'var(--outcome-tint)'
        return [mark, (getComputedStyle(probe).color.match(/\d+/g) ?? []).join(' ')] as const
      })
      probe.remove()
      return all
    }),
  )
  expect(seen.length).toBeGreaterThan(300)
  return seen.flatMap(({ place, colour }) => {
    const [row = 0, column = 0] = place.split(' ').map(Number)
    const mark = matrix.outcomes[matrix.cells[row]?.[column] ?? -1]?.mark ?? ''
    return mark === 'self' || colours.get(mark) === colour ? [] : [`${place} is ${colour}, and not of ${mark}`]
  })
}

// downloaded saves what a button hands to the browser.
async function downloaded(page: Page, button: string, path: string): Promise<void> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ])
  await download.saveAs(path)
}

// openSettings shows what the one who is looked as has.
async function openSettings({ page }: PlaygroundPage): Promise<void> {
  await page.getByRole('group', { name: 'Settings of' }).getByRole('button').first().click()
}

test('a network of forty tells what an edit changed, is walked through by keyboard, and ordered', async ({
  playground,
  page,
}) => {
  await playground.open()

  await test.step('says why it is empty', async () => {
    await playground.button('New').click()
    await expect(page.getByText('The table fills as soon as there are two.')).toBeVisible()
  })

  await openCrowd(playground, 40)
  const saved = JSON.parse(crowd(40)) as Record<string, { name: string }[]>
  const names = ['members', 'pages'].flatMap((list) => (saved[list] ?? []).map(({ name }) => name))
  const expectAt = async (from: string | undefined, to: string | undefined) => {
    await expect(focused(page)).toBeFocused()
    await expect(focused(page)).toHaveAttribute('aria-label', new RegExp(`^${from} to ${to}: `))
  }
  await focused(page).focus()
  await expectAt(names[0], names[1])

  await test.step('counts what an edit changed, and goes from one to the next', async () => {
    await openSettings(playground)
    await playground.field('Account tier').selectOption('career')
    const changed = page.getByText(/\d+ pairs? changed by “/)
    await expect(changed).toBeVisible()
    const count = Number(/\d+/.exec((await changed.textContent()) ?? '')?.[0])
    expect(count).toBeGreaterThan(10)
    await playground.button('Show large').click()
    const seen = new Set<string>()
    for (let step = 0; step <= count; step++) {
      await playground.button('Next change').click()
      await expect(focused(page)).toBeFocused()
      await expect(focused(page)).toHaveAttribute('aria-label', /, changed$/)
      seen.add((await focused(page).getAttribute('data-cell')) ?? '')
    }
    expect(seen.size).toBe(count)
  })

  await test.step('large it is accessible, light and dark, and Escape makes it small', async () => {
    await expect(playground.button('Show small')).toBeVisible()
    await expect(page.locator('.inspector [aria-live]')).not.toBeEmpty()
    expect(await violationsInBoth(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(playground.button('Show large')).toBeVisible()
  })

  await test.step('the keyboard walks through the whole matrix, and chooses', async () => {
    await focused(page).focus()
    await page.keyboard.press('Control+Home')
    await expectAt(names[0], names[0])
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await expectAt(names[1], names[1])
    await page.keyboard.press('End')
    await expectAt(names[1], names[39])
    await expect(focused(page)).toHaveAttribute('aria-colindex', '41')
    await page.keyboard.press('PageDown')
    await page.keyboard.press('Home')
    await page.keyboard.press('Control+End')
    await expectAt(names[39], names[39])
    await expect(focused(page).locator('..')).toHaveAttribute('aria-rowindex', '41')
    await page.keyboard.press('ArrowLeft')
    await expectAt(names[39], names[38])
    // The pair at once, and the reason when the engine has said it.
    const inspector = page.locator('.inspector')
    await expect(inspector).toContainText(`${names[39]} → ${names[38]}`)
    await expect(inspector.locator('[aria-live=polite]')).not.toBeEmpty()
    await page.keyboard.press('Enter')
    await expect(playground.field('Looking as')).toHaveValue(names[39] ?? '')
    await expect(playground.field('To')).toHaveValue(names[38] ?? '')
    await expectAt(names[39], names[38])
  })

  await test.step('is ordered by what the rules declare, and by ties', async () => {
    const first = async () => {
      await focused(page).focus()
      await page.keyboard.press('Control+Home')
      return grid(page)
        .getByRole('rowheader')
        .evaluateAll((list) => list.map((row) => row.textContent.trim()))
    }
    const file = await first()
    await playground.field('Order').selectOption('Order: Name')
    const sorted = await first()
    expect(sorted).not.toEqual(file)
    expect(sorted).toEqual([...sorted].sort((a, b) => a.localeCompare(b)))
    for (const order of ['Account tier', 'Kind', 'Number of ties']) {
      await playground.field('Order').selectOption(`Order: ${order}`)
      expect(await first()).not.toEqual(sorted)
    }
  })
})

test('a network of a thousand is the command’s after ten edits, is moved by mouse, saved and printed', async ({
  playground,
  page,
}, info) => {
  test.setTimeout(600_000) // everything else about a thousand is done between the edits, too
  await playground.open()
  await openCrowd(playground, 1000)
  const file = info.outputPath('edited.json')

  await test.step('after ten edits it is what the command says', async () => {
    await openSettings(playground)
    const tier = playground.field('Account tier')
    await expect(tier).toBeVisible()
    const painted = page.locator('section canvas')
    for (let edit = 0; edit < 10; edit++) {
      const [to = ''] = await tier.evaluate((select: HTMLSelectElement) =>
        [...select.options].map(({ value }) => value).filter((value) => value !== select.value),
      )
      const other = edit % 3 === 0 ? 'recruiter-corporate' : to
      const revision = await painted.getAttribute('data-revision')
      await tier.selectOption(other)
      await expect(painted).not.toHaveAttribute('data-revision', revision ?? '')
      await expect(tier).toHaveValue(other)
    }
    await downloaded(page, 'Save file', file)
    const matrix = inroad('matrix', file) as Matrix

    await playground.button('Show large').click()
    await focused(page).focus()
    await page.keyboard.press('Control+Home')
    expect(await wrongCells(page, matrix)).toEqual([])
    for (const key of ['ArrowRight', 'End', 'PageDown', 'ArrowDown', 'Home', 'PageDown', 'Control+End', 'PageUp']) {
      await page.keyboard.press(key)
      expect(await wrongCells(page, matrix), key).toEqual([])
    }
    expect(await wrongColours(page, matrix)).toEqual([])
  })

  await test.step('a click chooses, dragging moves, and buttons and wheel zoom', async () => {
    await page.keyboard.press('Control+Home')
    const scroller = page.locator('section .scroll')
    const cell = grid(page).locator('[data-cell="9 12"]')
    const [box, target] = [await scroller.boundingBox(), await middle(cell)]
    if (!box) throw new Error('there is no matrix')
    await page.mouse.click(target.x, target.y)
    await expect(cell).toHaveAttribute('aria-selected', 'true')
    const label = (await cell.getAttribute('aria-label')) ?? ''
    await expect(playground.field('Looking as')).toHaveValue(label.split(' to ')[0] ?? '')

    const left = () => scroller.evaluate((element) => element.scrollLeft)
    await page.mouse.move(box.x + 500, box.y + 300)
    await page.mouse.down()
    await page.mouse.move(box.x + 300, box.y + 250, { steps: 5 })
    await page.mouse.up()
    await expect.poll(left).toBeGreaterThan(150)
    await expect(cell).toHaveAttribute('aria-selected', 'true')

    const width = async () => (await focused(page).boundingBox())?.width ?? 0
    const before = await width()
    await playground.button('Larger cells').click()
    await expect.poll(width).toBeGreaterThan(before)
    const larger = await width()
    await page.mouse.move(box.x + 500, box.y + 300)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, 120)
    await page.keyboard.up('Control')
    await expect.poll(width).toBeLessThan(larger)
  })

  await test.step('is saved as the command prints it', async () => {
    await downloaded(page, 'CSV', info.outputPath('edited.csv'))
    const csv = readFileSync(info.outputPath('edited.csv'), 'utf8')
    expect(csv === printed('matrix', file, '--csv')).toBe(true)
  })

  await test.step('on paper and in forced colours it is a table of a hundred', async () => {
    const isTable = async () => {
      await expect(page.getByText('The first 100 of 1,000, in this order; 900 are left out.')).toBeVisible()
      await expect(page.locator('section canvas')).toHaveCount(0)
      const rows = page.locator('table tbody tr')
      await expect(rows).toHaveCount(100)
      await expect(rows.first().locator('td')).toHaveCount(100)
    }
    await page.emulateMedia({ media: 'print' })
    await isTable()
    await page.emulateMedia({ forcedColors: 'active' })
    await page.emulateMedia({ media: 'screen' })
    await isTable()
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  test('a finger moves it, and a tap selects', async ({ playground, page }) => {
    await playground.open()
    await playground.tab('Everyone').click()
    await openCrowd(playground, 310)
    await playground.button('Show large').click()
    const scroller = page.locator('section .scroll')
    const box = await scroller.boundingBox()
    if (!box) throw new Error('there is no matrix')

    // A browser keeps a finger that pans to the way that it set out on, so it is moved across and then down.
    const finger = await page.context().newCDPSession(page)
    const pan = async (right: number, down: number) => {
      const at = (step: number) => [{ x: box.x + 300 - (right * step) / 10, y: box.y + 400 - (down * step) / 10 }]
      await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })
      for (let step = 1; step <= 10; step++)
        await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(step) })
      await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    }
    await pan(150, 0)
    await expect.poll(() => scroller.evaluate((element) => element.scrollLeft)).toBeGreaterThan(60)
    await pan(0, 200)
    await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBeGreaterThan(60)

    // A tap on what still glides only stops it.
    const at = () => scroller.evaluate((element) => `${element.scrollLeft} ${element.scrollTop}`)
    await expect(async () => {
      const before = await at()
      await page.waitForTimeout(300)
      expect(await at()).toBe(before)
    }).toPass()
    const before = (await focused(page).getAttribute('aria-label')) ?? ''
    await page.touchscreen.tap(box.x + 220, box.y + 300)
    await expect(focused(page)).not.toHaveAttribute('aria-label', before)
    await expect(focused(page)).toHaveAttribute('aria-selected', 'true')
    const label = (await focused(page).getAttribute('aria-label')) ?? ''
    await expect(page.locator('.inspector')).toContainText(label.split(':')[0]?.replace(' to ', ' → ') ?? '?')
    await playground.button('Show small').click()
    await expect(playground.tab('Everyone')).toHaveAttribute('aria-selected', 'true')
    await expect(playground.field('Looking as')).toHaveValue(label.split(' to ')[0] ?? '?')
  })
})
