// Who can reach somebody: the page's answer is the command's, each entry is a question, and each value of a setting can be taken.

import { join } from 'node:path'
import type { Incoming } from '../src/engine/wire'
import { examplesFolder, inroad, printed } from './support/command'
import { expect, test, type PlaygroundPage } from './support/playground'

async function ask(playground: PlaygroundPage, name: string) {
  await playground.showSettings(name)
  await playground.page.getByRole('radio', { name: `Who can reach ${name}?` }).check()
}

test('who can reach somebody is listed, and what they set is changed there', async ({ playground, page }) => {
  const panel = page.getByRole('tabpanel')
  await playground.open()

  await test.step('everybody is listed by the best way they have', async () => {
    const told = inroad('summary', join(examplesFolder, 'cold-outreach.json'), '--to', 'ana') as Incoming
    await ask(playground, 'Ana')
    await expect(panel.getByText(told.text).first()).toBeVisible()
    for (const way of told.ways)
      await expect(panel.getByRole('heading', { name: `${way.text} ${way.from.length}`, exact: true })).toBeVisible()
    for (const setting of told.settings) {
      await expect(panel.getByText(setting.text)).toBeVisible()
      for (const value of setting.values) await expect(panel.getByText(value.text).first()).toBeVisible()
    }
    await expect(panel.getByText(told.idle)).toBeVisible()

    await panel.getByRole('button', { name: 'Ben Okoye' }).click()
    await expect(playground.answer).toContainText('Ben can reach Ana by InMail')
    await expect(playground.tab(/→/)).toHaveAttribute('aria-selected', 'true')
  })

  await test.step('a value of a setting is taken, says what it did, and is undone', async () => {
    await ask(playground, 'Ana')
    await panel.getByRole('button', { name: 'Set InMail from to Nobody' }).click()
    await expect(panel.getByText('3 of 5 can reach Ana.').first()).toBeVisible()
    await expect(panel.getByText('Acme Inc. could reach Ana, too.')).toBeVisible()
    await expect(panel.getByRole('button', { name: 'Set InMail from to Nobody' })).toHaveCount(0)
    await page.keyboard.press('ControlOrMeta+z')
    await expect(panel.getByText('4 of 5 can reach Ana.').first()).toBeVisible()
  })

  await test.step('by keyboard, and of somebody in a crowd: many names wait behind a button', async () => {
    await playground.openFile('crowd.json', printed('generate', '--actors', '60', '--seed', '7'))
    await expect(playground.scenario).toContainText('60 actors')
    await playground.tab(/→/).focus()
    await page.keyboard.press('Tab') // what the tab shows
    await page.keyboard.press('Tab') // the sender
    await page.keyboard.press('Enter')
    await expect(page.getByRole('radio', { name: 'Settings' })).toBeVisible()
    await page.keyboard.press('Tab') // the recipient
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    await expect(panel.getByText(/^\d+ of 59 can reach/).first()).toBeVisible()
    const more = panel.getByRole('button', { name: /^\d+ more$/ })
    const many = await more.count()
    await more.first().press('Enter')
    await expect(more).toHaveCount(many - 1)
  })

  await test.step('with nobody else there, it says so', async () => {
    await playground.openFile('alone.json', '{"inroad": 1, "members": [{"id": "zoe", "name": "Zoe"}]}')
    await ask(playground, 'Zoe')
    await expect(panel.getByText('There is nobody here who could try to reach Zoe.')).toBeVisible()
  })
})
