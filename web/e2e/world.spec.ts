// A scenario that brings a world of its own, a hospital which shares no name with the built-in set: the page shows it, changes
// it, keeps it and hands it on like any other.

import type { Locator, Page } from '@playwright/test'
import { violationsInBoth, violationsOf } from './support/axe'
import { carrying } from './support/hospital'
import { test } from './support/host'
import { expect, type PlaygroundPage } from './support/playground'

test.use({ contextOptions: { reducedMotion: 'reduce' } }) // a glide is drawn anew for each frame

const answered = 'Amara can reach Dina by letter'

async function open(playground: PlaygroundPage): Promise<void> {
  await playground.open()
  await playground.openFile('night-shift.json', carrying('night-shift'))
  await expect(playground.answer).toContainText(answered)
}

const tie = (page: Page, text: string) => page.locator(`.svelte-flow__edge[aria-label="${text}"]`)
const bar = (page: Page) => page.locator('.bar')
const undo = (page: Page) => page.getByRole('button', { name: /^Undo: / })
const rules = (page: Page) => page.getByRole('combobox', { name: 'Rules' })

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox()
  if (!box) throw new Error(`${locator.toString()} is not on the page`)
  return box
}

test('a scenario that brings its world says in the words of that world who reaches whom, why and at what price', async ({
  playground,
  page,
}) => {
  await open(playground)

  await test.step('the canvas, the table and the legend', async () => {
    await expect(playground.answer).toContainText('3 steps apart, through Bela and Cem Doctors send each other letters')
    await expect(playground.actor('Amara Osei')).toHaveAccessibleName(/on duty · 3 bleeps/)
    await expect(playground.actor('Hana Sato')).toHaveAccessibleName(/bed 4 · on the danger list · Resuscitation/)
    await expect(playground.actor('Barts')).toHaveAttribute('aria-roledescription', 'Ward')
    await expect(tie(page, 'Fay is not to be disturbed by Dina').locator('.closes')).toContainText('do not disturb')
    await expect(tie(page, 'Ivo and Juno are linked: sharing a room').locator('text')).toHaveCount(0)
    const legend = page.getByRole('list', { name: 'What the marks mean' })
    await expect(legend).toHaveText(/^\s*free.*costs something.*unclear.*not said.*forbidden\s*$/s)
    for (const [pair, mark] of [
      ['Lister to Dina Haddad', 'reachable by bleep for one bleep'],
      ['Amara Osei to Ivo Kral', 'not reachable, forbidden'],
      ['Amara Osei to Juno Park', 'not reachable, not said'],
      ['Amara Osei to Bela Novak', 'reachable by telephone'],
    ] as const)
      await expect(page.getByRole('button', { name: `${pair}: ${mark}`, exact: true })).toBeAttached()

    // However many kinds can be added, what is said of the network stands beside them.
    const [hint, tools] = [await boxOf(bar(page)), await boxOf(page.getByRole('toolbar', { name: 'Network tools' }))]
    expect(hint.x + hint.width).toBeLessThanOrEqual(tools.x)

    // The header has room for the title of any rules, down to where it folds.
    await page.setViewportSize({ width: 1210, height: 900 })
    await expect(page.locator('html')).toHaveJSProperty('scrollWidth', 1210)
    for (const chosen of [playground.scenario, rules(page)]) expect((await boxOf(chosen)).width).toBeGreaterThan(150)
    await page.setViewportSize({ width: 1440, height: 900 })

    const caption = playground.actor('Amara Osei').locator('.caption')
    await playground.button('Zoom in').click({ clickCount: 3 })
    await expect(caption).toBeVisible()
    await expect(caption).toHaveText('on duty · 3 bleeps')
    await playground.button('Show everybody').click()
  })

  await test.step('reasons', async () => {
    await expect(playground.row('Bleep')).toContainText('allowed · one bleep, 2 left after')
    await playground.row('Bleep').click()
    const panel = page.getByRole('tabpanel')
    await expect(panel).toContainText('Amara may bleep Dina for one bleep. A doctor bleeps whoever is on duty.')
    await expect(panel).toContainText('Dina heeds bleeps of colleagues only')
    await expect(panel).toContainText('Say who you are and how urgent it is before anything else.')
    await playground.row('Telephone').click()
    const circle = panel.locator('.rule').filter({ hasText: 'A doctor telephones inside its own circle only' })
    await expect(circle.getByRole('listitem')).toHaveText([/^\s*Amara and Dina are 3 steps apart/]) // said once, of two bounds
    await expect(page.locator('footer')).toContainText('This scenario brings its rules with it.')
  })

  await test.step('a fix with its price', async () => {
    await playground.field('Looking as').selectOption('barts')
    await expect(playground.answer).toContainText('Barts cannot reach Dina')
    await expect(playground.answer).toContainText('no chain of five colleagues leads from Barts to Dina')
    await expect(page.locator('.fix').first()).toContainText('Barts signs a night contract')
    await expect(page.locator('.fix').first()).toContainText('40.00 more pounds a shift')
    await playground.button('Try it: Barts signs a night contract').click()
    await expect(playground.answer).toContainText('Barts can reach Dina by bleep')
    await playground.button('Undo: contract of Barts').click()
    await expect(playground.answer).toContainText('Barts cannot reach Dina')
  })
})

