// What people do by accident, or have not seen coming: nothing is lost by it.

import { middle, expect, PlaygroundPage, slow, test } from './support/playground'
import { fragment } from '../src/document/link'

test('a second tab that only looks leaves the first one’s work alone, and one that edits says so', async ({
  playground,
  page,
  context,
}) => {
  await playground.open()
  const other = new PlaygroundPage(await context.newPage())
  await other.open()
  await playground.rename('Tab one')
  await other.field('To').selectOption('eve')
  await expect(other.answer).toContainText('Eve')
  await page.reload()
  await expect(playground.title).toHaveText('Tab one')

  await playground.rename('Tab one again')
  await other.tab('People').click()
  await other.field('Title').fill('Tab two')
  await expect(page.getByText('Another tab has changed its scenario').first()).toBeVisible()
  expect(other.complaints).toEqual([])
})

test('what is opened after a link is one’s own, and undo leads back through both', async ({ playground, page }) => {
  await playground.open()
  await playground.rename('Mine')
  const scenario = JSON.stringify({ inroad: 1, title: 'Two', members: [{ id: 'ana' }, { id: 'ben' }] })
  await page.goto(`./${fragment({ scenario, look: {}, answers: [] })}`)
  await expect(playground.title).toHaveText('Two')
  const bar = page.getByRole('region', { name: 'Opened from a link' })
  await expect(bar).toBeVisible()
  await playground.scenario.selectOption('job-seeker')
  await expect(playground.scenario).toHaveValue('job-seeker')
  await expect(bar).toBeHidden()
  expect(new URL(page.url()).hash).toBe('')
  await page.reload()
  await expect(playground.scenario).toHaveValue('job-seeker')
  const undo = page.getByRole('button', { name: /^Undo: / })
  await undo.click()
  await expect(playground.title).toHaveText('Two')
  await undo.click()
  await expect(playground.title).toHaveText('Mine')
})

test('a title keeps every letter where the engine is slow, and what is refused of it stays', async ({
  playground,
  page,
}) => {
  await slow(page, 120)
  await playground.open()
  await playground.tab('People').click()
  const field = playground.field('Title')
  await field.fill('')
  await field.pressSequentially('A title of its own', { delay: 40 })
  await field.blur()
  await expect(playground.title).toHaveText('A title of its own')
  await expect(field).toHaveValue('A title of its own')
  await page.getByRole('button', { name: /^Undo: / }).click()
  await expect(field).toHaveValue('Cold outreach at Acme')
  await field.fill('x'.repeat(2000))
  await expect(page.getByRole('alert').filter({ hasText: 'characters' })).toBeVisible()
  await field.blur()
  await expect(field).toHaveValue('x'.repeat(2000))
})

test('a number that is cleared and typed anew is a step of its own, also where the engine is slow', async ({
  playground,
  page,
}) => {
  await slow(page, 120)
  await playground.open()
  await playground.showSettings('Ana')
  const credits = playground.field('InMail credits')
  await credits.fill('53')
  await credits.blur()
  await credits.focus()
  await credits.press('ControlOrMeta+a')
  await credits.press('Delete')
  await expect(credits).toHaveAttribute('aria-invalid', 'true') // the empty field is refused
  await credits.pressSequentially('72')
  await credits.blur()
  await expect(playground.actor('Ana Díaz')).toContainText('72 credits')
  const undo = page.getByRole('button', { name: /^Undo: / })
  await undo.click()
  await expect(credits).toHaveValue('53')
  await undo.click()
  await expect(credits).toHaveValue('3')
  await credits.fill('x')
  await credits.blur() // before the engine has answered
  await expect(page.getByText('"x" is not a whole number')).toBeVisible()
  await expect(credits).toHaveValue('x')
})

test('an arrow key after a drag is a step of its own', async ({ playground, page }) => {
  await playground.open()
  const cara = playground.actor('Cara Lund')
  const start = await middle(cara)
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(start.x - 40, start.y - 20, { steps: 4 })
  await page.mouse.up()
  await expect(page.getByRole('button', { name: /^Undo: / })).toBeEnabled()
  const dragged = await middle(cara)
  expect(dragged.x).toBeLessThan(start.x - 20)
  await cara.focus()
  await cara.press('Alt+ArrowDown')
  await cara.press('Alt+ArrowDown')
  await expect.poll(async () => (await middle(cara)).y).toBeGreaterThan(dragged.y + 10)
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(async () => Math.round((await middle(cara)).y - dragged.y)).toBe(0)
  expect(Math.round((await middle(cara)).x - dragged.x)).toBe(0)
})

