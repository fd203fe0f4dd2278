import { hydrate, mount } from 'svelte'
import '../app.css'
import App from './App.svelte'
import { begin } from './begin'
import { onTravel } from '../document/back'
import { home, onTaken } from '../document/home'
import { painted } from '../parts/painted'
import { inThisTab, stored } from '../parts/preference'
import { Playground } from './playground'
import { tabs } from './selection.svelte'
import type { Recorded } from '../engine/recorded'
import { appId, hidden, recordedId, untouchedId, written } from './prerendered'

const found = document.getElementById(appId)
if (!found) throw new Error('The page has no place for the app.')
const target = found

const { dataset } = document.documentElement
const recorded = dataset[hidden] === undefined ? written<readonly Recorded[]>(recordedId) : undefined
const untouched = written<string>(untouchedId)
const shown = recorded?.find(({ request }) => request.do === 'open')?.request.scenario
const keptTab = stored('tab', inThisTab)
const tab = tabs.find((tab) => tab === keptTab) ?? 'answer'
const playground = new Playground(
  () => new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module', name: 'engine' }),
  {
    ...home,
    first: home.first && shown !== undefined ? { ...home.first, scenario: () => Promise.resolve(shown) } : home.first,
    find: (link) => {
      const found = home.find(link)
      return recorded && found?.text === untouched ? undefined : found
    },
  },
  { recorded },
)
if (recorded) {
  const seen = painted()
  void Promise.all([begin(playground, seen), seen]).then(() => {
    hydrate(App, { target, props: { playground } })
    playground.page.tab = tab // what was rendered shows the answer
  })
} else {
  target.replaceChildren()
  delete dataset[hidden]
  playground.page.tab = tab
  mount(App, { target, props: { playground } })
  void playground.start(painted())
}
onTaken(() => playground.taken())
onTravel((before) => {
  if (!playground.keeping.link) void playground.keeping.openings.travel(before) // a link is left first
})
addEventListener('pagehide', () => playground.keeping.leave())
