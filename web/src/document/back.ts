// The browser's Back and Forward, over what was open one after another: each entry of its history tells how many were open before.
// They need the Navigation API, which alone tells which entries there are; a browser without it gets no entries, and undo leads back.

const browser = 'navigation' in globalThis ? navigation : undefined
let destination = '' // the key of the entry that stand goes to

interface Place {
  readonly before: number
}

function beforeOf(entry: NavigationHistoryEntry | null | undefined): number | undefined {
  return (entry?.getState() as Place | undefined)?.before
}

// opened adds an entry for what is shown after so many others.
export function opened(before: number): void {
  if (!browser?.currentEntry) return // a frame without an origin has no entries
  browser.updateCurrentEntry({ state: { before: before - 1 } satisfies Place })
  history.pushState(null, '')
  browser.updateCurrentEntry({ state: { before } satisfies Place })
}

// stand goes to the nearest entry of what so many were open before, which is shown already. What was opened in an earlier visit has none.
export async function stand(before: number): Promise<void> {
  const here = browser?.currentEntry
  const from = beforeOf(here)
  if (!browser || !here || from === undefined || from === before) return
  const distance = ({ index }: NavigationHistoryEntry) => Math.abs(index - here.index)
  const entries = browser.entries().filter((entry) => entry.sameDocument && beforeOf(entry) === before)
  const [entry] = entries.toSorted((a, b) => distance(a) - distance(b))
  if (!entry) return
  destination = entry.key
  await browser.traverseTo(entry.key).finished?.catch(() => (destination = '')) // the person went elsewhere meanwhile
}

// onTravel tells when the person goes back or forward, to what so many were open before.
export function onTravel(tell: (before: number) => void): void {
  addEventListener('popstate', () => {
    const entry = browser?.currentEntry
    const arrived = entry?.key === destination
    destination = ''
    const before = beforeOf(entry)
    if (before !== undefined && !arrived) tell(before)
  })
}
