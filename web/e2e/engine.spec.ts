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
  let come = () => {}
  const coming = new Promise<void>((resolve) => (come = resolve))
  await page.route('**/*.wasm', async (route) => {
    await coming
    await route.fulfill({ status: 404, body: 'gone' })
  })
  await page.goto('./')
  await expect(page.getByRole('progressbar', { name: 'Loading the engine' })).toBeVisible()
  await expect(playground.answer).toContainText('Ana can reach Ben')
  await expect(page.getByRole('alert')).toHaveCount(0)
  come()
  await expect(page.getByRole('alert')).toContainText('The engine could not be started')
  await expect(playground.answer).toContainText('Ana can reach Ben')
  await page.unroute('**/*.wasm')
  await playground.button('Try again').click()
  await expect(playground.answer).toContainText('Ana can reach Ben')
  // The browser may have words of its own on the missing file.
  expect(playground.complaints.splice(0).filter((complaint) => !/404|wasm/i.test(complaint))).toEqual([])
})

for (const { shown, address, said } of [
  { shown: 'before anything is shown', address: './#what', said: 'stopped over the first scenario' },
  { shown: 'while what was rendered is shown', address: './', said: 'out of memory' },
]) {
  test(`offers another try when the engine stops over all that it is to open, ${shown}`, async ({
    playground,
    page,
  }) => {
    await page.addInitScript(() => {
      const post = Worker.prototype.postMessage
      Worker.prototype.postMessage = function (message: { request?: string }) {
        const dies = message.request?.includes('"do":"open"') && !('sound' in window)
        if (dies) this.dispatchEvent(new ErrorEvent('error', { message: 'out of memory', cancelable: true }))
        else post.call(this, message)
      }
    })
    await page.goto(address)
    await expect(page.getByRole('alert')).toContainText(said)
    await page.evaluate(() => Object.assign(window, { sound: true }))
    await playground.button('Try again').click()
    await expect(playground.answer).toContainText('Ana can reach Ben')
  })
}

test('loads from a host that does not know application/wasm', async ({ playground, page }) => {
  let fetched = 0
  await page.route('**/*.wasm', async (route) => {
    fetched++
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } })
  })
  await playground.open()
  await expect(playground.answer).toContainText('Ana can reach Ben')
  expect(fetched).toBe(1)
})

test('says so when the first example cannot be fetched, and goes on with nobody', async ({ playground, page }) => {
  await page.addInitScript(() => (localStorage['inroad 1 /'] = 'rubbish')) // in place of what the page was built with
  await page.route('**/texts-*.js', (route) => route.abort())
  await page.goto('./')
  for (const name of [/does not open any more/, 'Cold outreach at Acme could not be opened']) {
    const dialog = page.getByRole('dialog', { name })
    await expect(dialog).toBeVisible()
    if (typeof name === 'string') await expect(dialog).toContainText('It could not be fetched.')
    await dialog.getByRole('button', { name: 'Close' }).last().click()
  }
  await expect(page.getByText('Nobody is here yet').first()).toBeVisible()
  playground.complaints.length = 0 // the browser says, too, what it could not fetch
})

test('works under any path', async ({ playground, page, baseURL }) => {
  const outside: string[] = []
  await page.route('**', async (route) => {
    const url = route.request().url()
    if (!url.startsWith(`${baseURL}any/path/`)) {
      outside.push(url)
      return route.abort()
    }
    await route.fulfill({ response: await route.fetch({ url: url.replace('/any/path', '') }) })
  })
  await page.goto(`${baseURL}any/path/`)
  await playground.live()
  await expect(playground.answer).toContainText('Ana can reach Ben')
  await page.waitForLoadState('networkidle') // the rest of the page comes once it is live
  expect(outside).toEqual([])
})

test('fetches the engine once, under a name that holds its hash', async ({ playground, page }) => {
  const fetched: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) fetched.push(request.url())
  })
  await playground.open()
  await playground.openExample('job-seeker')
  await expect(playground.answer).toContainText('Mia')
  expect(fetched).toHaveLength(1)
  expect(fetched[0]).toMatch(/inroad-[\w-]{8}\.wasm$/)
})

test('says so when a script of its own cannot be fetched', async ({ playground, page }) => {
  await page.route('**/playground-*.js', (route) => route.abort())
  await page.goto('./')
  await expect(page.getByRole('alert').getByText('Part of this page could not be fetched')).toBeInViewport()
  await page.unroute('**/playground-*.js')
  await page.reload()
  await playground.live()
  await expect(page.getByText('Part of this page could not be fetched')).toBeHidden()
  playground.complaints.length = 0 // the browser says, too, what it could not fetch
})

test('is told once that the engine does not come, and does then what was asked for meanwhile', async ({
  playground,
  page,
}) => {
  await page.route('**/*.wasm', (route) => route.abort())
  await page.goto('./')
  await expect(page.getByRole('alert').getByText('The engine could not be started.')).toBeVisible()
  await expect(page.getByText('is being started again')).toHaveCount(0)
  await playground.button('+ Member').click()
  await page.unroute('**/*.wasm')
  await playground.button('Try again').click()
  await expect(page.getByRole('button', { name: /^Undo: / })).toBeVisible()
  playground.complaints.length = 0
})
