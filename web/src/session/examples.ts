// The example scenarios, bundled from the folder that the engine's tests read.

export interface Example {
  readonly id: string
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
    const id = path.slice(path.lastIndexOf('/') + 1, -'.json'.length)
    const { title } = JSON.parse(scenario) as { title?: string }
    return { id, title: title ?? id, scenario }
  })
  .sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title))

function rank(example: Example): number {
  return example.id === shownFirst ? 0 : 1
}
