// Why not, what the answer rests on, and what would turn it.

import { expect, test } from './support/playground'

test('the screen alone says why Ana may not message Eve', async ({ playground, page }) => {
  await playground.open()
  await playground.actor('Eve Marsh').click()
  await expect(playground.answer).toContainText('Ana cannot reach Eve')
  await expect(playground.answer).toContainText('There is a block between Ana and Eve')
  await expect(page.locator('li[data-action="message"]')).toContainText('A block closes every way, in both directions')
})

test('the job seeker sees the cheapest way, tries it, and takes it back with one undo', async ({
  playground,
  page,
}) => {
  await playground.open()
  await playground.openExample('job-seeker')
  await playground.field('Looking as').selectOption('mia')
  await playground.field('To').selectOption('grace')
  await expect(playground.answer).toContainText('Mia cannot reach Grace')
  const first = page.locator('.fix').first()
  await expect(first).toContainText('Mia takes Premium Career')
  await expect(first).toContainText('29.99 US dollars a month')
  await expect(first).toContainText(/changes (no other outcome|\d+ other outcomes?)/)
  await page.getByText('more way').click()
  await expect(page.locator('.fix').filter({ hasText: 'Grace invites Mia, and Mia accepts' })).toContainText(
    'Nothing says whether Grace may invite Mia',
  )
  await first.getByRole('button', { name: /^Try it/ }).click()
  await expect(playground.answer).toContainText('Mia can reach Grace by InMail')
  await page.keyboard.press('Control+z')
  await expect(playground.answer).toContainText('Mia cannot reach Grace')
  await expect(playground.button('Undo')).toBeDisabled()
})

test('an action tells what would allow it, and what would take it away', async ({ playground, page }) => {
  await playground.open()
  await playground.row('Reply').click()
  const reply = page.locator('li[data-action="reply"]')
  await reply.getByRole('button', { name: 'What would allow it?' }).click()
  await expect(reply.locator('.fix').first()).toContainText('Ben writes to Ana first')
  const inmail = page.locator('li[data-action="inmail"]')
  await inmail.getByRole('button', { name: 'What would take it away?' }).click()
  await expect(inmail.locator('.fix').filter({ hasText: 'Ana has no InMail credits left' })).toHaveCount(1)
})

test('says plainly when nothing would do', async ({ playground, page }) => {
  await playground.open()
  await playground.openFile(
    'pages.json',
    '{"inroad": 1, "pages": [{"id": "a", "name": "Acme Inc."}, {"id": "b", "name": "Bolt Ltd."}]}',
  )
  await expect(page.getByText('No 3 changes would allow Acme Inc. to message Bolt Ltd.')).toBeVisible()
})

test('the whole network tells which answers rest on a reading', async ({ playground, page }) => {
  await playground.open()
  await playground.tab('Rules').click()
  const question = page.getByRole('group', { name: /C1\b/ })
  await question.getByRole('button', { name: /answers? rests? on this/ }).click()
  const resting = question.getByRole('listitem').filter({ hasText: 'Ana → Dev, Message' })
  await expect(resting).toContainText('read as “summary”')
  await question.getByRole('radio').nth(1).click()
  await expect(page.getByRole('button', { name: /outcomes? closed/ })).toBeVisible()
  await resting.getByRole('button').click()
  await expect(playground.answer).toContainText('Dev')
})

test("a rule of one's own explains itself, the failing condition underlined", async ({ playground, page }) => {
  await playground.open()
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

test('a check is called by its name, and says why it fails', async ({ playground, page }) => {
  await playground.open()
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
