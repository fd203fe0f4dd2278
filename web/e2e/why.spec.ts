// Why not, what the answer rests on, and what would turn it.

import type { Locator } from '@playwright/test'
import { expect, test } from './support/playground'

// What is read from a box of readings, so that two states of it can be compared.
const readingsIn = (box: Locator) =>
  box.locator('label').evaluateAll((labels) => labels.map((label) => label.textContent?.replace(/\s+/g, ' ').trim()))

test('an answer says what it rests on: conditions, readings, and what would turn it', async ({ playground, page }) => {
  await page.setViewportSize({ width: 1440, height: 560 }) // so that there is something to scroll
  await playground.open()

  for (const { to, picks } of [
    { to: 'ben', picks: ['C1 summary', 'C17 unrestricted', 'C17 inmail-only', 'C1 list'] }, // one lets the other matter
    { to: 'dev', picks: ['C1 summary', 'C1 list', 'C1 summary'] },
  ])
    await test.step(`picking readings towards ${to} moves no box, and all come to the same words`, async () => {
      await playground.field('To').selectOption(to)
      await expect(playground.answer).toContainText(to, { ignoreCase: true })
      const content = page.getByRole('tabpanel')
      const radio = (question: string, value: string) =>
        content.locator(`input[name="reading ${question}"][value=${value}]`)
      const box = (question: string) => content.getByRole('group', { name: new RegExp(`${question}\\b`) })
      // Within the panel, for the sentence above it may take another line.
      const place = async (question: string) =>
        ((await box(question).boundingBox())?.y ?? 0) - ((await content.boundingBox())?.y ?? 0)
      await expect(radio('C1', 'list')).toBeChecked()
      await content.evaluate((panel) => panel.scrollTo({ top: 60 }))
      for (const pick of picks) {
        const [question = '', value = ''] = pick.split(' ')
        await expect(radio(question, value)).toBeVisible()
        const before = await readingsIn(box(question))
        await radio(question, value).scrollIntoViewIfNeeded()
        const placed = await place(question)
        await radio(question, value).click()
        const undo = page.getByRole('button', { name: new RegExp(`^Undo: read ${question} as “${value}”`) })
        await expect(undo).toBeEnabled()
        await expect(radio(question, value)).toBeChecked()
        await expect(radio(question, value)).toBeFocused()
        expect(await readingsIn(box(question))).toEqual(before)
        expect(await place(question)).toBeCloseTo(placed, 0)
      }
    })

  await page.keyboard.press('Control+z')
  const fewer = page.getByRole('button', { name: /answers? changed.* to no/ })
  await expect(fewer).toHaveCount(0)

  await test.step('the whole network tells which answers rest on a reading', async () => {
    await playground.tab('Rules').click()
    const question = page.getByRole('group', { name: /C1\b/ })
    await question.getByRole('button', { name: /answers? rests? on this/ }).click()
    const resting = question.getByRole('listitem').filter({ hasText: 'Ana → Dev, Message' })
    await expect(resting).toContainText('read as “summary”')
    await question.getByRole('radio').nth(1).click()
    await expect(fewer).toBeVisible()
    await resting.getByRole('button').click()
    await expect(playground.answer).toContainText('Dev')
  })

  await page.keyboard.press('Control+z')
  await page.setViewportSize({ width: 1440, height: 900 })

  await test.step('the screen alone says why Ana may not message Eve', async () => {
    await playground.actor('Eve Marsh').click()
    await expect(playground.answer).toContainText('Ana cannot reach Eve')
    await expect(playground.answer).toContainText('There is a block between Ana and Eve')
    await expect(page.locator('li[data-action="message"]')).toContainText(
      'A block closes every way, in both directions',
    )
  })

  await playground.field('To').selectOption('ben')
  await expect(playground.answer).toContainText('Ana can reach Ben')

  await test.step('conditions are sentences that are true here or not true here, whatever they are for', async () => {
    const items = (action: string, under: string) =>
      page.locator(`li[data-action="${action}"] section`).filter({ hasText: under }).getByRole('listitem')
    await expect(items('inmail', 'Decided by').filter({ hasText: 'Ana has Premium Career' })).toHaveText(
      /^\s*Ana has Premium Career\s+true here\s*$/,
    )
    await expect(items('inmail', 'What would have forbidden it').filter({ hasText: 'Ben takes' })).toHaveText([
      /^\s*Ben takes InMail from connections only\s+not true here: Ben takes InMail from anyone\s*$/,
      /^\s*Ben takes no InMail\s+not true here: Ben takes InMail from anyone\s*$/,
    ])
    await playground.row('Reply').click()
    await expect(
      items('reply', 'What could have allowed it').filter({ hasText: 'Ben has written' }).first(),
    ).toHaveText(/^\s*Ben has written to Ana\s+not true here: Ben has not written to Ana\s*$/)
    for (const item of await page.getByRole('tabpanel').getByRole('listitem').all()) {
      expect(await item.getAttribute('title')).toBeNull() // Cedar would be the name that a screen reader says
    }
  })

  await test.step('an action tells what would allow it, and what would take it away', async () => {
    const reply = page.locator('li[data-action="reply"]')
    await reply.getByRole('button', { name: 'What would allow it?' }).click()
    await expect(reply.locator('.fix').first()).toContainText('Ben writes to Ana first')
    const inmail = page.locator('li[data-action="inmail"]')
    await inmail.getByRole('button', { name: 'What would take it away?' }).click()
    await expect(inmail.locator('.fix').filter({ hasText: 'Ana has no InMail credits left' })).toHaveCount(1)
  })
})

