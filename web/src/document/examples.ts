// The example scenarios, bundled from the folders of the rule sets.

export interface Example {
  readonly id: string // the file's name: unique among all sets
  readonly set: string // whose folder it stands in
  readonly title: string
  readonly scenario: string
}

const shownFirst = 'cold-outreach'

const files = import.meta.glob<string>('../../../rules/sets/*/examples/*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
})

export const examples: readonly Example[] = Object.entries(files)
  .map(([path, scenario]) => {
    const parts = path.split('/')
    const id = (parts.at(-1) ?? '').slice(0, -'.json'.length)
    const { title } = JSON.parse(scenario) as { title?: string }
    return { id, set: parts.at(-3) ?? '', title: title ?? id, scenario }
  })
  .sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title))

function rank(example: Example): number {
  return example.id === shownFirst ? 0 : 1
}
