// The scenarios that come along, bundled from the folders of the rule sets.

export interface Example {
  readonly id: string // the file's name: unique among all sets
  readonly set: string // whose folder it stands in
  readonly title: string
  readonly scenario: string
}

// Start is a small scenario that a newcomer begins with. Its id is unique among all examples and starts.
export type Start = Example

const shownFirst = 'cold-outreach'

const exampleFiles = import.meta.glob<string>('../../../rules/sets/*/examples/*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const startFiles = import.meta.glob<string>('../../../rules/sets/*/starts/*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
})

export const examples: readonly Example[] = bundled(exampleFiles).sort(
  (a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title),
)

// starts are in the order in which they are offered, which is that of their names.
export const starts: readonly Start[] = bundled(startFiles)
  .map((start) => ({ ...start, id: `${start.set}/starts/${start.id}` }))
  .sort((a, b) => a.id.localeCompare(b.id))

function bundled(files: Readonly<Record<string, string>>): Example[] {
  return Object.entries(files).map(([path, scenario]) => {
    const parts = path.split('/')
    const id = (parts.at(-1) ?? '').slice(0, -'.json'.length)
    const { title } = JSON.parse(scenario) as { title?: string }
    return { id, set: parts.at(-3) ?? '', title: title ?? id, scenario }
  })
}

function rank(example: Example): number {
  return example.id === shownFirst ? 0 : 1
}