test('a way is tried, and a rule or a check says why', async ({ playground, page }) => {
  await playground.open()

  await test.step('the job seeker sees the cheapest way, tries it, and takes it back with one undo', async () => {
    await playground.openExample('job-seeker')
    await playground.field('Looking as').selectOption('mia')
    await playground.field('To').selectOption('grace')
    await expect(playground.answer).toContainText('Mia cannot reach Grace')
    const ways = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Try it/ }) })
    const first = ways.first()
    await expect(first).toContainText('Mia takes Premium Career')
    await expect(first).toContainText('29.99 US dollars a month')
    await expect(first).toContainText(/changes (no other answer|\d+ other answers?)/)
    await expect(ways.filter({ hasText: 'Grace writes to Mia first, by InMail' })).toContainText('Then Mia may reply')
    const invitation = ways.filter({ hasText: 'Grace invites Mia, and Mia accepts' })
    await expect(invitation).toBeVisible() // the free ways stand beside the paid one
    await expect(invitation).toContainText('free')
    await expect(invitation).toContainText('Nothing says whether Grace may invite Mia')
    await first.getByRole('button', { name: /^Try it/ }).click()
    await expect(playground.answer).toContainText('Mia can reach Grace by InMail')
    await page.keyboard.press('Control+z')
    await expect(playground.answer).toContainText('Mia cannot reach Grace')
    await expect(page.getByRole('button', { name: /^Redo: / })).toBeEnabled()
  })

  await test.step('the list says what is forbidden, for the eye and for the ear', async () => {
    const inmail = page.locator('li[data-action="inmail"]')
    await expect(inmail).toContainText('forbidden · Mia has a free account')
    await expect(inmail.getByRole('button').first()).toHaveAccessibleName(/^InMail forbidden · Mia has a free account/)
    await expect(page.locator('li[data-action="reply"]')).toContainText('not said · Grace has not written to Mia')
  })

  await test.step('what must come first is part of the fix, and a dearer tier costs the difference', async () => {
    await playground.openFile(
      'strangers.json',
      '{"inroad": 1, "members": [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben", "inmail": "nobody"}]}',
    )
    const fix = page.locator('.fix').filter({ hasText: 'Ana takes Premium Career; Ana invites Ben, and Ben accepts' })
    await expect(fix.first()).toContainText('Then Ana may message Ben')
    // A reading that needs a tier as well has a price too.
    const reading = page.locator('.fix').filter({ hasText: '(C17, unrestricted)' })
    await expect(reading).toContainText('changes the rules')
    await expect(reading).toContainText('29.99 US dollars a month')
    await playground.openExample('recruiter-few-credits')
    await playground.field('Looking as').selectOption('hugo')
    await playground.field('To').selectOption('nadia')
    await expect(playground.answer).toContainText(/Hugo .* Nadia/) // rows of the pair before would be gone after a click
    await playground.row('InMail').click()
    const inmail = page.locator('li[data-action="inmail"]')
    await inmail.getByRole('button', { name: 'What would allow it?' }).click()
    await expect(inmail.locator('.fix').filter({ hasText: 'Hugo takes Recruiter Corporate' })).toContainText(
      '140.00 more US dollars a month',
    )
  })

  await test.step('says among what nothing was found', async () => {
    await playground.openFile(
      'pages.json',
      '{"inroad": 1, "pages": [{"id": "a", "name": "Acme Inc."}, {"id": "b", "name": "Bolt Ltd."}]}',
    )
    await expect(page.getByRole('heading', { name: 'What would allow Acme Inc. to reach Bolt Ltd.' })).toBeVisible()
    await expect(
      page.getByText(/^None found among sets of up to 3 of these changes: .*a first recruiter seat/),
    ).toBeVisible()
  })

  await test.step("a rule of one's own explains itself, the failing condition underlined", async () => {
    const policies =
      '@id("colleagues") permit(principal is Member, action == Action::"introduce", resource is Member) when { resource has company && resource.company == "Acme Inc." && principal.credits > 4 };'
    await playground.openFile(
      'own.json',
      JSON.stringify({
        inroad: 1,
        rules: { base: 'article', policies },
        members: [
          { id: 'ana', name: 'Ana Díaz' },
          { id: 'ben', name: 'Ben Okoye', company: 'Acme Inc.' },
        ],
      }),
    )
    await playground.row('Introduction').click()
    const row = page.locator('li[data-action="introduce"]')
    await expect(row.locator('u')).toHaveText(['principal.credits > 4'])
    await expect(row).toContainText('Ana has no InMail credits')
  })

  await test.step('a check is called by its name, and says why it fails', async () => {
    const check = { name: 'Strangers may write', from: 'ana', to: 'ben', action: 'message', expect: 'allowed' }
    const scenario = {
      inroad: 1,
      members: [
        { id: 'ana', name: 'Ana' },
        { id: 'ben', name: 'Ben' },
      ],
      checks: [{ ...check, note: 'Ask the policy team.' }],
    }
    await playground.openFile('strangers.json', JSON.stringify(scenario))
    await playground.tab(/^Checks/).click()
    const row = page.getByRole('tabpanel').getByRole('listitem')
    await expect(row.getByRole('button', { name: 'Strangers may write', exact: true })).toBeVisible()
    await expect(row).toContainText('Ana → Ben, Message')
    await expect(row).toContainText(
      'Ana may not message Ben. A free account starts no conversation outside its network (A10)',
    )
    await expect(row).toContainText('Ask the policy team.')
    await row.getByRole('button', { name: 'Remove the check Strangers may write' }).click()
    await expect(row).toHaveCount(0)
  })
})

