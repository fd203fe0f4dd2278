// Ties of two beside them, the path that a distance is measured along, and networks of sixty people and more.

import { printed } from './support/command'
import { expect, middle, test, type PlaygroundPage } from './support/playground'

const crowd = (actors: number) => printed('generate', '--actors', String(actors), '--seed', '7')

async function openCrowd(playground: PlaygroundPage, actors: number): Promise<void> {
  await playground.openFile('crowd.json', crowd(actors))
  await expect(playground.page.getByLabel('Scenario', { exact: true })).toContainText(`${actors} actors`)
  await expect(playground.page.getByRole('combobox', { name: 'To', exact: true })).toHaveAttribute(
    'aria-autocomplete',
    'list',
  )
}

test('the ties of two open beside them, a column for each direction', async ({ playground, page }) => {
  await playground.open()

  await test.step('a cell that is pointed at lights its row, its column and the two on the canvas', async () => {
    await page
      .getByRole('table')
      .getByRole('button', { name: /^Ben Okoye to Dev Kaur/ })
      .hover()
    await expect(page.locator('th.lit')).toHaveText(['DK', 'Ben Okoye'])
    const lit = page.locator('.svelte-flow__node:has(.lit)')
    await expect(lit).toHaveCount(2)
    expect(await lit.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-id')))).toEqual(['ben', 'dev'])
    await playground.tab('Rules').hover()
    await expect(lit).toHaveCount(0)
    await expect(page.locator('th.lit')).toHaveCount(0)
  })

  await test.step('whom to connect to is chosen there, and the focus comes back', async () => {
    await playground.tab('People').click()
    const button = playground.button('Connect Ben Okoye to…')
    await button.click()
    const ties = page.getByRole('dialog', { name: /^Ties of Ben Okoye and/ })
    await ties.getByLabel('Who').selectOption({ label: 'Dev Kaur' })
    const connected = ties.getByRole('checkbox', { name: /Ben Okoye is connected to Dev Kaur/ })
    await expect(connected).not.toBeChecked()
    await connected.click()
    await expect(page.getByRole('button', { name: /^Undo: / })).toBeVisible()
    await expect(connected).toBeChecked()
    await page.keyboard.press('Escape')
    await expect(ties).toHaveCount(0)
    await expect(button).toBeFocused()
  })

  await test.step('on a phone the ties are a sheet at the bottom', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await playground.tab('People').click()
    await playground.button('Connect Ben Okoye to…').click()
    const ties = page.getByRole('dialog', { name: /^Ties of Ben/ })
    await expect
      .poll(async () => {
        const box = await ties.boundingBox()
        return box && [box.x, box.width, box.y + box.height]
      })
      .toEqual([0, 390, 844])
    await playground.button('Done').click()
    await expect(ties).toHaveCount(0)
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  await playground.openExample('job-seeker')
  await expect(playground.answer).toContainText('Mia cannot reach Grace')
  const ties = page.getByRole('dialog', { name: 'Ties of Owen Reyes and Mia Torres' })
  await page.locator('.svelte-flow__edge[aria-label^="Owen has written"] text').click()

  await test.step('covers neither', async () => {
    await expect(ties).toBeFocused()
    const menu = await ties.boundingBox()
    for (const name of ['Mia Torres', 'Owen Reyes']) {
      const at = await middle(playground.actor(name))
      const inside = menu && at.x > menu.x && at.x < menu.x + menu.width && at.y > menu.y && at.y < menu.y + menu.height
      expect(inside, `${name} is seen`).toBe(false)
    }
  })

  await test.step('what has no direction stands first, the rest under its direction', async () => {
    await expect(ties.locator('fieldset').first()).toContainText('is connected to')
    await expect(ties.getByRole('group', { name: 'Owen → Mia' }).getByRole('checkbox', { checked: true })).toHaveCount(
      2,
    )
    await expect(ties.getByRole('group', { name: 'Mia → Owen' }).getByRole('checkbox', { checked: true })).toHaveCount(
      0,
    )
  })

  await test.step('the keyboard stays in it until Escape', async () => {
    for (let presses = 0; presses < 14; presses++) {
      await page.keyboard.press('Tab')
      expect(await ties.evaluate((menu) => menu.contains(document.activeElement))).toBe(true)
    }
    await page.keyboard.press('Escape')
    await expect(ties).toHaveCount(0)
  })

  await test.step('a click elsewhere is done with it', async () => {
    await page.locator('.svelte-flow__edge[aria-label^="Owen has written"] text').click()
    await expect(ties).toBeVisible()
    await playground.tab('Rules').click()
    await expect(ties).toHaveCount(0)
    await expect(playground.tab('Rules')).toHaveAttribute('aria-selected', 'true')
  })

  await test.step('a third degree names who stands between, and the way there is drawn', async () => {
    await playground.tab(/→/).click()
    await expect(playground.answer).toContainText('3rd degree, through Pavel and Ines')
    const along = page.locator('.svelte-flow__edge:has(.along)')
    await expect(along).toHaveCount(3)
    const steps = await along.evaluateAll((edges) => edges.map((edge) => edge.getAttribute('aria-label')))
    expect(steps.sort()).toEqual([
      'Ines and Grace are connected',
      'Mia and Pavel are connected',
      'Pavel and Ines are connected',
    ])
    await playground.field('To').selectOption('owen')
    await expect(along).toHaveCount(0)
  })
})

test('of many, whoever the answer is about stands out, and is found by a few letters', async ({ playground, page }) => {
  await playground.open()
  await openCrowd(playground, 60)
  const to = page.getByRole('combobox', { name: 'To', exact: true })
  const options = page.getByRole('listbox').getByRole('option')

  await test.step('typing finds, the keyboard picks', async () => {
    await to.click()
    await expect(to).toHaveAttribute('aria-expanded', 'true')
    await page.keyboard.type('delmar i')
    await expect(options).toHaveCount(1)
    await page.keyboard.press('Enter')
    await expect(to).toHaveValue('Delmar Iversund')
    await expect(playground.answer).toContainText('2nd degree, through Aruma Tremayne')
    await expect(to).toBeFocused()
  })

  await test.step('all but the two and the path are faded', async () => {
    const clear = page.locator('.svelte-flow__node:has(.actor:not(.faded))')
    await expect(clear).toHaveCount(3)
    await expect(playground.actor('Delmar Iversund')).toBeInViewport()
    await expect(playground.actor('Aruma Tremayne')).toBeInViewport()
  })

  await test.step('Escape and leaving change nothing', async () => {
    await to.fill('nobody of this name')
    await expect(page.getByText('Nobody here is called so.')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(to).toHaveValue('Delmar Iversund')
    await to.fill('yor')
    await playground.tab('Rules').click()
    await expect(to).toHaveValue('Delmar Iversund')
    await expect(playground.answer).toContainText('Delmar Iversund')
  })

  await test.step('a touch picks', async () => {
    await page.getByRole('combobox', { name: 'Looking as' }).fill('yorick')
    await options.first().click()
    await expect(playground.answer).toContainText('Yorick Silvane')
  })

  await test.step('whoever is far off comes into sight', async () => {
    const nodes = page.locator('.svelte-flow__node')
    const off = await nodes.evaluateAll((all) => {
      const { right, bottom } = document.querySelector('.svelte-flow')?.getBoundingClientRect() ?? new DOMRect()
      const out = all.find((node) => node.getBoundingClientRect().x > right || node.getBoundingClientRect().y > bottom)
      return out?.querySelector('.name')?.textContent ?? ''
    })
    expect(off).not.toBe('')
    await to.fill(off)
    await page.keyboard.press('Enter')
    await expect(to).toHaveValue(off)
    await expect(playground.actor(off).first()).toBeInViewport()
  })

  await test.step('three hundred are shapes that can be moved', async () => {
    await openCrowd(playground, 300)
    await expect(page.locator('.svelte-flow__node')).toHaveCount(300)
    const sender = page.locator('.svelte-flow__node').filter({ hasText: 'Aruma Ashkett' }).first()
    await sender.focus()
    await page.keyboard.press('Alt+ArrowRight')
    await expect(page.getByRole('button', { name: 'Undo: move Aruma Ashkett' })).toBeEnabled()
  })

  await test.step('one more, and they are dots with names that can be read, which is said', async () => {
    const dots = page.locator('.notice', { hasText: 'With more than 300 in it, the network is drawn as dots' })
    await playground.button('+ Member').click()
    await expect(page.locator('canvas[aria-label^="301 actors"]')).toBeVisible()
    await expect(dots).toBeVisible()
    await playground.tab(/→|^Answer$/).click()
    await to.click()
    await expect(page.getByText(/\d+ more: type to find them/)).toBeVisible()
    await to.fill('madrun th')
    await page.keyboard.press('Enter')
    await expect(playground.answer).toContainText('Madrun Thornby')

    await page.getByRole('button', { name: /^Undo: add / }).click()
    await expect(playground.actor('Aruma Ashkett')).toBeVisible()
    await expect(dots).toHaveCount(0)
  })
})
