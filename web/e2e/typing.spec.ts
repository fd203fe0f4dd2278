// What is typed belongs to the field in which it was typed, however late the engine answers and
// whatever is chosen next: no letter lands on somebody else, and none is lost.

import { readFileSync } from 'node:fs'
import { asked, expect, slow, test, type PlaygroundPage } from './support/playground'

const late = 150 // ms, longer than a key press and a click take

interface File {
  readonly title?: string
  readonly members: readonly Record<string, unknown>[]
}

// saved is the open scenario as the page would save it.
async function saved(playground: PlaygroundPage): Promise<File> {
  const [download] = await Promise.all([
    playground.page.waitForEvent('download'),
    playground.button('Save file').click(),
  ])
  return JSON.parse(readFileSync(await download.path(), 'utf8')) as File
}

const member = ({ members }: File, id: string) => members.find((member) => member['id'] === id)

test.beforeEach(async ({ page, playground }) => {
  await playground.open()
  await slow(page, late)
})

test('what is typed in a hurry stays with whom it was typed for', async ({ playground, page }) => {
  const fields = [
    { label: 'InMail credits', field: 'credits', text: '1234', value: 1234 },
    { label: 'InMails sent this month', field: 'sentInmails', text: '21', value: 21 },
    { label: 'Company', field: 'company', text: 'Birch & Co.', value: 'Birch & Co.' },
    { label: 'Headline', field: 'headline', text: 'Talks to everybody', value: 'Talks to everybody' },
  ]
  const before = await saved(playground)

  await test.step('a name is its own, whoever is clicked before the engine has caught up', async () => {
    await playground.actor('Ben Okoye').click()
    await playground.field('Name').press('ControlOrMeta+a')
    await page.keyboard.type('Maya Lindqvist', { delay: 30 })
    await playground.actor('Cara Lund').click()
    await expect(playground.field('Name')).toHaveValue('Cara Lund')
    await page.keyboard.type('x') // there is no field with the focus that could take it
    await expect(playground.actor('Maya Lindqvist')).toBeVisible()
    await expect(playground.actor('Cara Lund')).toBeVisible()
  })
  for (const { label, text } of fields) {
    await test.step(label, async () => {
      await playground.actor('Maya Lindqvist').click()
      await expect(playground.field('Name')).toHaveValue('Maya Lindqvist')
      await playground.field(label).press('ControlOrMeta+a')
      await page.keyboard.type(text, { delay: 20 })
      await playground.actor('Dev Kaur').click()
      await expect(playground.field('Name')).toHaveValue('Dev Kaur')
    })
  }
  await test.step('a tier stays with whom it was chosen for', async () => {
    await playground.actor('Maya Lindqvist').click()
    await expect(playground.field('Name')).toHaveValue('Maya Lindqvist')
    await playground.field('Account tier').selectOption('sales-navigator')
    await playground.actor('Cara Lund').click()
    await expect(playground.field('Name')).toHaveValue('Cara Lund')
    await expect(playground.field('Account tier')).toHaveValue('free')
  })

  const file = await saved(playground)
  expect(member(file, 'ben')).toMatchObject({ name: 'Maya Lindqvist', tier: 'sales-navigator' })
  for (const { field, value } of fields) expect(member(file, 'ben')).toHaveProperty(field, value)
  for (const id of ['cara', 'dev']) expect(member(file, id)).toEqual(member(before, id))

  await test.step('what is refused of somebody waits for them, with its reason', async () => {
    await playground.showSettings('Ana')
    await playground.field('InMail credits').fill('three')
    await playground.actor('Cara Lund').click()
    await expect(playground.field('InMail credits')).toHaveValue('0')
    await playground.actor('Ana Díaz').click()
    await expect(playground.field('InMail credits')).toHaveValue('three')
    await expect(page.getByText('"three" is not a whole number')).toBeVisible()
  })
})

