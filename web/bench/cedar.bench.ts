// How many requests the official Cedar decides in a second, as WebAssembly in Node: those of BenchmarkRequests in rules/export,
// each with the policies in force parsed before, the entities that it needs, and no validation.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { Exported } from '../test/exported'
import { report, time } from './report'

test('the requests of every example, by the official Cedar', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exports-'))
  const root = fileURLToPath(new URL('../..', import.meta.url))
  execFileSync('go', ['run', './scripts/exports', folder, '0'], { cwd: root, stdio: 'inherit' })
  const examples = readdirSync(folder).map((name) => new Exported(join(folder, name)))
  rmSync(folder, { recursive: true })

  let requests = 0
  let wrong = 0
  const round = () => {
    for (const example of examples) {
      for (const request of example.tests) {
        if (example.decide(request, false).decision !== request.decision) wrong++
        requests++
      }
    }
  }
  round() // warms up
  requests = 0
  const before = performance.now()
  while (performance.now() < before + 3000) round()
  const took = performance.now() - before
  expect(wrong).toBe(0)
  report(
    'Requests/official',
    { ...time(took / requests), 'decisions/s': Math.round((requests / took) * 1000) },
    'official Cedar in Node',
  )
})
