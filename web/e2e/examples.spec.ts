// The page and the command line answer alike: the same engine, asked in two ways.

import { basename } from 'node:path'
import { readFileSync } from 'node:fs'
import { shortNames } from '../src/parts/names'
import { behind } from './support/canvas'
import { everyExample, exampleFiles, inroad } from './support/command'
import { expect, test, type PlaygroundPage } from './support/playground'

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
  readonly description: string
  readonly look: { readonly from: string; readonly to: string }
  readonly members?: readonly Named[]
  readonly pages?: readonly Named[]
  readonly checks: readonly { readonly from: string; readonly to?: string }[]
}

interface Said {
  readonly action: string
  readonly verdict: string
  readonly marks: readonly string[]
  readonly sources: Readonly<Record<string, string>> // by rule
}

// said is what the page says of each action, opened for its reasons.
async function said(answers: Element[]): Promise<Said[]> {
  for (const answer of answers) {
    const opener = answer.querySelector<HTMLElement>('button')
    if (opener?.ariaExpanded === 'false') opener.click()
  }
  await new Promise(requestAnimationFrame)
  return (answers as HTMLElement[]).map((answer) => {
    const { action = '', verdict = '' } = answer.dataset
    const rules = [...answer.querySelectorAll<HTMLElement>('[data-rule]')].reverse() // of those of one rule the first counts
    const sources = rules.map(({ dataset, textContent }): [string, string] => [
      dataset['rule'] ?? '',
      textContent.replace(/\s+/g, ' '),
    ])
    return { action, verdict, marks: [...answer.classList], sources: Object.fromEntries<string>(sources) }
  })
}

// differences are what is said otherwise than decided.
function differences(said: readonly Said[], decisions: readonly CommandDecision[]): string[] {
  return decisions.flatMap(({ action, verdict, contested, cost, rules }) => {
    const shown = said.find((one) => one.action === action)
    if (shown?.verdict !== verdict) return [`${action} is ${shown?.verdict}, and not ${verdict}`]
    const allowed = contested ? 'contested' : cost > 0 ? 'cost' : 'free'
    const mark = verdict === 'allowed' ? allowed : verdict
    if (!shown.marks.includes(mark)) return [`${action} is marked ${shown.marks.join(' ')}, and not ${mark}`]
    return rules
      .filter(({ id, sources }) => !shown.sources[id]?.includes(sources.join(' ')))
      .map(({ id, sources }) => `${action} by ${id} names ${shown.sources[id]}, and not ${sources.join(' ')}`)
  })
}

// One page opens them all, for loading it costs more than looking at it.
test('every example of the article opens on its question, and is answered as on the command line: each check, and each pair that it checks', async ({
  playground,
}) => {
  const files = exampleFiles()
  test.setTimeout(files.length * 60_000)
  await playground.open()
  await playground.openExample('contradiction') // so that the first is chosen, too
  for (const file of files)
    await test.step(basename(file), async () => {
      await playground.openExample(basename(file, '.json'))
      await expectAnswered(playground, file)
    })
})

async function expectAnswered(playground: PlaygroundPage, file: string): Promise<void> {
  const { page } = playground
  const { look, description, members = [], pages = [], checks } = JSON.parse(readFileSync(file, 'utf8')) as Scenario
  await test.step('its question, with its story by the answer', async () => {
    await playground.tab(/→/).click()
    await expect(playground.field('Looking as')).toHaveValue(look.from)
    await expect(playground.field('To')).toHaveValue(look.to)
    await expect(page.getByRole('tabpanel').getByText(description)).toBeInViewport()
  })
  await test.step('checks', async () => {
    const { files } = inroad('check', file) as { files: [{ checks: CommandCheck[] }] }
    const { checks } = files[0]
    await playground.tab(/^Checks/).click()
    const rows = page.getByRole('tabpanel').locator('section > ul > li')
    await expect(rows).toHaveCount(checks.length)
    await expect(rows).toContainText(checks.toSorted((a, b) => a.index - b.index).map(({ got }) => got))
    for (const { index, ok } of checks)
      await expect(rows.nth(index).getByRole('img', { name: ok ? 'passes' : 'fails' })).toBeVisible()
    await expect(playground.tab(/^Checks/)).toContainText(`${checks.length}/${checks.length}`)
  })

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
      const shown = page.locator('[data-action]')
      await expect.poll(async () => differences(await shown.evaluateAll(said), decisions)).toEqual([])
    })
  }
}

test('every example of every set is there to choose, passes its checks, and has no tie behind somebody', async ({
  playground,
  page,
}) => {
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
      await expect.poll(() => behind(page)).toEqual([])
    })
})
