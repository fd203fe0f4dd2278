// The scenarios that come along, bundled from the folders of the rule sets. Their names are there at once, their texts in a chunk of
// their own.

import { Chunk } from '../parts/chunk'

export interface Example {
  readonly id: string // the file's name: unique among all sets
  readonly set: string // whose folder it stands in
  readonly title: string
  readonly scenario: () => Promise<string> // its text
}

// Start is a small scenario that a newcomer begins with. Its id is unique among all examples and starts.
export type Start = Example

const shownFirst = 'cold-outreach'

export const texts = new Chunk(() => import('./texts'))

const exampleTitles = import.meta.glob<string>('../../../rules/sets/*/examples/*.json', {
  import: 'title',
  eager: true,
})
const startTitles = import.meta.glob<string>('../../../rules/sets/*/starts/*.json', { import: 'title', eager: true })

export const examples: readonly Example[] = bundled(exampleTitles).sort(
  (a, b) => rank(a) - rank(b) || compare(a.title.toLowerCase(), b.title.toLowerCase()),
)

// starts are in the order in which they are offered, which is that of their names.
export const starts: readonly Start[] = bundled(startTitles)
  .map((start) => ({ ...start, id: `${start.set}/starts/${start.id}` }))
  .sort((a, b) => compare(a.id, b.id))

function bundled(titles: Readonly<Record<string, string>>): Example[] {
  return Object.entries(titles).map(([path, title]) => {
    const parts = path.split('/')
    const id = (parts.at(-1) ?? '').slice(0, -'.json'.length)
    return { id, set: parts.at(-3) ?? '', title, scenario: async () => (await texts.load())[path] ?? '' }
  })
}

function rank(example: Example): number {
  return example.id === shownFirst ? 0 : 1
}

// compare needs no language's order, which takes a browser long to have ready.
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
