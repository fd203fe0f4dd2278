// Rules of one's own, written on the built page under its policy: by keyboard, by mouse and on a phone.

import { readFileSync } from 'node:fs'
import { devices, type Locator, type Page, type Request } from '@playwright/test'
import { policy } from '../policy'
import { take } from './support/editor'
import { expect, test, type PlaygroundPage } from './support/playground'

// write opens the editor and gives its text field.
async function write(playground: PlaygroundPage): Promise<Locator> {
  await playground.tab('Rules').click()
  const button = playground.button('Write a rule')
  const text = textOf(playground.page)
  await expect(button.or(text)).toBeVisible()
  if (await button.isVisible()) await button.click()
  await expect(text).toBeVisible()
  return text
}

const textOf = (page: Page) => page.getByRole('textbox', { name: 'Rules of your own, in Cedar' })
// rewrite puts a text in the place of what is there, which the editor takes out by itself.
async function rewrite(text: Locator, rules: string): Promise<void> {
  await text.press('ControlOrMeta+a')
  await text.press('Delete')
  await text.fill(rules)
}

const mistakes = (page: Page) => page.getByRole('list', { name: 'Mistakes and oddities' }).getByRole('listitem')
const inForce = (page: Page) => page.getByText(/the rules in force are those before/)

const forbidsCara = `@id("mine") @title("Nobody writes to Cara")
forbid(principal, action in [Action::"message", Action::"inmail"], resource)
when { resource == Member::"cara" };`

async function look(playground: PlaygroundPage): Promise<void> {
  await playground.field('To').selectOption('cara')
  await expect(playground.answer).toContainText('Ana can reach Cara')
}

test('a rule that is written changes outcomes, and is taken back or kept', async ({ playground, page, baseURL }) => {
  // The page is under its policy twice: as it carries it, and as a host sends it.
  await page.route('./', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } })
  })
  const text = textOf(page)
  const fetched: Request[] = []
  page.on('request', (request) => fetched.push(request))
  await playground.open()

  await test.step('the editor is fetched when it is needed, and no larger than it may be', async () => {
    await playground.tab('Rules').click()
    await expect(playground.button('Write a rule')).toBeVisible()
    await page.waitForLoadState('networkidle') // the rest of the page comes once it is live
    const before = fetched.length
    await write(playground)
    const ours = (request: Request) => request.url().startsWith(baseURL ?? '') && request.url().endsWith('.js')
    const editor = (request: Request) => request.url().includes('codemirror')
    const chunks = fetched.slice(before).filter(ours)
    expect(chunks.some(editor)).toBe(true)
    expect(fetched.slice(0, before).some(editor)).toBe(false)
    const sizes = await Promise.all(chunks.map((request) => request.sizes()))
    const bytes = sizes.map(({ responseBodySize }) => responseBodySize).reduce((sum, size) => sum + size)
    expect(bytes).toBeLessThan(110_000)
  })

  await test.step('what is written is in force at once, and is taken back as one step', async () => {
    await look(playground)
    await text.fill(forbidsCara)
    await expect(playground.answer).toContainText('Ana cannot reach Cara')
    await expect(page.getByText(/answers? changed.* to no/).first()).toBeVisible()
    // The styles of the editor are in force: nothing of it stands below itself.
    await expect(page.locator('.cm-content')).toHaveCSS('white-space', 'break-spaces')
    await expect(page.locator('.cm-marks .decides')).toHaveText('●')

    await text.press('ControlOrMeta+z')
    await expect(playground.answer).toContainText('Ana can reach Cara')
    await expect(text).toHaveText('')
    await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled()
  })

  await test.step('when nothing that was typed is left to undo, what was done before is', async () => {
    await playground.rename('Mine')
    await write(playground)
    await text.fill('// a remark')
    await expect(page.getByRole('button', { name: /^Undo: .*rules/i })).toBeEnabled()
    await text.press('ControlOrMeta+z')
    await expect(text).toHaveText('')
    await text.press('ControlOrMeta+z')
    await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled()
  })

  await test.step('a broken text leaves the rules before it in force, and is there after a reload', async () => {
    await look(playground)
    await write(playground)
    await text.fill(forbidsCara)
    await expect(playground.answer).toContainText('Ana cannot reach Cara')
    await text.press('ControlOrMeta+End')
    await page.keyboard.type('\nforbid(principal')
    await expect(inForce(page)).toHaveText('1 mistake: the rules in force are those before it.')
    await expect(playground.answer).toContainText('Ana cannot reach Cara')

    await page.reload()
    await expect(playground.answer).toContainText('Ana cannot reach Cara')
    await write(playground)
    await expect(text).toContainText('forbid(principal')
    await expect(inForce(page)).toBeVisible()

    // It is in no file.
    const [download] = await Promise.all([page.waitForEvent('download'), playground.button('Save file').click()])
    const saved = readFileSync(await download.path(), 'utf8')
    expect(saved).toContain('Nobody writes to Cara')
    expect(saved.match(/forbid\(/g)).toHaveLength(1)
  })
})

