// The documentation sites that an embed is tried in, and the playground that it comes from.

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const samples = fileURLToPath(new URL('../docs/samples', import.meta.url))

export const scenarioFile = fileURLToPath(
  new URL('../../rules/sets/article/examples/cold-outreach.json', import.meta.url),
)

// A page of its own has the same embed with another name for Ben: one that HTML, Markdown, MDX and Vue would all read.
export const odd = 'Ben {{ 1 + 1 }} *{o}* <i>'

// playgroundOrigin is known once the server has taken a free port.
export function playgroundOrigin(): string {
  return new URL(process.env['INROAD_PAGE'] ?? '').origin
}

// A Sample is a site in docs/samples: configuration and pages as somebody would have them.
export interface Sample {
  readonly name: string
  readonly command: readonly [string, ...string[]] // builds it
  readonly output: string // where that leaves the site
  readonly page: string // the address of outreach.md, which has the embed
  // Where links load no page: the address of one that links to it, and back. The script is in the site's configuration
  // then, and is not pasted.
  readonly home?: string
}

export const sites: readonly Sample[] = [
  { name: 'hugo', command: ['hugo'], output: 'public', page: '/outreach/' },
  { name: 'mkdocs', command: ['mkdocs', 'build', '--quiet', '--strict'], output: 'site', page: '/outreach/' },
  { name: 'vitepress', command: ['npm', 'run', 'build'], output: '.vitepress/dist', page: '/outreach.html', home: '/' },
  { name: 'docusaurus', command: ['npm', 'run', 'build'], output: 'build', page: '/outreach', home: '/' },
]

export function oddPageOf({ page }: Sample): string {
  return page.replace('outreach', 'odd')
}

export function folderOf({ name }: Sample): string {
  return join(samples, name)
}

// assembledOf is a copy of the sample with the embed in its page. It lies inside the sample, so that its packages are found.
export function assembledOf(sample: Sample): string {
  return join(folderOf(sample), 'assembled')
}
