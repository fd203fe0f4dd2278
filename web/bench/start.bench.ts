// How long the page takes from opening to its first answer, nothing cached. Printed in the format of Go's benchmarks, which
// `scripts/bench` compares, and appended to the file that BENCH_FILE names.

import { appendFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'

test('from opening to the first answer', async ({ browser, baseURL }) => {
  const page = await (await browser.newContext()).newPage()
  const before = performance.now()
  await page.goto(baseURL ?? '')
  await page.getByRole('status', { name: 'Answer' }).getByRole('heading').first().waitFor()
  const took = performance.now() - before
  expect(await page.getByRole('status', { name: 'Answer' }).innerText()).toMatch(/\w/)
  const line = `pkg: page in Chromium\nBenchmarkFirstAnswer 1 ${Math.round(took * 1e6)} ns/op\n`
  console.log(line)
  if (process.env['BENCH_FILE']) appendFileSync(process.env['BENCH_FILE'], line)
})