test('everything of a world that a scenario brings can be changed and taken back', async ({ playground, page }) => {
  await open(playground)

  await test.step('what gives way to a law is said', async () => {
    await playground.actor('Dina Haddad').click()
    await playground.showSettings('Dina')
    await expect(page.locator('.person label')).toHaveText(
      ['Name', 'Specialty', 'On duty', 'Bleeps left this shift', 'Bleeps from'].map(
        (label) => new RegExp(`^\\s*${label}`),
      ),
    )
    const duty = page.getByRole('checkbox', { name: 'On duty' })
    await playground.field('Bleeps from').selectOption({ label: 'None' })
    await expect(bar(page)).toContainText('Dina is off duty now, for whoever heeds no bleep is.')
    await expect(bar(page)).toContainText('4 answers changed to no')
    await expect(duty).toHaveCount(0) // it can be nothing else now
    await undo(page).click()
    await expect(duty).toBeChecked()
    await duty.click()
    await expect(duty).not.toBeChecked()
    await expect(playground.actor('Dina Haddad')).toHaveAccessibleName(/^Dina Haddad, one bleep,/)
    await playground.field('Bleeps left this shift').fill('7')
    await expect(playground.actor('Dina Haddad')).toHaveAccessibleName(/^Dina Haddad, 7 bleeps,/)
  })

  await test.step('what may be absent can be given and taken away, unless a law needs it', async () => {
    await playground.actor('Hana Sato').click()
    await playground.field('Bed').fill('')
    await expect(page.getByText('whoever is on the danger list lies in a bed')).toBeVisible()
    await playground.field('Bed').fill('5')
    await expect(playground.actor('Hana Sato')).toHaveAccessibleName(/bed 5/)
    await expect(page.getByText('whoever is on the danger list lies in a bed')).toHaveCount(0)
    await playground.field('Consent to letters').selectOption({ label: 'no' })
    await expect(undo(page)).toHaveAccessibleName('Undo: consent of Hana')
    await playground.field('Consent to letters').selectOption({ label: 'not set' })
    await playground.field('Triage').selectOption({ label: 'not set' })
    await expect(playground.actor('Hana Sato')).toHaveAccessibleName(/bed 5 · on the danger list,/)
  })

  await test.step('the values of an enumeration are compared, and bring what they bring', async () => {
    await playground.actor('Barts').click()
    await expect(playground.field('Contract').locator('option')).toHaveText([
      'Day contract · £80.00 a shift · no bleep',
      'Night contract · £120.00 a shift · 20 bleeps',
      'Intensive contract · £400.50 a shift · 60 bleeps',
    ])
    await playground.button('Compare: Contract').click()
    const table = page.getByRole('dialog', { name: 'Contract' }).getByRole('table')
    await expect(table.getByRole('columnheader')).toHaveText([
      'Contract',
      'Pounds a shift',
      'Bleeps left this shift',
      /^Night desk\s*H12$/,
      /^Own theatre\s*H12$/,
    ])
    await expect(table.getByRole('row', { name: /^Day contract/ })).toContainText('now')
    await expect(table.getByRole('row', { name: /^Intensive contract/ })).toContainText('400.50')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.getByRole('combobox', { name: 'Contract' }).selectOption('intensive')
    await expect(bar(page)).toContainText('Barts now has 60 bleeps, which “Intensive contract” brings.')
    await expect(playground.field('Bleeps left this shift')).toHaveValue('60')
  })

  await test.step('somebody of each kind is added', async () => {
    for (const [kind, name, field] of [
      ['Doctor', 'Ana', 'Specialty'],
      ['Patient', 'Ben', 'Complaint'],
      ['Ward', 'Alder', 'Night nurses'],
    ] as const) {
      await playground.button(`+ ${kind}`).click()
      await expect(playground.field('Name')).toHaveValue(name)
      await expect(playground.field(field)).toBeVisible()
      await expect(playground.actor(name)).toHaveAttribute('aria-roledescription', kind)
    }
  })

  await test.step('ties are drawn, and taken away by the menu', async () => {
    const menu = page.getByRole('dialog', { name: 'Ties' })
    await playground.button('Show everybody').click()
    await playground.actor('Ana').hover()
    await playground.drag(playground.actor('Ana').locator('.knob'), playground.actor('Ben'))
    const treats = menu.getByRole('checkbox', { name: 'Ana treats Ben' })
    await expect(treats).toBeChecked()
    await menu.getByRole('checkbox', { name: 'Ben is not to be disturbed by Ana' }).click()
    await expect(menu).toContainText('a doctor can disturb whomever he treats')
    await treats.click()
    await expect(treats).not.toBeChecked()
    await menu.getByRole('checkbox', { name: 'Ben is not to be disturbed by Ana' }).click()
    await expect(menu.getByRole('checkbox', { name: 'Ben is not to be disturbed by Ana' })).toBeChecked()
    await playground.button('Done').click()
    // A drag that a law refuses says so.
    await playground.drag(playground.actor('Ana').locator('.knob'), playground.actor('Ben'))
    await expect(treats).not.toBeChecked()
    await expect(menu).toContainText('a doctor can disturb whomever he treats')
    await playground.button('Done').click()

    const asked = tie(page, 'Edo has asked Amara for a consult')
    await asked.locator('text').click()
    await menu.getByRole('checkbox', { name: 'Edo Mori works with Amara Osei' }).click()
    await expect(bar(page)).toContainText('The consult that Edo asked Amara for is settled.')
    await expect(asked).toHaveCount(0)
    await playground.button('Done').click()
    await page.keyboard.press('ControlOrMeta+z')
    await expect(asked).toHaveCount(1)
    await asked.locator('text').click()
    await menu.getByRole('button', { name: 'Remove' }).click()
    await expect(asked).toHaveCount(0)
  })

  await test.step('undo goes back to the file, and redo to the last change', async () => {
    for (const edit of [
      'take back “has asked for a consult”: Edo → Amara',
      'do not disturb: Ben, by Ana',
      'discharge: Ana → Ben',
      'treat: Ana → Ben',
      ...['add Alder', 'add Ben', 'add Ana'],
      'contract of Barts',
      ...['triage of Hana', 'consent of Hana', 'consent of Hana', 'bed of Hana'],
      ...['bleeps of Dina', 'duty of Dina'],
    ])
      await playground.button(`Undo: ${edit}`).click()
    await expect(undo(page)).toHaveAccessibleName(/^Undo: open/)
    await expect(tie(page, 'Edo has asked Amara for a consult')).toHaveCount(1)
    await expect(playground.actor('Alder')).toHaveCount(0)
    await expect(playground.tab(/^Checks/)).toContainText('8/8')
    await page.keyboard.press('ControlOrMeta+Shift+z')
    await expect(bar(page)).toContainText('4 answers changed to no')
    await expect(playground.actor('Dina Haddad')).toHaveAccessibleName(/^Dina Haddad, one bleep,/)
  })
})

