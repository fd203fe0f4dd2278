// How long the page takes from opening to its first answer, nothing cached.

import { expect, test } from '@playwright/test'
import { report } from './report'

test('from opening to the first answer', async ({ browser, baseURL }) => {
  const page = await (await browser.newContext()).newPage()
  const before = performance.now()
  await page.goto(baseURL ?? '')
  await page.getByRole('status', { name: 'Answer' }).getByRole('heading').first().waitFor()
  const took = performance.now() - before
  expect(await page.getByRole('status', { name: 'Answer' }).innerText()).toMatch(/\w/)
  report('FirstAnswer', took)
})
