// Every view of the page, for axe and for the pictures. Each is shown from how a page opens, and waits until it is there.

import { fragment } from '../../src/document/link'
import { printed } from './command'
import { expect, type PlaygroundPage } from './playground'

export interface View {
  readonly name: string
  readonly show: (playground: PlaygroundPage) => Promise<void>
}

export function views(size: 'wide' | 'narrow'): readonly View[] {
  return [
    { name: 'answer', show: ({ answer }) => expect(answer).toContainText('Ana can reach Ben') },
    {
      name: 'contested',
      show: async (playground) => {
        await playground.field('To').selectOption('dev')
        await expect(playground.answer).toContainText('says both yes and no')
      },
    },
    {
      name: 'fixes',
      show: async (playground) => {
        await playground.openExample('job-seeker')
        await expect(playground.page.locator('.fix').nth(1)).toBeVisible()
      },
    },
    {
      name: 'forbidden',
      show: async (playground) => {
        await playground.field('To').selectOption('eve')
        await expect(playground.answer).toContainText('cannot reach')
      },
    },
    {
      name: 'person',
      show: async (playground) => {
        await playground.showSettings('Ana')
        await expect(playground.field('Account tier')).toBeVisible()
      },
    },
    {
      name: 'incoming',
      show: async (playground) => {
        await playground.showSettings('Ana')
        await playground.page.getByRole('radio', { name: 'Who can reach Ana?' }).check()
        await expect(playground.page.getByText('4 of 5 can reach Ana.').first()).toBeVisible()
      },
    },
    {
      name: 'page',
      show: async (playground) => {
        await playground.tab('People').click()
        await playground.page.getByRole('tabpanel').getByRole('button', { name: /^Acme/ }).click()
        await expect(playground.field('Recruiter seats')).toBeVisible()
      },
    },
    {
      name: 'people',
      show: async (playground) => {
        await playground.tab('People').click()
        await expect(playground.field('Title')).toBeVisible()
      },
    },
    {
      name: 'in sum',
      show: async (playground) => {
        await playground.tab('In sum').click()
        await expect(playground.page.getByText('Being worked out')).toHaveCount(0)
        await playground.page.getByRole('tabpanel').locator('summary').first().click()
      },
    },
    {
      name: 'crowd',
      show: async (playground) => {
        await playground.openFile('crowd.json', printed('generate', '--actors', '310', '--seed', '7'))
        await expect(playground.page.locator('canvas[aria-label^="310 actors"]')).toBeVisible()
        if (size === 'narrow') await playground.tab('Everyone').click()
        await expect(playground.page.getByRole('grid')).toHaveAttribute('aria-busy', 'false')
      },
    },
    {
      name: 'generate',
      show: async (playground) => {
        if (size === 'narrow') await playground.button('More').click()
        await playground.button('Generate…').click()
        await playground.field('How many').fill('1')
        await playground.button('Generate').click()
        await expect(playground.page.getByText('a number from 2')).toBeVisible()
      },
    },
    {
      name: 'rules',
      show: async (playground) => {
        await playground.tab('Rules').click()
        await expect(playground.page.locator('summary').first()).toBeVisible()
      },
    },
    {
      name: 'rule',
      show: async (playground) => {
        const { page } = playground
        await playground.tab('Rules').click()
        await page.locator('summary').first().click()
        await expect(page.locator('details[open]')).toBeVisible()
      },
    },
    {
      name: 'editor',
      show: async (playground) => {
        const { page } = playground
        await playground.tab('Rules').click()
        await playground.button('Write a rule').click()
        const text = page.getByRole('textbox', { name: 'Rules of your own, in Cedar' })
        await text.fill(
          '@id("mine")\npermit (\n  principal is Member,\n  action == Action::"mesage",\n  resource is Member\n)\nwhen { principal.tier == Tier::"free" };\n',
        )
        await expect(page.getByText('the rules in force are those before it')).toBeVisible()
        await text.press('ControlOrMeta+Home')
        await text.press('ArrowRight')
        await text.press('ArrowRight')
        await expect(page.getByText("The rule's name, its own alone.")).toBeVisible()
      },
    },
    {
      name: 'switch',
      show: async (playground) => {
        const { page } = playground
        await playground.tab('Rules').click()
        await page.getByRole('switch').first().click()
        await page.getByText(/answers? would change|No answer would change/).click()
      },
    },
    {
      name: 'rule of one’s own',
      show: async ({ page }) => {
        await page.getByRole('button', { name: 'Forbid this…' }).first().click()
        await page.getByRole('dialog').getByRole('checkbox').first().check()
        await expect(page.getByRole('dialog').getByText(/answers? would change.* to no/)).toBeVisible()
      },
    },
    {
      name: 'checks',
      show: async (playground) => {
        await playground.tab(/^Checks/).click()
        await expect(playground.page.getByRole('img', { name: 'passes' }).first()).toBeVisible()
      },
    },
    {
      name: 'changed',
      show: async (playground) => {
        const { page } = playground
        await playground.showSettings('Ana')
        await playground.field('InMail credits').fill('0')
        await page.getByRole('button', { name: /answers? changed.* to no/, expanded: false }).click()
        await expect(page.getByText('Ana → Ben, InMail: was allowed')).toBeVisible()
      },
    },
    {
      name: 'refused',
      show: async (playground) => {
        await playground.showSettings('Ana')
        await playground.field('InMail credits').fill('three')
        await expect(playground.page.getByText('is not a whole number')).toBeVisible()
      },
    },
    {
      name: 'connect',
      show: async (playground) => {
        await playground.showSettings('Ana')
        await playground.button('Connect to…').first().click()
        await expect(playground.page.getByRole('dialog').getByLabel('Who')).toBeVisible()
      },
    },
    {
      name: 'tiers',
      show: async (playground) => {
        await playground.showSettings('Ana')
        await playground.button('Compare: Account tier').click()
        await expect(playground.page.getByRole('dialog').getByRole('table')).toBeVisible()
      },
    },
    {
      name: 'errors',
      show: async (playground) => {
        await playground.openFile('broken.json', '{"inroad":1,"members":[{"id":"a","tier":"gold"}],"foo":1}')
        await expect(playground.page.getByRole('dialog').getByRole('listitem')).toHaveCount(2)
      },
    },
    {
      name: 'replaced',
      show: async (playground) => {
        const { page, scenario } = playground
        await playground.rename('Mine')
        await scenario.selectOption('job-seeker')
        await expect(page.getByText('“Mine” was replaced.').first()).toBeVisible()
      },
    },
    {
      name: 'keys',
      show: async (playground) => {
        await playground.page.keyboard.press('?')
        await expect(playground.page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
      },
    },
    {
      name: 'link',
      show: async (playground) => {
        const { page } = playground
        await playground.rename('Mine')
        const check = { from: 'ana', to: 'ben', action: 'message', expect: 'forbidden' }
        const scenario = JSON.stringify({
          inroad: 1,
          title: 'Two',
          members: [{ id: 'ana' }, { id: 'ben' }],
          checks: [check],
        })
        await page.goto(`./${fragment({ scenario, look: {}, answers: ['allowed'] })}`)
        await page.getByText('1 check comes').click()
        await expect(page.getByText('was allowed, is')).toBeVisible()
      },
    },
    {
      name: 'embed',
      show: async (playground) => {
        if (size === 'narrow') await playground.button('More').click()
        await playground.button('Export…').click()
        await playground.button('Embed…').click()
        const preview = playground.page.getByRole('dialog').frameLocator('iframe')
        await expect(preview.getByRole('status', { name: 'Answer' })).toBeVisible()
      },
    },
    {
      name: 'empty',
      show: async (playground) => {
        if (size === 'narrow') await playground.button('More').click()
        await playground.button('New').click()
        await expect(playground.page.getByText('Nobody is here yet')).toBeVisible()
      },
    },
    ...(size === 'narrow' ? onNarrowScreens : []),
  ]
}

// What only narrow screens have.
export const onNarrowScreens: readonly View[] = [
  {
    name: 'everyone',
    show: async (playground) => {
      await playground.tab('Everyone').click()
      await expect(playground.page.getByRole('tabpanel').getByRole('table')).toBeVisible()
    },
  },
  {
    name: 'menu',
    show: async (playground) => {
      await playground.button('More').click()
      await expect(playground.button('New')).toBeVisible()
    },
  },
  {
    name: 'legend',
    show: async (playground) => {
      await playground.button('What the marks mean').click()
      await expect(playground.page.getByRole('list', { name: 'What the marks mean' })).toBeVisible()
    },
  },
]