test('who was looked at is back when undo brings them back', async ({ playground, page }) => {
  await playground.open()
  await playground.actor('Ana Díaz').press('Delete')
  await expect(playground.field('Looking as')).not.toHaveValue('ana')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-id'))).toBe('ben')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(playground.field('Looking as')).toHaveValue('ana')
  await expect(playground.field('To')).toHaveValue('ben')
})

test('clicks in a hurry add people with names and places of their own', async ({ playground }) => {
  await playground.open()
  await playground.openFile('empty.json', '{"inroad":1}')
  await playground.button('+ Member').evaluate((button: HTMLButtonElement) => [1, 2, 3].forEach(() => button.click()))
  const actors = playground.page.getByRole('application', { name: 'Network' }).getByRole('group')
  await expect(actors).toHaveCount(3)
  const boxes = await Promise.all([0, 1, 2].map((index) => middle(actors.nth(index))))
  for (const [index, box] of boxes.entries()) {
    for (const other of boxes.slice(index + 1)) expect(Math.hypot(box.x - other.x, box.y - other.y)).toBeGreaterThan(60)
  }
  for (const name of ['Ana', 'Ben', 'Cara']) await expect(playground.actor(name)).toBeVisible()
})

test('people of the same name can be told apart wherever one chooses', async ({ playground }) => {
  await playground.open()
  const sam = (id: string) => ({ id, name: 'Sam Lee' })
  await playground.openFile(
    'sams.json',
    JSON.stringify({ inroad: 1, title: 'Sams', members: [sam('a'), sam('b'), sam('c')] }),
  )
  await expect(playground.field('Looking as').locator('option')).toHaveText([
    'Sam Lee (a)',
    'Sam Lee (b)',
    'Sam Lee (c)',
  ])
  await expect(playground.tab(/→/)).toHaveText('Sam Lee (a) → Sam Lee (b)')
  await playground.tab('People').click()
  await expect(playground.button('Remove Sam Lee (c)')).toBeVisible()
})

test('a file that cannot be opened is not asked about', async ({ playground, page }) => {
  await playground.open()
  await playground.rename('Mine')
  await playground.openFile('cut.json', '{"inroad":1,')
  const dialog = page.getByRole('dialog', { name: 'cut.json could not be opened' })
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(playground.title).toHaveText('Mine')
})

test('what is odd about own rules is said', async ({ playground }) => {
  await playground.open()
  const policies =
    '@id("never") permit(principal is Member, action == Action::"message", resource is Member) when { principal.openProfile && !principal.openProfile };'
  await playground.openFile(
    'odd.json',
    JSON.stringify({ inroad: 1, title: 'Odd', rules: { base: 'article', policies }, members: [{ id: 'a' }] }),
  )
  await expect(playground.title).toHaveText('Odd')
  await playground.tab('Rules').click()
  await expect(
    playground.page.getByText('!principal.openProfile never holds together with principal.openProfile'),
  ).toBeVisible()
})

for (const width of [1440, 360]) {
  test(`names without a space stay inside at ${width} px`, async ({ playground, page }) => {
    await page.setViewportSize({ width, height: 800 })
    await playground.open()
    const names = ['Wolfeschlegelsteinhausenbergerdorff-Schmidt', 'W'.repeat(200)]
    const members = names.map((name, index) => ({ id: `m${index}`, name, company: name }))
    await playground.openFile('long.json', JSON.stringify({ inroad: 1, title: 'Long', members }))
    await expect(playground.title).toHaveText('Long')
    for (const tab of [/→/, 'People', ...(width < 800 ? ['Everyone'] : [])]) {
      await playground.tab(tab).first().click()
      await expect(playground.tab(tab).first()).toHaveAttribute('aria-selected', 'true')
      const { looked, outside } = await page.evaluate(() => {
        const nodes = [...document.querySelectorAll('aside :is(h2, h3, p, select, input, button, li, label), .bar')]
        return {
          looked: nodes.filter((node) => node.textContent?.includes('Wolfeschlegelsteinhausenbergerdorff')).length,
          outside: nodes
            .filter((node) => !node.closest('[role=tablist], table, .unseen'))
            .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
            .map((node) => `${node.tagName} ${node.textContent?.slice(0, 30)}`),
        }
      })
      expect(looked, 'the long name is there').toBeGreaterThan(0)
      expect(outside).toEqual([])
    }
  })
}
