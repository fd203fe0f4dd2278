// The page and the command line answer alike: the same engine, asked in two ways.

import { basename } from 'node:path'
import { readFileSync } from 'node:fs'
import { exampleFiles, inroad } from './support/command'
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
interface Pair {
  readonly from: string
  readonly to?: string
  readonly action: string
  readonly readings?: unknown
}

for (const file of exampleFiles()) {
  const id = basename(file, '.json')

  test(`every check of ${id} comes out as on the command line`, async ({ playground, page }) => {
    const { files } = inroad('check', file) as { files: [{ checks: CommandCheck[] }] }
    const { checks } = files[0]
    await playground.open()
    await playground.openExample(id)
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

  test(`every pair that ${id} checks is decided as on the command line`, async ({ playground, page }) => {
    const scenario = JSON.parse(readFileSync(file, 'utf8')) as { checks: Pair[] }
    const pairs = new Map(
      scenario.checks.filter((check) => check.to).map(({ from, to }) => [`${from} ${to}`, { from, to: to ?? '' }]),
    )
    await playground.open()
    await playground.openExample(id)
    for (const { from, to } of pairs.values()) {
      await playground.field('Looking as').selectOption(from)
      await expect(playground.field('Looking as')).toHaveValue(from)
      await playground.field('To').selectOption(to)
      await expect(playground.field('To')).toHaveValue(to)
      await playground.tab(/→/).click()
      for (const decision of inroad('decide', file, '--from', from, '--to', to) as CommandDecision[]) {
        const row = page.locator(`[data-action="${decision.action}"]`)
        await expect(row).toHaveAttribute('data-verdict', decision.verdict)
        const expected = decision.contested
          ? 'contested'
          : decision.verdict === 'allowed'
            ? decision.cost > 0
              ? 'cost'
              : 'free'
            : decision.verdict
        await expect(row).toHaveClass(new RegExp(`\\b${expected}\\b`))
        const opener = row.getByRole('button').first()
        if ((await opener.getAttribute('aria-expanded')) === 'false') await opener.click()
        for (const rule of decision.rules) {
          await expect(row.locator(`[data-rule="${rule.id}"]`).first()).toContainText(rule.sources.join(' '))
        }
      }
    }
  })
}
