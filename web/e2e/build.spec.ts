// From nothing to an answer that changes: with the mouse, with the keyboard alone, and by touch.

import { devices, type Locator } from '@playwright/test'
import { expect, middle, test } from './support/playground'

test('a network is built from nothing with the mouse', async ({ playground, page }) => {
  await playground.open()

  await test.step('the first of an empty network can be named at once, whatever was open before', async () => {
    await playground.showSettings('Ana')
    await playground.field('InMail credits').fill('7')
    await playground.button('New').click()
    await page.getByRole('button', { name: /^Add the first Member/ }).click()
    await expect(playground.field('Name')).toBeFocused()
    await page.keyboard.type('Zoe Quist')
    await expect(playground.actor('Zoe Quist')).toBeVisible()
  })

  await test.step('+ Member stays under the pointer, however many are added', async () => {
    await playground.openFile('empty.json', '{"inroad":1}')
    await expect(page.getByText('Nobody is here yet')).toBeVisible()
    const add = playground.button('+ Member')
    const before = await middle(add)
    for (const name of ['Ana', 'Ben', 'Cara', 'Dev', 'Eve']) {
      await add.click()
      await expect(playground.actor(name)).toBeVisible()
      expect(await middle(add)).toEqual(before)
    }
  })

  await test.step('members are added, named and tied, and the answer follows', async () => {
    await playground.button('New').click()
    await expect(page.getByText('Nobody is here yet')).toBeVisible()
    await expect(page.getByText(/answers? changed/)).toHaveCount(0)

    for (const name of ['Ana Díaz', 'Ben Okoye', 'Cara Lund']) {
      await playground.button('+ Member').click()
      await expect(playground.field('Name')).toHaveValue(name.split(' ')[0] ?? '') // the next free first name
      await playground.field('Name').fill(name)
      await expect(playground.actor(name)).toBeVisible()
    }

    await playground.drag(playground.actor('Ana Díaz').locator('.knob'), playground.actor('Ben Okoye'))
    const connected = page.getByRole('checkbox', { name: 'Ana Díaz is connected to Ben Okoye' })
    await expect(connected).toBeChecked()
    await playground.button('Done').click()
    await playground.actor('Ben Okoye').hover()
    await playground.drag(playground.actor('Ben Okoye').locator('.knob'), playground.actor('Cara Lund'))
    await playground.button('Done').click()

    await playground.actor('Cara Lund').click()
    await expect(playground.field('To')).toHaveValue('cara')
    await expect(playground.answer).toContainText('Ana can probably message Cara: the article says both yes and no')

    await playground.actor('Ana Díaz').click()
    await playground.field('Account tier').selectOption('career')
    await expect(playground.field('InMail credits')).toHaveValue('5')
    await expect(playground.answer).toContainText('Ana can reach Cara by InMail')
    await expect(page.getByText(/answers? changed/).first()).toBeVisible()

    await playground.actor('Cara Lund').click()
    await playground.field('InMail from').selectOption('nobody')
    await expect(playground.answer).not.toContainText('by InMail')
  })
})

test('ties and people of a network are changed where they are seen', async ({ playground, page }) => {
  await playground.open()

  await test.step('when the ties are done with, the focus is back where it was', async () => {
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-id'))
    const ties = page.getByRole('dialog', { name: 'Ties' })
    await playground.drag(playground.actor('Ana Díaz').locator('.knob'), playground.actor('Ben Okoye'))
    await playground.button('Done').click()
    await expect(ties).toHaveCount(0)
    expect(await focused()).toBe('ana')
    await playground.actor('Cara Lund').focus()
    await page.locator('.svelte-flow__edge[aria-label*="follows Acme Inc."] text').click()
    await expect(ties).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(ties).toHaveCount(0)
    expect(await focused()).toMatch(/cara|dev/)
  })

  await test.step('a name that is looked at again does not take the focus', async () => {
    await playground.button('+ Member').click()
    await expect(playground.field('Name')).toBeFocused()
    await playground.tab('Rules').click()
    await playground.tab(/→/).click()
    await expect(playground.field('Name')).toHaveValue('Finn')
    await expect(playground.tab(/→/)).toBeFocused()
    await page
      .getByRole('banner')
      .getByRole('button', { name: /^Undo: / })
      .click()
    await expect(playground.actor('Finn')).toHaveCount(0)
  })

  await test.step('drags to move, deletes a tie and an actor', async () => {
    const ben = playground.actor('Ben Okoye')
    const before = await middle(ben)
    await page.mouse.move(before.x, before.y)
    await page.mouse.down()
    await page.mouse.move(before.x + 60, before.y + 40, { steps: 6 })
    await page.mouse.up()
    await expect.poll(async () => (await middle(ben)).x).toBeGreaterThan(before.x + 40)
    await expect(page.getByRole('button', { name: /^Undo: move/ })).toBeEnabled()

    await page.locator('.svelte-flow__edge[aria-label*="follows Acme Inc."] text').click()
    const ties = page.getByRole('dialog', { name: 'Ties' })
    await ties.getByRole('button', { name: 'Remove' }).click()
    await expect(page.locator('.svelte-flow__edge[aria-label*="follows Acme Inc."]')).toHaveCount(0)

    await ben.focus()
    await page.keyboard.press('Delete')
    await expect(ben).toHaveCount(0)
  })

  await test.step('the menu of a world with many ties fits the screen and can be left', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await playground.openExample('recruiter-kinds')
    await page.locator('.svelte-flow__edge[aria-label*="Kofi"]').first().locator('path').last().click({ force: true })
    const ties = page.getByRole('dialog', { name: 'Ties' })
    await expect(ties).toBeInViewport({ ratio: 1 })
    await expect(playground.button('Done')).toBeInViewport({ ratio: 1 })
    await playground.button('Done').click()
    await expect(ties).toHaveCount(0)
  })
})

