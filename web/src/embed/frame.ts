// The frame of an embed. What the element made waits for the page around it to say what to
// show, and tells it what comes of it; a plain iframe finds it in its own address.

import { mount } from 'svelte'
import '../app.css'
import './frame.css'
import { open } from '../document/link'
import { Embed, type Listener } from './embed.svelte'
import EmbedView from './EmbedView.svelte'
import type { FromFrame, Problem, ToFrame } from './messages'
import { optionsOf, settingsOf, type Options } from './options'

const target = document.getElementById('app')
if (!target) throw new Error('The page has no place for the embed.')

const options = optionsOf(location)
const hosted = options.host !== undefined && window.parent !== window

const embed = new Embed(options, hosted ? hostedBy(options.host) : { answered: () => {}, failed: warn })
mount(EmbedView, { target, props: { embed } })
addEventListener('pagehide', () => embed.close())
document.documentElement.dataset['hosted'] = String(hosted)
if (!hosted) void whenSeen().then(() => alone(options))

// warn is for whoever wrote the address: no page hears of it.
function warn({ message, errors }: Problem): void {
  const lines = errors.map(({ path, message }) => `${path}: ${message}`)
  console.warn([`Inroad: ${message}`, ...lines, location.href.slice(0, 300)].join('\n'))
}

// hostedBy talks with the page around this frame, and with nobody else.
function hostedBy(origin: string): Listener {
  // A page without an origin (a file, a sandbox) can only be reached by "*".
  const tell = (message: FromFrame) => window.parent.postMessage(message, origin === 'null' ? '*' : origin)
  addEventListener('message', ({ source, origin: sender, data }: MessageEvent<ToFrame | null>) => {
    if (source !== window.parent || sender !== origin) return
    if (data?.inroad !== 1 || data.kind !== 'show') return
    const scenario: unknown = data.scenario
    void embed.show(
      settingsOf((name) => data[name]),
      Number(data.asked),
      typeof scenario === 'string' ? scenario : undefined,
    )
  })
  // What is measured must not depend on the frame's height, or the two would chase each other.
  new ResizeObserver(() => {
    const height = Math.ceil(document.querySelector('main')?.getBoundingClientRect().height ?? 0)
    if (height > 0) tell({ inroad: 1, kind: 'height', height })
  }).observe(document.body)
  queueMicrotask(() => tell({ inroad: 1, kind: 'listening' }))
  return {
    answered: (state, asked) => tell({ inroad: 1, kind: 'answer', asked, ...state }),
    failed: (problem) => tell({ inroad: 1, kind: 'error', ...problem }),
  }
}

async function alone({ link, src, ...settings }: Options): Promise<void> {
  try {
    if (link !== undefined) {
      const opened = open(link)
      if (!opened.ok) throw new Error(`The link could not be opened. ${opened.reason}`)
      const { scenario, look } = opened.shared
      await embed.show(
        { ...settings, from: settings.from || (look.from ?? ''), to: settings.to || (look.to ?? '') },
        0,
        scenario,
      )
    } else if (src !== undefined) {
      await embed.show(settings, 0, await fetchOwn(src))
    } else {
      throw new Error('There is no scenario in the address of this embed.')
    }
  } catch (error) {
    embed.fail((error as Error).message)
  }
}

// fetchOwn fetches a file of this very site: an address must not make it fetch from elsewhere.
async function fetchOwn(src: string): Promise<string> {
  const url = new URL(src, location.href)
  if (url.origin !== location.origin) throw new Error('A plain iframe takes scenario files of its own site only.')
  const response = await fetch(url)
  if (!response.ok) throw new Error(`The scenario could not be fetched (HTTP ${response.status}).`)
  return response.text()
}

// whenSeen waits until the frame is in view or touched: the engine is not fetched for nothing.
function whenSeen(): Promise<void> {
  return new Promise((resolve) => {
    const seen = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) done()
    })
    const done = () => {
      seen.disconnect()
      resolve()
    }
    seen.observe(document.documentElement)
    addEventListener('pointerdown', done, { once: true })
    addEventListener('focusin', done, { once: true })
  })
}
