// The browser's Back and Forward, over what was open one after another: each entry of its history tells how many were open before.
// They need the Navigation API, which alone tells which entries there are; a browser without it gets no entries, and undo leads back.

const browser = 'navigation' in globalThis ? navigation : undefined
const patience = 1000 // milliseconds; a page that is put away on its way may never hear that it arrived
let shown = 0 // how many were open before what is shown
let destination = '' // the key of the entry that stand goes to

interface Place {
  readonly before: number
}

function beforeOf(entry: NavigationHistoryEntry | null | undefined): number | undefined {
  return (entry?.getState() as Place | undefined)?.before
}

function label(before: number): void {
  browser?.updateCurrentEntry({ state: { before } satisfies Place })
}

// place is how many were open before what the browser's entry is for.
export function place(): number | undefined {
  return beforeOf(browser?.currentEntry)
}

// opened adds an entry for what is shown after so many others, behind that of what was shown. Whoever has gone elsewhere meanwhile
// stands at another.
export function opened(before: number): void {
  const here = browser?.currentEntry
  if (!here) return // a frame without an origin has none
  const from = beforeOf(here)
  if (from === undefined || from === shown) label(before - 1)
  history.pushState(null, '')
  label(before)
  shown = before
}

// stand goes to the nearest entry of what is shown after so many others. Where it was opened in an earlier visit there is none,
// and the entry that the browser stands at becomes that. An entry with a link in its address is the link's.
export async function stand(before: number): Promise<void> {
  const here = browser?.currentEntry
  if (!browser || !here || location.hash.length > 1) return
  shown = before
  const from = beforeOf(here)
  if (from === before) return
  const distance = ({ index }: NavigationHistoryEntry) => Math.abs(index - here.index)
  const entries = browser.entries().filter((entry) => entry.sameDocument && beforeOf(entry) === before)
  const [entry] = entries.toSorted((a, b) => distance(a) - distance(b))
  if (!entry || from === undefined) return label(before)
  destination = entry.key
  const arrived = browser.traverseTo(entry.key).finished?.catch(() => (destination = '')) // the person went elsewhere meanwhile
  await Promise.race([arrived, new Promise((resolve) => setTimeout(resolve, patience))])
}

// stay makes the browser's entry that of what is shown: what it was for is no longer kept. To send the browser forward again would
// keep whoever goes back on the page.
export function stay(before: number): void {
  if (place() !== undefined) label(before)
}

// onTravel tells when the person goes back or forward, to what so many were open before.
export function onTravel(tell: (before: number) => void): void {
  addEventListener('popstate', () => {
    const arrived = browser?.currentEntry?.key === destination
    destination = ''
    const before = place()
    if (before !== undefined && !arrived) tell(before)
  })
}
