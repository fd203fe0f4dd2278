// Files from anywhere: mistakes are shown with their place and never cost what is open.

import { readFileSync } from 'node:fs'
import { expect, test } from './support/playground'

const broken: readonly { what: string; text: string; says: RegExp }[] = [
  { what: 'no JSON', text: 'hello', says: /^\s*line 1, column 1\b.*not JSON/ },
  {
    what: 'an unknown tier',
    text: '{"inroad":1,"members":[{"id":"a","tier":"gold"}]}',
    says: /^\s*members\[0\]\.tier · line 1, column 41\b/,
  },
  { what: 'an unknown field', text: '{"inroad":1,"colour":"red"}', says: /^\s*colour\b.*unknown/ },
  { what: 'a newer version', text: '{"inroad":99}', says: /newer Inroad.*version 99/ },
  { what: 'a duplicate key', text: '{"inroad":1,"title":"a","title":"b"}', says: /^\s*title\b.*twice/ },
  { what: 'a prototype key', text: '{"inroad":1,"__proto__":{"polluted":true}}', says: /^\s*__proto__\b.*unknown/ },
  { what: 'deep nesting', text: '['.repeat(100_000), says: /^\s*line 1, column 18\b.*nested/ },
  { what: 'control characters', text: '{"inroad":1,"title":"a\u0000b"}', says: /^\s*line 1, column 23\b/ },
  { what: 'a control character, escaped', text: '{"inroad":1,"title":"a\\u0000b"}', says: /^\s*title\b.*U\+0000/ },
  { what: 'more than a mebibyte', text: ' '.repeat(1_100_000), says: /larger than 1,048,576 bytes/ },
]