test('a rule is written from what is offered, by keyboard alone, and what is wrong with it is said', async ({
  playground,
  page,
}) => {
  await playground.open()
  const text = textOf(page)

  await test.step('a rule is written from what is offered, by keyboard alone', async () => {
    await playground.tab('Rules').focus()
    await page.keyboard.press('Enter')
    await playground.button('Write a rule').focus()
    await page.keyboard.press('Enter')
    const options = page.getByRole('listbox').getByRole('option')
    await expect(options.first()).toContainText('permit … when')
    await page.waitForTimeout(150)
    await page.keyboard.press('ArrowDown')
    await take(page)
    await expect(text).toContainText('forbid (')
    for (const field of ['mine', 'Nobody writes', 'message', 'true']) {
      await page.keyboard.type(field)
      await page.keyboard.press('Tab') // to the next field of the rule
    }
    await expect(text).toContainText('@title("Nobody writes")')
    await expect(page.getByRole('button', { name: /^Undo: / })).toBeEnabled()
    await expect(inForce(page)).toHaveCount(0)
  })

  await test.step('a mistake is shown, and mended by keyboard', async () => {
    await rewrite(
      text,
      '@id("mine") permit(principal, action == Action::"mesage", resource) when { context.blocked = true };',
    )
    await expect(mistakes(page)).toHaveCount(2)
    await expect(mistakes(page).first()).toContainText('there is no Action::"mesage"; did you mean "message"?')
    await text.press('ControlOrMeta+Home')
    await text.press('ControlOrMeta+.')
    await expect(mistakes(page)).toHaveCount(1)
    await text.press('ControlOrMeta+.')
    await expect(mistakes(page)).toHaveCount(0)
    await expect(text).toContainText('Action::"message", resource) when { context.blocked == true };')
    await expect(inForce(page)).toHaveCount(0)
  })

  await test.step('conditions that exclude each other are named, and a rule that never applies is marked', async () => {
    await rewrite(
      text,
      '@id("mine") permit(principal, action == Action::"message", resource) when { context has degree && context.degree == 1 && context.degree == 2 };',
    )
    await expect(mistakes(page)).toContainText('Odd: context.degree == 2 never holds together with context.degree == 1')
    await expect(page.locator('.cm-marks .never')).toHaveText('–')
  })

  await test.step('a permit that forbids between them always win over is said with them, and marked', async () => {
    await rewrite(
      text,
      `@id("mine") permit(principal, action == Action::"message", resource) when { context.senderWrote };
@id("few") forbid(principal, action == Action::"message", resource) when { principal.credits < 5 };
@id("many") forbid(principal, action == Action::"message", resource) when { principal.credits >= 5 };`,
    )
    await expect(mistakes(page).first()).toContainText('Odd: where this rule would allow, "few" or "many" forbids')
    await expect(page.locator('.cm-marks .never')).toHaveText('–')
  })
})

