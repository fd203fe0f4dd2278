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
