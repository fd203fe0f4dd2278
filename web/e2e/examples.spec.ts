// The page and the command line answer alike: the same engine, asked in two ways.

import { basename } from 'node:path'
import { readFileSync } from 'node:fs'
import { shortNames } from '../src/parts/names'
import { everyExample, exampleFiles, inroad } from './support/command'
import { expect, test } from './support/playground'

interface CommandCheck {
  readonly index: number
  readonly ok: boolean
  readonly expected: string
  readonly got: string
}
interface CommandDecision {
  readonly action: string
  readonly verdict: string
  readonly contested: boolean
  readonly cost: number
  readonly rules: readonly { readonly id: string; readonly sources: readonly string[] }[]
}
interface Named {
  readonly id: string
  readonly name: string
}
interface Scenario {
  readonly members?: readonly Named[]
  readonly pages?: readonly Named[]
  readonly checks: readonly { readonly from: string; readonly to?: string }[]
}

for (const file of exampleFiles()) {
  const id = basename(file, '.json')

  test(`${id} is answered as on the command line: each check, and each pair that it checks`, async ({
    playground,
    page,
  }) => {
    await playground.open()
    await playground.openExample(id)
    await test.step('checks', async () => {
      const { files } = inroad('check', file) as { files: [{ checks: CommandCheck[] }] }
      const { checks } = files[0]
      await playground.tab(/^Checks/).click()
      const rows = page.getByRole('tabpanel').locator('section > ul > li')
      await expect(rows).toHaveCount(checks.length)
      for (const check of checks) {
        const row = rows.nth(check.index)
        await expect(row.getByRole('img', { name: check.ok ? 'passes' : 'fails' })).toBeVisible()
        await expect(row).toContainText(check.got)
      }
      await expect(playground.tab(/^Checks/)).toContainText(`${checks.length}/${checks.length}`)
    })

    const { members = [], pages = [], checks } = JSON.parse(readFileSync(file, 'utf8')) as Scenario
    const names = shortNames([...members, ...pages], (one) => members.includes(one))
    const pairs = new Map(checks.flatMap(({ from, to }) => (to ? [[`${from} ${to}`, { from, to }]] : [])))
    expect(pairs.size).toBeGreaterThan(0)
    await playground.tab(/→/).click()
    for (const { from, to } of pairs.values()) {
      await test.step(`${from} to ${to}`, async () => {
        await playground.field('Looking as').selectOption(from)
        await expect(playground.tab(/→/)).toContainText(`${names.get(from)} →`) // until then the list offers whom the last could be asked about
        await playground.field('To').selectOption(to)
        await expect(playground.tab(/→/)).toHaveText(`${names.get(from)} → ${names.get(to)}`)
        const decisions = inroad('decide', file, '--from', from, '--to', to) as CommandDecision[]
        expect(decisions.length).toBeGreaterThan(0)
        for (const { action, verdict, contested, cost, rules } of decisions) {
          const row = page.locator(`[data-action="${action}"]`)
          await expect(row).toHaveAttribute('data-verdict', verdict)
          const allowed = contested ? 'contested' : cost > 0 ? 'cost' : 'free'
          const mark = verdict === 'allowed' ? allowed : verdict
          await expect(row).toHaveClass(new RegExp(`\\b${mark}\\b`))
          const opener = row.getByRole('button').first()
          if ((await opener.getAttribute('aria-expanded')) === 'false') await opener.click()
          for (const rule of rules)
            await expect(row.locator(`[data-rule="${rule.id}"]`).first()).toContainText(rule.sources.join(' '))
        }
      })
    }
  })
}

test('every example of every set is there to choose and passes its checks', async ({ playground, page }) => {
  await playground.open()
  const ids = await playground.scenario
    .locator('optgroup option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))
  const files = everyExample()
  expect(ids.toSorted()).toEqual(files.map((file) => basename(file, '.json')).toSorted())
  test.setTimeout(files.length * 20_000)
  await playground.tab(/^Checks/).click()
  for (const file of files)
    await test.step(basename(file), async () => {
      await playground.openExample(basename(file, '.json'))
      const { checks } = JSON.parse(readFileSync(file, 'utf8')) as Scenario
      await expect(playground.tab(/^Checks/)).toContainText(`${checks.length}/${checks.length}`)
      await expect(page.getByRole('tabpanel').getByRole('img', { name: 'fails' })).toHaveCount(0)
    })
})
