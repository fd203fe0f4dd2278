// The documentation as built and as written: its pages, and the examples in them.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const web = fileURLToPath(new URL('../..', import.meta.url))
export const dist = join(web, process.env['E2E_DIST'] ? join('..', process.env['E2E_DIST']) : 'dist')

// docsPages are the addresses of all pages, from the site's root.
export function docsPages(): string[] {
  return readdirSync(join(dist, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .sort()
}

// each is how many pages of a kind stand for one that is opened: they are written by one template, and what they say is the engine's,
// whose tests compare it.
const each = 6

// sampledPages are all pages, but of those of single scenarios and claims some of each folder, and of those that every rule set has
// the first set's.
export function sampledPages(): string[] {
  const before = new Map<string, number>()
  return docsPages().filter((path) => {
    const [, single] = /^(.*\/(?:examples|claims))\/(?!index\.html$)/.exec(path) ?? []
    const [, shared] = /^docs\/rules\/[^/]+\/(?!index\.html$)([^/]+)$/.exec(path) ?? []
    const kind = single ?? shared
    if (kind === undefined) return true
    const nth = before.get(kind) ?? 0
    before.set(kind, nth + 1)
    return single ? nth % each === 0 : nth === 0
  })
}

// embedsIn says how many embeds a page has as it was built.
export function embedsIn(path: string): number {
  return readFileSync(join(dist, path), 'utf8').split('<inroad-playground').length - 1
}

// examples are the blocks of code of a language in a page that people wrote.
export function examples(page: string, language: string): string[] {
  const text = readFileSync(join(web, 'docs', page), 'utf8')
  return [...text.matchAll(/^```([a-z]+).*\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , code = '']) => code)
}

// policyIn is the Content-Security-Policy that a page gives as an example.
export function policyIn(page: string): string {
  const [line = ''] = examples(page, 'http')
  const [, policy] = /^Content-Security-Policy: (.+)\n$/.exec(line) ?? []
  if (!policy) throw new Error(`${page} gives no Content-Security-Policy`)
  return policy
}