test('builds the same with the keyboard alone', async ({ playground, page }) => {
  await playground.open()
  const { keyboard } = page

  async function go(to: Locator) {
    const target = await to.elementHandle()
    for (let presses = 0; presses < 150; presses++) {
      const key = await target?.evaluate((element) => {
        const here = document.activeElement ?? document.body
        if (here === element) return undefined
        return here.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? 'Shift+Tab' : 'Tab'
      })
      if (!key) return
      await keyboard.press(key)
    }
    throw new Error(`Tab does not reach ${to.toString()}`)
  }
  async function press(to: Locator) {
    await go(to)
    await keyboard.press('Enter')
  }
  // The canvas is one stop, where arrow keys go from one to the next.
  async function find(name: string) {
    const network = page.getByRole('application', { name: 'Network' })
    await go(network.getByRole('group').and(page.locator('[tabindex="0"]')).first())
    for (const arrow of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp'])
      for (let presses = 0; presses < 3; presses++) {
        if (await playground.actor(name).evaluate((element) => element === document.activeElement)) return
        await keyboard.press(arrow)
      }
    throw new Error(`the arrow keys do not reach ${name}`)
  }
  async function choose(tab: string | RegExp) {
    await go(page.getByRole('tab', { selected: true }))
    for (let presses = 0; presses < 6; presses++) {
      if ((await playground.tab(tab).getAttribute('aria-selected')) === 'true') return
      await keyboard.press('ArrowRight')
    }
    throw new Error(`the arrow keys do not reach ${tab.toString()}`)
  }

  await press(playground.button('New'))
  for (const name of ['Ana', 'Ben', 'Cara']) {
    await choose('People')
    await press(playground.button('Add Member'))
    await expect(playground.field('Name')).toBeFocused()
    await keyboard.type(name)
    await expect(playground.actor(name)).toBeVisible()
  }
  await choose('People')
  await press(playground.button('Connect Ben to…'))
  const dialog = page.getByRole('dialog')
  await go(dialog.getByLabel('Who'))
  await keyboard.type('Ana')
  await go(dialog.getByRole('checkbox', { name: /is connected to/ }))
  await keyboard.press('Space')
  await expect(dialog.getByRole('checkbox', { name: /is connected to/ })).toBeChecked()
  await go(dialog.getByLabel('Who'))
  await keyboard.type('Cara')
  await go(dialog.getByRole('checkbox', { name: 'Ben is connected to Cara' }))
  await keyboard.press('Space')
  await press(dialog.getByRole('button', { name: 'Done' }))

  await find('Cara')
  await keyboard.press('Enter')
  await expect(playground.answer).toContainText('Ana can probably message Cara: the article says both yes and no')

  await find('Ana')
  await keyboard.press('Enter')
  await go(playground.field('Account tier'))
  await keyboard.type('Premium C')
  await expect(playground.answer).toContainText('Ana can reach Cara by InMail')

  await choose('People')
  await press(page.getByRole('tabpanel').getByRole('button', { name: /^Cara/ }))
  await go(playground.field('InMail from'))
  await keyboard.type('No')
  await expect(playground.answer).not.toContainText('by InMail')
})

test.describe('on a phone', () => {
  const { userAgent, deviceScaleFactor, isMobile, hasTouch } = devices['iPhone 13']
  test.use({ userAgent, deviceScaleFactor, isMobile, hasTouch, viewport: { width: 390, height: 844 } })

  test('builds the same by touch', async ({ playground, page }) => {
    await playground.open()
    await playground.button('More').tap()
    await playground.button('New').tap()
    for (const name of ['Ana', 'Ben', 'Cara']) {
      await playground.button('+ Member').tap()
      await expect(playground.actor(name)).toBeVisible()
    }

    for (const [who, whom] of [
      ['Ana', 'Ben'],
      ['Cara', 'Ben'],
    ] as const) {
      await playground.tab('People').tap()
      await playground.button(`Connect ${who} to…`).tap()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Who').selectOption({ label: whom })
      await dialog.getByRole('checkbox', { name: /is connected to/ }).tap()
      await expect(dialog.getByRole('checkbox', { name: /is connected to/ })).toBeChecked()
      await dialog.getByRole('button', { name: 'Done' }).tap()
    }

    await playground.actor('Cara').tap()
    await expect(playground.answer).toContainText('Ana can probably message Cara: the article says both yes and no')
    await playground.actor('Ana').tap()
    await playground.field('Account tier').selectOption('career')
    await expect(playground.answer).toContainText('Ana can reach Cara by InMail')
    await playground.actor('Cara').tap()
    await playground.field('InMail from').selectOption('nobody')
    await expect(playground.answer).not.toContainText('by InMail')
    await expect(page.locator('html')).toHaveJSProperty('scrollWidth', 390)
  })
})