test('ways are kept within limits, and come by themselves after an edit', async ({ playground, page }) => {
  await playground.open()
  const names = { ada: 'Ada', bo: 'Bo', cy: 'Cy', di: 'Di' }
  const scenario = {
    inroad: 1,
    rules: { base: 'article', readings: { C1: 'summary' } },
    members: Object.entries(names).map(([id, name]) => ({ id, name, ...(id === 'bo' && { tier: 'career' }) })),
    connections: [
      ['ada', 'cy'],
      ['cy', 'bo'],
    ],
  }
  const paid = 'Ada takes Premium Career'
  const asked = 'Bo invites Ada, and Ada accepts'
  await playground.openFile('second-degree.json', JSON.stringify(scenario))

  for (const [size, viewport] of Object.entries({
    narrow: { width: 390, height: 844 },
    wide: { width: 1440, height: 900 },
  }))
    await test.step(`a free account may ask for ways without paying, by the keyboard, ${size}`, async () => {
      await page.setViewportSize(viewport)
      await playground.field('To').selectOption('bo')
      const ways = page.getByRole('button', { name: /^Try it/ })
      const way = (text: string) => playground.button(`Try it: ${text}`)
      const within = page.getByRole('group', { name: 'Show only ways' }).first()
      const unpaid = within.getByRole('checkbox', { name: 'Without paying' })
      await expect(way(paid)).toHaveCount(1)
      await expect(way(asked)).toHaveCount(1)

      await unpaid.focus()
      await page.keyboard.press('Space')
      await expect(way(paid)).toHaveCount(0)
      await expect(way(asked)).toHaveCount(1)
      await expect(unpaid).toBeFocused()
      await expect(page.locator('.fix .mark:not(.source):not(.free)')).toHaveCount(0)

      // It is kept from pair to pair.
      await playground.field('To').selectOption('di')
      await playground.field('To').selectOption('bo')
      await expect(unpaid).toBeChecked()
      await expect(way(paid)).toHaveCount(0)

      await unpaid.focus()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Space')
      await expect(within.getByRole('checkbox', { name: 'Nothing asked of Bo' })).toBeChecked()
      await within.getByLabel('Steps').selectOption('1')
      await expect(way(asked)).toHaveCount(0)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width)
      await within.getByRole('checkbox', { name: 'Nothing asked of Bo' }).uncheck()
      await within.getByLabel('Steps').selectOption('any')
      await unpaid.uncheck()
      await expect(way(paid)).toHaveCount(1)
      await expect(ways.first()).toBeVisible()
    })

  await test.step('who hears that nothing keeps within the limits lifts them', async () => {
    await playground.field('To').selectOption('bo')
    await expect(playground.answer).toContainText('Ada can probably not reach Bo')
    await playground.row('InMail').click()
    const inmail = page.locator('li[data-action="inmail"]')
    await inmail.getByRole('button', { name: 'What would allow it?' }).click()
    const unpaid = inmail.getByRole('checkbox', { name: 'Without paying' })
    await expect(inmail.locator('.fix')).toHaveCount(1)
    await unpaid.check()
    await expect(inmail.getByText('None found without paying. Without limits there is 1.')).toBeVisible()
    await inmail.getByRole('button', { name: 'Lift the limits' }).click()
    await expect(inmail.locator('.fix')).toHaveCount(1)
    await expect(unpaid).not.toBeChecked()
    await expect(unpaid).toBeFocused()
  })

  // The search for fixes takes longer than all else: in a large network the answer is there before them.
  await test.step('after an edit of a large network, what would turn the answer comes by itself', async () => {
    const members = Array.from({ length: 150 }, (_, i) => ({ id: `m${i}`, name: `Member ${i}` }))
    const connections = members.slice(2).map(({ id }) => ['m0', id])
    await playground.openFile('150.json', JSON.stringify({ inroad: 1, members, connections }))
    await expect(playground.answer).toContainText('Member 0')
    const ways = page.getByRole('button', { name: /^Try it: Member/ })
    await expect(ways.first()).toBeVisible()
    await playground.tab('People').click()
    await playground.tab('Member 0 → Member 1').click()
    await ways.first().click()
    await expect(playground.answer).toContainText('can reach')
    await expect(page.getByRole('heading', { name: /^What would/ })).toBeVisible()
    await expect(page.getByText('Looking for ways…')).toHaveCount(0)
    await expect(ways.first()).toBeVisible()
    await page.getByRole('banner').getByRole('button', { name: /^Undo/ }).click()
    await expect(page.getByRole('heading', { name: /^What would allow/ })).toBeVisible()
    await expect(ways.first()).toBeVisible()
  })
})