test('a file with mistakes is refused with their place, what is open stays, and what is replaced comes back', async ({
  playground,
  page,
}) => {
  await playground.open()
  const headline = await playground.answer.innerText()
  for (const { what, text, says } of broken) {
    await test.step(what, async () => {
      await playground.openFile('strange.json', text)
      const dialog = page.getByRole('dialog', { name: 'strange.json could not be opened' })
      await expect(dialog.getByRole('listitem')).toHaveText([says])
      await dialog.getByRole('button', { name: 'Close' }).last().click()
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await expect(playground.scenario).toHaveValue('cold-outreach')
      await expect(playground.answer).toHaveText(headline, { useInnerText: true })
    })
  }

  await test.step('several mistakes are shown all, in the order of the text', async () => {
    await playground.openFile('three.json', '{"inroad":1,"members":[{"id":"a","tier":"gold"},{"id":"a"}],"foo":1}')
    await expect(page.getByRole('dialog').getByRole('listitem')).toHaveText([
      /^\s*members\[0\]\.tier\b/,
      /^\s*members\[1\]\.id\b/,
      /^\s*foo\b/,
    ])
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  await test.step('own work in no file is not asked about', async () => {
    await playground.rename('Mine')
    await playground.openFile('cut.json', '{"inroad":1,')
    const dialog = page.getByRole('dialog', { name: 'cut.json could not be opened' })
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(playground.title).toHaveText('Mine')
  })

  await test.step('own work is kept over a reload', async () => {
    await playground.actor('Ana Díaz').click()
    await playground.field('InMail credits').fill('0')
    await expect(playground.answer).not.toContainText('by InMail')
    await page.reload()
    await expect(playground.answer).not.toContainText('by InMail')
    await expect(page.getByRole('button', { name: /^Undo: .*credits/i })).toBeEnabled()
  })

  await test.step('says what is replaced, brings it back, and saves a file that opens again', async () => {
    await playground.rename('Mine again')
    await playground.scenario.selectOption('job-seeker')
    await expect(playground.scenario).toHaveValue('job-seeker')
    await expect(page.getByText('“Mine again” was replaced.').first()).toBeVisible()
    await page.locator('.bar').getByRole('button', { name: 'Undo' }).click()
    await expect(playground.title).toHaveText('Mine again')

    const downloading = page.waitForEvent('download')
    await playground.button('Save file').click()
    const download = await downloading
    const text = readFileSync(await download.path(), 'utf8')
    expect(JSON.parse(text)).toMatchObject({ inroad: 1, title: 'Mine again' })

    await playground.scenario.selectOption('job-seeker')
    await expect(playground.scenario).toHaveValue('job-seeker')
    await expect(page.getByText('was replaced.')).toHaveCount(0) // it is in a file
    await playground.openFile(download.suggestedFilename(), text)
    await expect(playground.title).toHaveText('Mine again')
  })
})

test('whatever people are called, they are shown and told apart', async ({ playground, page }) => {
  await playground.open()

  await test.step('names full of markup are only text', async () => {
    const name = '<img src=x onerror="document.title=1">'
    await playground.openFile(
      'markup.json',
      JSON.stringify({ inroad: 1, title: name, members: [{ id: 'a', name }, { id: 'b' }] }),
    )
    await expect(playground.field('Looking as').locator('option').first()).toHaveText(name)
    for (const tab of ['People', 'Rules', /^Checks/, /→/]) {
      await playground.tab(tab).click()
      await expect(playground.tab(tab)).toHaveAttribute('aria-selected', 'true')
      await expect(page.locator('img[src="x"]')).toHaveCount(0)
    }
    await expect(page).toHaveTitle(/^Inroad/) // the name's script would have changed it
  })

  await test.step('people of the same name can be told apart wherever one chooses', async () => {
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

  const names = ['Wolfeschlegelsteinhausenbergerdorff-Schmidt', 'W'.repeat(200)]
  const members = names.map((name, index) => ({ id: `m${index}`, name, company: name }))
  await playground.openFile('long.json', JSON.stringify({ inroad: 1, title: 'Long', members }))
  await expect(playground.title).toHaveText('Long')
  for (const width of [1440, 360]) {
    await test.step(`names without a space stay inside at ${width} px`, async () => {
      await page.setViewportSize({ width, height: 800 })
      await expect(playground.tab('Everyone')).toHaveCount(width < 800 ? 1 : 0)
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
})

test('a file brings rules of its own', async ({ playground, page }) => {
  await playground.open()

  await test.step('a rule that fails marks the pairs that it keeps from a verdict, and the rest stays', async () => {
    const rule =
      '@id("mine") forbid(principal is Member, action == Action::"message", resource is Member) when { principal.credits + 9223372036854775807 < 3 };'
    await playground.openFile(
      'overflow.json',
      JSON.stringify({
        inroad: 1,
        rules: { base: 'article', policies: rule },
        members: [
          { id: 'ana', name: 'Ana', credits: 1 },
          { id: 'ben', name: 'Ben' },
        ],
        connections: [['ana', 'ben']],
      }),
    )
    await expect(playground.answer).toContainText('Whether Ana can reach Ben cannot be decided')
    await expect(playground.answer).toContainText('rule "mine" cannot be evaluated')
    await expect(playground.row('Message')).toContainText('cannot be decided, a rule fails')
    await expect(page.getByRole('button', { name: 'Ana to Ben: cannot be decided, a rule fails' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Ben to Ana: reachable by message' })).toBeVisible()
    await expect(playground.actor('Ben')).toHaveAccessibleName(/cannot be decided, a rule fails/)
    const legend = page.getByRole('list', { name: 'What the marks mean' })
    await expect(legend).toContainText('cannot be decided, a rule fails')
    await playground.actor('Ana').click()
    await playground.field('InMail credits').fill('0')
    await expect(playground.answer).toContainText('Ana can reach Ben by message')
    await expect(legend).not.toContainText('cannot be decided')
  })

  await test.step('what is odd about own rules is said', async () => {
    const policies =
      '@id("never") permit(principal is Member, action == Action::"message", resource is Member) when { principal.openProfile && !principal.openProfile };'
    await playground.openFile(
      'odd.json',
      JSON.stringify({ inroad: 1, title: 'Odd', rules: { base: 'article', policies }, members: [{ id: 'a' }] }),
    )
    await expect(playground.title).toHaveText('Odd')
    await playground.tab('Rules').click()
    await expect(page.getByText('!principal.openProfile never holds together with principal.openProfile')).toBeVisible()
  })

  await test.step('a scenario opens together with the file of its rules, and is saved whole', async () => {
    const scenario = JSON.stringify({
      inroad: 1,
      title: 'Mine',
      rules: { base: 'article', off: 'all', policiesFile: 'mine.cedar' },
      members: [
        { id: 'ana', name: 'Ana' },
        { id: 'ben', name: 'Ben' },
      ],
    })
    const rules = '@id("mine") @title("Everybody writes") permit(principal, action == Action::"message", resource);'
    await playground.openFile('mine.json', scenario)
    const dialog = page.getByRole('dialog', { name: 'mine.json could not be opened' })
    await expect(dialog).toContainText('open both together')
    await dialog.getByRole('button', { name: 'Close' }).last().click()

    await page.getByLabel('Scenario file').setInputFiles([
      { name: 'mine.cedar', mimeType: 'text/plain', buffer: Buffer.from(rules) },
      { name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(scenario) },
    ])
    await expect(playground.answer).toContainText('Ana can reach Ben by message')
    await playground.tab('Rules').click()
    await expect(page.getByRole('tabpanel').getByText('Everybody writes', { exact: true })).toBeVisible()
    await expect(page.getByText('Its own rules are left out')).toBeVisible()

    const downloading = page.waitForEvent('download')
    await playground.button('Save file').click()
    const saved = JSON.parse(readFileSync(await (await downloading).path(), 'utf8')) as { rules: unknown }
    expect(saved.rules).toEqual({ base: 'article', off: 'all', policies: rules })
  })
})
