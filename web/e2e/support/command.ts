// Builds the command line, whose answers the page's are compared with.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const sets = join(root, 'rules/sets')
export const examplesFolder = join(sets, 'article/examples')

export default function build(): void {
  const command = join(mkdtempSync(join(tmpdir(), 'inroad-')), 'inroad')
  execFileSync('go', ['build', '-o', command, './rules/cmd/inroad'], { cwd: root, stdio: 'inherit' })
  process.env['INROAD_COMMAND'] = command
}

export function inroad(...args: readonly string[]): unknown {
  return JSON.parse(printed(...args, '--json'))
}

// printed is what a command prints; a matrix is large.
export function printed(...args: readonly string[]): string {
  return execFileSync(process.env['INROAD_COMMAND'] ?? 'inroad', args, { encoding: 'utf8', maxBuffer: 1 << 28 })
}

// exampleFiles are those of the set of a scenario that names none.
export function exampleFiles(): string[] {
  return scenarios(examplesFolder)
}

// everyExample is of every set that comes with Inroad.
export function everyExample(): string[] {
  const folders = readdirSync(sets, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders.flatMap((folder) => scenarios(join(sets, folder.name, 'examples')))
}

function scenarios(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name))
}
