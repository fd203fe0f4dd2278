// The engine's thread: it may die, be late, or not come at all.

import { expect, test } from './support/playground'

test('goes on after the worker was killed', async ({ playground, page }) => {
  await playground.open()
  await playground.actor('Ana Díaz').click()
  await playground.field('InMail credits').fill('0')
  await expect(playground.answer).not.toContainText('by InMail')
  const [worker] = page.workers()
  await worker?.evaluate(() => setTimeout(() => reportError(new Error('killed by the test'))))
  await expect(page.getByText('was started again').first()).toBeVisible()
  await expect(playground.field('InMail credits')).toHaveValue('0')
  await playground.field('InMail credits').fill('2')
  await expect(playground.answer).toContainText('Ana can reach Ben by InMail')
  await playground.field('InMail credits').blur()
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(playground.field('InMail credits')).toHaveValue('3')
})

test('shows progress, and offers another try when the engine does not come', async ({ playground, page }) => {
  await page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: 'gone' }))
  await page.goto('./')
  await expect(page.getByRole('alert')).toContainText('The engine could not be started')
  await page.unroute('**/*.wasm')
  await playground.button('Try again').click()
  await expect(playground.answer).toBeVisible()
  playground.complaints.splice(0) // the browser's own words on the missing file
})

test('loads from a host that does not know application/wasm', async ({ playground, page }) => {
  await page.route('**/*.wasm', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } })
  })
  await playground.open()
  await expect(playground.answer).toContainText('Ana can reach Ben')
})

test('works under any path', async ({ playground, page, baseURL }) => {
  await page.route('**/any/path/**', async (route) => {
    const url = route.request().url().replace('/any/path', '')
    await route.fulfill({ response: await route.fetch({ url }) })
  })
  await page.goto(`${baseURL}any/path/`)
  await expect(playground.answer).toContainText('Ana can reach Ben')
})

test('fetches the engine once, under a name that holds its hash', async ({ playground, page }) => {
  const fetched: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) fetched.push(request.url())
  })
  await playground.open()
  await playground.openExample('job-seeker')
  expect(fetched).toHaveLength(1)
  expect(fetched[0]).toMatch(/inroad-[\w-]{8}\.wasm$/)
})