test('nothing that is done in the middle of a word loses a letter of it', async ({ playground, page }) => {
  await test.step('a title is whole when its tab is left at once', async () => {
    await playground.tab('People').click()
    await playground.field('Title').press('ControlOrMeta+a')
    await page.keyboard.type('Whom can I reach?', { delay: 20 })
    await playground.actor('Cara Lund').click()
    expect(await saved(playground)).toHaveProperty('title', 'Whom can I reach?')
  })

  await test.step('Enter in the name of somebody who is there ends it, and adds nobody', async () => {
    await playground.showSettings('Ana')
    await playground.field('Name').fill('Nora Diaz')
    await page.keyboard.press('Enter')
    await expect(playground.actor('Nora Diaz')).toBeVisible()
    expect((await saved(playground)).members).toHaveLength(5)
  })

  await test.step('who is added while a name is typed takes no letter of it', async () => {
    await playground.field('Name').press('ControlOrMeta+a')
    await page.keyboard.type('Hugo Diaz', { delay: 20 })
    await playground.button('+ Member').click()
    await expect(playground.field('Name')).toHaveValue('Ana')
    await expect(playground.field('Name')).toBeFocused()
    await expect(playground.actor('Hugo Diaz')).toBeVisible()
    await page.keyboard.type('Zoe Quist', { delay: 20 })
    await playground.button('+ Member').click()
    await expect(playground.actor('Zoe Quist')).toBeVisible()
    await expect(playground.actor('Ana')).toBeVisible()
  })

  await test.step('who arrives late does not take the focus from a field in which one writes', async () => {
    await playground.tab('People').click()
    await playground.button('+ Member').click()
    await playground.field('Title').press('ControlOrMeta+a')
    await page.keyboard.type('A title that takes its time', { delay: 40 })
    await expect(playground.actor('Finn')).toBeVisible()
    await expect(playground.field('Title')).toBeFocused()
    await expect(playground.field('Title')).toHaveValue('A title that takes its time')
    await playground.field('Title').blur()
    expect(await saved(playground)).toHaveProperty('title', 'A title that takes its time')
  })

  await test.step('a title keeps every letter, and what is refused of it stays', async () => {
    const field = playground.field('Title')
    await field.fill('')
    await field.pressSequentially('A title of its own', { delay: 40 })
    await field.blur()
    await expect(playground.title).toHaveText('A title of its own')
    await expect(field).toHaveValue('A title of its own')
    await page.getByRole('button', { name: /^Undo: / }).click()
    await expect(field).toHaveValue('A title that takes its time')
    await field.fill('x'.repeat(2000))
    await expect(page.getByRole('alert').filter({ hasText: 'characters' })).toBeVisible()
    await field.blur()
    await expect(field).toHaveValue('x'.repeat(2000))
  })
})

test('a word is one step, whatever ends it', async ({ playground, page }) => {
  const undo = page.getByRole('button', { name: /^Undo: / })

  await test.step('a number that is cleared and typed anew is a step of its own', async () => {
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
    await undo.click()
    await expect(credits).toHaveValue('53')
    await undo.click()
    await expect(credits).toHaveValue('3')
    await credits.fill('x')
    await credits.blur() // before the engine has answered
    await expect(page.getByText('"x" is not a whole number')).toBeVisible()
    await expect(credits).toHaveValue('x')
  })

  await test.step('a name of fourteen letters asks for one answer, not for fourteen', async () => {
    await playground.field('Name').press('ControlOrMeta+a')
    await page.keyboard.type('Maya Lindqvist', { delay: 70 })
    await page.keyboard.press('Enter')
    await expect(playground.actor('Maya Lindqvist')).toBeVisible()
    const renamed = (await asked(page)).filter(({ edit }) => edit?.field === 'name')
    expect(renamed.length).toBeLessThanOrEqual(2)
    expect(renamed.at(-1)?.edit?.value).toBe('Maya Lindqvist')
    await undo.click()
    await expect(playground.field('Name')).toHaveValue('Ana Díaz')
  })

  await test.step('undo in the middle of a name takes back the whole of it, and redo brings it back', async () => {
    await playground.field('Name').press('ControlOrMeta+a')
    await page.keyboard.type('Hugo', { delay: 20 })
    await expect(playground.actor('Hugo')).toBeVisible()
    await page.keyboard.type(' Diaz', { delay: 20 })
    await undo.click()
    await expect(playground.actor('Ana Díaz')).toBeVisible()
    await expect(playground.field('Name')).toHaveValue('Ana Díaz')
    await page.getByRole('button', { name: /^Redo: / }).click()
    await expect(playground.actor('Hugo Diaz')).toBeVisible()
    await expect(playground.field('Name')).toHaveValue('Hugo Diaz')
  })

  await test.step('New in the middle of a name asks nothing, and undo brings back what was typed', async () => {
    await playground.field('Name').press('ControlOrMeta+a')
    await page.keyboard.type('Nora Diaz', { delay: 20 })
    await playground.button('New').click()
    await expect(page.getByText('“Cold outreach at Acme” was replaced.').first()).toBeVisible()
    await page.locator('.bar').getByRole('button', { name: 'Undo' }).click()
    await expect(playground.actor('Nora Diaz')).toBeVisible()
  })

  await test.step('what is typed while the page is reloaded is there afterwards', async () => {
    await playground.showSettings('Nora')
    await playground.field('Name').press('ControlOrMeta+a')
    await page.keyboard.type('Zoe Quist', { delay: 20 })
    await page.reload()
    await expect(playground.actor('Zoe Quist')).toBeVisible()
    await undo.click()
    await expect(playground.actor('Nora Diaz')).toBeVisible()
  })
})