test('the rules that a scenario brings are read, left for others and had back, saved, sent and embedded', async ({
  playground,
  page,
  context,
  host,
}) => {
  await open(playground)

  await test.step('a contested reading', async () => {
    await playground.tab('Rules').click()
    await expect(page.getByRole('heading', { name: 'The house rules of a hospital' })).toBeVisible()
    await expect(
      page.getByRole('switch', { name: /^A ward with a night nurse bleeps whoever is on duty/ }),
    ).toBeVisible()
    const question = page.getByRole('group', { name: /^May a doctor telephone along a chain of colleagues\?/ })
    await question.getByRole('button', { name: '6 answers rest on this' }).click()
    await expect(question.getByRole('listitem').first()).toHaveText(/Amara → Dina, Telephone: forbidden/)
    await question.getByRole('radio', { name: /^Yes: a chain of four is named/ }).check()
    await expect(bar(page)).toContainText('6 answers changed to yes')
  })

  await test.step('other rules', async () => {
    const options = await rules(page).locator('option').allTextContents()
    expect(options[0]).toBe('Rules: The article, as written')
    expect(options.at(-1)).toBe('Rules: The house rules of a hospital')
    await rules(page).focus()
    await rules(page).selectOption('article')
    const dialog = page.getByRole('dialog', { name: 'Change the rules?' })
    await expect(dialog).toContainText('“The article, as written” has no place for:')
    const gone = [
      '6 doctors',
      '3 patients',
      '2 wards',
      '5 ties “works with”',
      '1 tie “treats”',
      '1 tie “lies on”',
      '1 tie “waits for”',
      '1 tie “sharing a room”',
      '1 tie “has sent a letter to”',
      '1 tie “has asked for a consult”',
      '1 tie “is not to be disturbed by”',
      'The reading of Q1',
      '8 checks',
    ]
    await expect(dialog.getByRole('listitem')).toHaveText(gone, { useInnerText: true })
    await dialog.getByText('2 wards').click()
    await expect(dialog.getByText('Lister; Barts')).toBeVisible()
    expect(await violationsOf(page, 'light')).toEqual([])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(rules(page)).toBeFocused()
    await expect(rules(page)).toHaveValue('hospital')
    await expect(playground.answer).toContainText(answered)

    await rules(page).selectOption('article')
    await dialog.getByRole('button', { name: 'Change the rules' }).click()
    await expect(page.getByText('Nobody is here yet')).toBeVisible()
    await expect(playground.button('+ Member')).toBeVisible()
    await expect(bar(page)).toContainText('Gone, for it has no place there: 6 doctors, 3 patients, 2 wards')
    await undo(page).click()
    await expect(playground.answer).toContainText(answered)
    await expect(rules(page)).toHaveValue('hospital')
    await expect(page.getByRole('radio', { name: /^Yes: a chain of four is named/ })).toBeChecked()
  })

  await test.step('a file that opens again', async () => {
    const downloading = page.waitForEvent('download')
    await playground.button('Save file').click()
    const chunks = await (await (await downloading).createReadStream()).toArray()
    const saved = Buffer.concat(chunks as Buffer[]).toString()
    const { rules: carried, ...others } = JSON.parse(carrying('night-shift')) as { rules: object }
    expect(JSON.parse(saved)).toEqual({ ...others, rules: { ...carried, readings: { Q1: 'chain' } } })
    await playground.openExample('job-seeker')
    await playground.openFile('saved.json', saved)
    await expect(playground.answer).toContainText(answered)
    await playground.tab(/→/).click()
    await expect(playground.row('Telephone')).toContainText('allowed · unclear')
  })

  await test.step('a link', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await playground.button('Share').click()
    await expect(playground.button('Copied')).toBeVisible()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    await playground.openExample('job-seeker')
    await expect(playground.answer).toContainText('Mia cannot reach Grace')
    await page.goto(link)
    await expect(playground.answer).toContainText(answered)
    await expect(playground.row('Telephone')).toContainText('allowed · unclear')
    await expect(rules(page)).toHaveValue('hospital')
    await expect(playground.actor('Amara Osei')).toHaveAccessibleName(/on duty · 3 bleeps/)
  })

  await test.step('an embed', async () => {
    await playground.button('Export…').click()
    await playground.button('Embed…').click()
    const html = await page.getByRole('dialog').getByLabel('HTML to paste').inputValue()
    await page.goto(host.page(html))
    const frame = page.locator('inroad-playground').frameLocator('iframe')
    await expect(frame.getByRole('status', { name: 'Answer' })).toContainText(answered)
    const amara = frame.getByRole('group', { name: 'Amara Osei', exact: true })
    await amara.getByLabel('Bleeps left this shift').fill('0')
    await expect(frame.getByText(/answers? changed.* to no/).first()).toBeVisible()
    await expect(frame.locator('[data-action=bleep]')).toContainText('Amara has no bleep left')
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('the forms of a world that a scenario brings fit and can be used', async ({ playground, page }) => {
    await open(playground)
    const controls = page.getByRole('tabpanel').locator('input, select, .button, label:has(input)')
    const outside = async () => {
      await expect(page.locator('html')).toHaveJSProperty('scrollWidth', 390)
      return controls.evaluateAll((all) =>
        all
          .filter((one) => one.getBoundingClientRect().right > innerWidth || one.getBoundingClientRect().left < 0)
          .map((one) => one.outerHTML),
      )
    }
    await playground.tab('People').tap()
    await page
      .getByRole('tabpanel')
      .getByRole('button', { name: /^Hana Sato/ })
      .tap()
    await expect(playground.field('Triage')).toBeVisible()
    expect(await outside()).toEqual([])
    expect(await violationsInBoth(page)).toEqual([])
    await page.getByText('On the danger list', { exact: true }).tap()
    await expect(page.getByRole('checkbox', { name: 'On the danger list' })).not.toBeChecked()
    await playground.field('Consent to letters').selectOption({ label: 'yes' })
    await expect(playground.answer).toBeVisible()

    await playground.tab('People').tap()
    await page
      .getByRole('tabpanel')
      .getByRole('button', { name: /^Barts/ })
      .tap()
    await expect(playground.field('Night nurses')).toBeVisible()
    expect(await outside()).toEqual([])
    await playground.button('Compare: Contract').tap()
    const row = page.getByRole('dialog', { name: 'Contract' }).locator('tbody tr').last()
    await expect(row).toBeVisible()
    const card = await boxOf(row)
    expect(card.x + card.width).toBeLessThanOrEqual(390)
    await playground.button('Close').tap()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.getByRole('combobox', { name: 'Contract' }).selectOption('nightly')
    await expect(playground.field('Bleeps left this shift')).toHaveValue('20')

    await playground.button('More').tap()
    await rules(page).selectOption('article')
    const take = page.getByRole('dialog').getByRole('button', { name: 'Change the rules' })
    await expect(take).toBeInViewport({ ratio: 1 })
    expect(await violationsInBoth(page)).toEqual([])
  })
})