test('the editor helps at the cursor, and leaves room and the keyboard to the page', async ({ playground, page }) => {
  await playground.open()
  const text = await write(playground)

  await test.step('values are offered where one belongs', async () => {
    await text.fill(
      '@id("mine") permit(principal is Member, action == Action::"message", resource is Member) when {  };',
    )
    for (let presses = 0; presses < 3; presses++) await text.press('ArrowLeft')
    await page.keyboard.type('principal.tie')
    const options = page.getByRole('listbox').getByRole('option')
    await expect(options.first()).toContainText('tier')
    await expect(options.first()).toContainText('Account tier')
    await take(page)
    await page.keyboard.type(' == ')
    await expect(options.first()).toContainText('Tier::"free"')
    await take(page)
    await expect(text).toContainText('when { principal.tier == Tier::"free" };')
    await expect(inForce(page)).toHaveCount(0)
    await expect(page.getByRole('button', { name: /^Undo: / })).toBeEnabled()
  })

  await test.step('what stands at the cursor is said, with what it is here and where it is declared', async () => {
    await rewrite(
      text,
      '@id("mine") permit(principal is Member, action == Action::"message", resource is Member) when { principal.tier == Tier::"free" };',
    )
    await text.press('ControlOrMeta+End')
    for (let presses = 0; presses < 20; presses++) await text.press('ArrowLeft')
    await expect(page.getByText('principal.tier.')).toBeVisible()
    await expect(page.getByText('Here, Ana')).toBeVisible()
    await text.press('F12')
    const schema = page.getByRole('region', { name: 'schema.cedarschema' })
    await expect(schema).toBeFocused()
    await expect(schema.locator('mark')).toContainText('tier: Tier')
    await page.keyboard.press('Escape')
    await expect(schema).toHaveCount(0)
  })

  await test.step('Tab leaves the field, behind Escape as well', async () => {
    await rewrite(text, '// a remark')
    await text.press('Tab')
    await expect(text).not.toBeFocused()
    await expect(text).toHaveText('// a remark')
    await text.focus()
    await page.keyboard.type('\nper')
    await expect(page.getByRole('listbox')).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    await expect(text).not.toBeFocused()
  })

  await test.step('what a mistake means is in view in a long text, and so is the cursor', async () => {
    await rewrite(text, '// a remark\n'.repeat(60))
    await text.press('ControlOrMeta+Home')
    await page.keyboard.type('forbid(')
    await page.keyboard.press('Escape')
    await expect(inForce(page)).toBeInViewport()
    for (let line = 0; line < 40; line++) await page.keyboard.press('ArrowDown')
    await expect(page.locator('.cm-lineNumbers .cm-activeLineGutter')).toHaveText('41')
    const cursor = await page.locator('.cm-cursor-primary').boundingBox()
    const state = await inForce(page).boundingBox()
    expect((cursor?.y ?? Infinity) + (cursor?.height ?? 0)).toBeLessThanOrEqual(state?.y ?? 0)
    await expect(inForce(page)).toBeInViewport()
  })

  await test.step('the panel takes half of the page and gives it back', async () => {
    const width = async () => (await page.locator('aside').boundingBox())?.width ?? 0
    const before = await width()
    await playground.button('Wider').click()
    await expect.poll(width).toBeGreaterThan(before + 100)
    await playground.button('Narrower').click()
    await expect.poll(width).toBe(before)
    await expect(text).toBeVisible()
  })
})

test.describe('on a phone', () => {
  const { userAgent, deviceScaleFactor, isMobile, hasTouch } = devices['iPhone 13']
  test.use({ userAgent, deviceScaleFactor, isMobile, hasTouch, viewport: { width: 390, height: 844 } })

  test('a mistake is a line below the text, with its fixes as buttons', async ({ playground, page }) => {
    await playground.open()
    await playground.tab('Rules').tap()
    await playground.button('Write a rule').tap()
    const text = textOf(page)
    await text.fill('@id("mine") permit(principal, action == Action::"mesage", resource);')
    await expect(mistakes(page)).toContainText('Line 1')
    await mistakes(page).getByRole('button', { name: 'Write "message"' }).tap()
    await expect(mistakes(page)).toHaveCount(0)
    await expect(text).toContainText('Action::"message"')
    await expect(page.locator('html')).toHaveJSProperty('scrollWidth', 390)
  })
})
