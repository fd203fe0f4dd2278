// Builds the command line, whose answers the page's are compared with.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
export const examplesFolder = join(root, 'rules/sets/article/examples')

export default function build(): void {
  const command = join(mkdtempSync(join(tmpdir(), 'inroad-')), 'inroad')
  execFileSync('go', ['build', '-o', command, './rules/cmd/inroad'], { cwd: root, stdio: 'inherit' })
  process.env['INROAD_COMMAND'] = command
}

export function inroad(...args: readonly string[]): unknown {
  return JSON.parse(execFileSync(process.env['INROAD_COMMAND'] ?? 'inroad', [...args, '--json'], { encoding: 'utf8' }))
}

export function exampleFiles(): string[] {
  return readdirSync(examplesFolder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(examplesFolder, name))
}
