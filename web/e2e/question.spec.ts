// The question: form, sentence, canvas and table ask the same one.

import { readFileSync } from 'node:fs'
import type { Locator } from '@playwright/test'
import { fragment } from '../src/document/link'
import { expect, test, type PlaygroundPage } from './support/playground'

// asks expects every place that names the question to name this one.
async function asks(playground: PlaygroundPage, from: string, to: string): Promise<void> {
  const { page } = playground
  const [sender, recipient] = [from.split(' ')[0] ?? '', to.split(' ')[0] ?? '']
  await expect(playground.answer).toContainText(new RegExp(`${sender}.*(reach|message|InMail to) ${recipient}`))
  await expect(page.locator('td button.chosen')).toHaveAttribute('aria-label', new RegExp(`^${from} to ${to}:`))
  await expect(playground.tab(/→/)).toHaveText(`${sender} → ${recipient}`)
  await expect(page.locator('.svelte-flow__edge[data-id="way"]')).toHaveAttribute(
    'aria-label',
    `${sender} → ${recipient}`,
  )
  await expect(page.getByRole('heading', { name: `Everything ${sender} may do` })).toBeVisible()
  const selects = page.locator('.pair select')
  await expect(selects.nth(0).locator('option:checked')).toHaveText(from)
  await expect(selects.nth(1).locator('option:checked')).toHaveText(to)
}

const turn = (playground: PlaygroundPage, text: RegExp): Locator =>
  playground.page.getByRole('group', { name: 'Marks show' }).locator('label').filter({ hasText: text })

test('every place asks the same question, however it is turned', async ({ playground, page }) => {
  await playground.open()

  await test.step('an embed asks what the page asks, also with the marks turned round', async () => {
    await turn(playground, /^\s*Everyone to Ana/).click()
    await asks(playground, 'Ben Okoye', 'Ana Díaz')
    await playground.button('Export…').click()
    await playground.button('Embed…').click()
    const html = page.getByRole('dialog').getByLabel('HTML to paste')
    await expect(html).toHaveValue(/ from="ben" to="ana"/)
    await expect(html).toHaveValue(/Ben can reach Ana by InMail/)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await turn(playground, /to everyone/).click()
  })

  await test.step('turning the marks round turns the whole question round', async () => {
    await asks(playground, 'Ana Díaz', 'Ben Okoye')
    await turn(playground, /^\s*Everyone to Ana/).click()
    await asks(playground, 'Ben Okoye', 'Ana Díaz')
    await expect(playground.field('From')).toHaveValue('ben')
    await expect(playground.field('Looking as')).toHaveValue('ana')
    await expect(page.locator('li[data-action="advanced-search"]')).toHaveCount(1)

    await playground.actor('Cara Lund').click()
    await asks(playground, 'Cara Lund', 'Ana Díaz')
    await playground.field('From').selectOption('dev')
    await asks(playground, 'Dev Kaur', 'Ana Díaz')
    await page.getByRole('button', { name: 'Eve Marsh to Ben Okoye:' }).click()
    await asks(playground, 'Eve Marsh', 'Ben Okoye')
    await expect(playground.field('Looking as')).toHaveValue('ben')
    await playground.button('Swap the two').click()
    await asks(playground, 'Ben Okoye', 'Eve Marsh')

    await turn(playground, /to everyone/).click()
    await asks(playground, 'Eve Marsh', 'Ben Okoye')
    await expect(playground.field('To')).toHaveValue('ben')
  })

  await test.step('looking elsewhere leaves the file’s question alone, and a link’s own wins over it', async () => {
    const scenario = JSON.stringify({
      inroad: 1,
      look: { from: 'cara', to: 'ben' },
      members: [{ id: 'ana' }, { id: 'ben' }, { id: 'cara' }],
    })
    await playground.openFile('look.json', scenario)
    await expect(playground.field('Looking as')).toHaveValue('cara')
    await playground.field('Looking as').selectOption('ana')
    await expect(playground.answer).toContainText(/^\s*ana/i)
    const [download] = await Promise.all([page.waitForEvent('download'), playground.button('Save file').click()])
    expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toHaveProperty('look', { from: 'cara', to: 'ben' })

    await page.goto(`./${fragment({ scenario, look: { from: 'ben', to: 'ana' }, answers: [] })}`)
    await expect(playground.field('Looking as')).toHaveValue('ben')
    await expect(playground.field('To')).toHaveValue('ana')
  })
})
