// The official Cedar, as WebAssembly, decides each exported request as the engine does. Vitest asks about every example; with
// INROAD_PROOF set (make proof), about 10,000 pairs of random networks too.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkParseSchema, validate } from '@cedar-policy/cedar-wasm/nodejs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Exported } from '../../test/exported'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'exports-'))
const pairs = process.env['INROAD_PROOF'] ? 10_000 : 300

let exports: Exported[]

beforeAll(() => {
  execFileSync('go', ['run', './scripts/exports', folder, String(pairs)], { cwd: root, stdio: 'inherit' })
  exports = readdirSync(folder).map((name) => new Exported(join(folder, name)))
}, 600_000)
afterAll(() => rmSync(folder, { recursive: true }))

it('takes every schema and every policy, those of examples without a warning', () => {
  for (const { folder, schema, policies } of exports) {
    expect(checkParseSchema(schema)).toEqual({ type: 'success' })
    const random = basename(folder).startsWith('random') // such a rule may be impossible
    expect(validate({ schema, policies: { staticPolicies: policies } }), folder).toEqual({
      type: 'success',
      validationErrors: [],
      validationWarnings: random ? (expect.any(Array) as unknown) : [],
      otherWarnings: [],
    })
  }
})

it('decides every request as the engine does', { timeout: 1_200_000 }, () => {
  let asked = 0
  const about = new Set<string>()
  for (const [i, exported] of exports.entries()) {
    for (const test of exported.tests) {
      const { decision, reason, errors } = exported.decide(test, true)
      expect({ decision, reason, errors }, `${exported.folder}: ${test.name}`).toEqual({
        decision: test.decision,
        reason: [...test.reason].sort(),
        errors: [],
      })
      asked++
      about.add(`${i} ${test.request.principal} ${test.request.resource}`)
    }
  }
  console.log(`${asked} requests about ${about.size} pairs decided alike`)
  expect(about.size).toBeGreaterThan(pairs)
})
