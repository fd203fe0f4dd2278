// Every view of the page, for axe and for the pictures.

import { fragment } from '../../src/share/link'
import type { PlaygroundPage } from './playground'

export interface View {
  readonly name: string
  readonly show: (playground: PlaygroundPage) => Promise<void>
}

export function views(size: 'wide' | 'narrow'): readonly View[] {
  return [
    { name: 'answer', show: async () => {} },
    {
      name: 'contested',
      show: async ({ page }) => void (await page.getByLabel('To', { exact: true }).selectOption('dev')),
    },
    {
      name: 'fixes',
      show: (playground) => playground.openExample('job-seeker'),
    },
    {
      name: 'forbidden',
      show: async ({ page }) => void (await page.getByLabel('To', { exact: true }).selectOption('eve')),
    },
    { name: 'person', show: (playground) => playground.tab(/^Ana$/).click() },
    {
      name: 'page',
      show: async (playground) => {
        await playground.tab('People').click()
        await playground.page.getByRole('tabpanel').getByRole('button', { name: /^Acme/ }).click()
      },
    },
    { name: 'people', show: (playground) => playground.tab('People').click() },
    { name: 'rules', show: (playground) => playground.tab('Rules').click() },
    {
      name: 'rule',
      show: async (playground) => {
        await playground.tab('Rules').click()
        await playground.page.locator('summary').first().click()
      },
    },
    { name: 'checks', show: (playground) => playground.tab(/^Checks/).click() },
    {
      name: 'changed',
      show: async (playground) => {
        await playground.tab(/^Ana$/).click()
        await playground.field('InMail credits').fill('0')
        await playground.page.getByRole('button', { name: /outcomes? closed/ }).click()
      },
    },
    {
      name: 'refused',
      show: async (playground) => {
        await playground.tab(/^Ana$/).click()
        await playground.field('InMail credits').fill('three')
        await playground.page.getByText('is not a whole number').waitFor()
      },
    },
    {
      name: 'connect',
      show: async (playground) => {
        await playground.tab(/^Ana$/).click()
        await playground.button('Connect to…').first().click()
      },
    },
    {
      name: 'tiers',
      show: async (playground) => {
        await playground.tab(/^Ana$/).click()
        await playground.button('Compare the tiers').click()
      },
    },
    {
      name: 'errors',
      show: (playground) =>
        playground.openFile('broken.json', '{"inroad":1,"members":[{"id":"a","tier":"gold"}],"foo":1}'),
    },
    {
      name: 'replace',
      show: async (playground) => {
        await playground.tab('People').click()
        await playground.field('Title').fill('Mine')
        await playground.page.getByRole('button', { name: /^Undo: / }).waitFor()
        await playground.scenario.selectOption('job-seeker')
        await playground.page.getByRole('dialog').waitFor()
      },
    },
    {
      name: 'link',
      show: async (playground) => {
        const { page } = playground
        await playground.tab('People').click()
        await playground.field('Title').fill('Mine')
        await page.getByRole('button', { name: /^Undo: / }).waitFor()
        const check = { from: 'ana', to: 'ben', action: 'message', expect: 'forbidden' }
        const scenario = JSON.stringify({
          inroad: 1,
          title: 'Two',
          members: [{ id: 'ana' }, { id: 'ben' }],
          checks: [check],
        })
        await page.goto(`./${fragment({ scenario, look: {}, answers: ['allowed'] })}`)
        await page.getByText('1 check comes').click()
      },
    },
    {
      name: 'embed',
      show: async (playground) => {
        if (size === 'narrow') await playground.button('More').click()
        await playground.button('Embed…').click()
        await playground.page
          .getByRole('dialog')
          .frameLocator('iframe')
          .getByRole('status', { name: 'Answer' })
          .waitFor()
      },
    },
    {
      name: 'empty',
      show: async (playground) => {
        if (size === 'narrow') await playground.button('More').click()
        await playground.button('New').click()
      },
    },
    ...(size === 'narrow'
      ? [
          { name: 'everyone', show: (playground: PlaygroundPage) => playground.tab('Everyone').click() },
          { name: 'menu', show: (playground: PlaygroundPage) => playground.button('More').click() },
          { name: 'legend', show: (playground: PlaygroundPage) => playground.button('What the marks mean').click() },
        ]
      : []),
  ]
}
