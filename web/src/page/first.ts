// Puts the first scenario into the built index.html: its answer, picture and table as they are seen at first, and what the engine
// answered for them. It runs in Node, at the end of the build, and runs the engine there.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { render } from 'svelte/server'
import { foundOf } from '../document/autosave'
import { examples, starts } from '../document/examples'
import type { Home } from '../document/home'
import { Playground } from './playground'
import { Recorder } from '../engine/recorder'
import { run, type Engine } from '../engine/run'
import App from './App.svelte'
import { begin } from './begin'
import { appId, recordedId, untouchedId } from './prerendered'

const [, , dist = 'dist', wasm = 'public/engine/inroad.wasm'] = process.argv
const page = join(dist, 'index.html')
writeFileSync(page, await withFirst(readFileSync(page, 'utf8')))
process.exit() // the engine never ends

async function withFirst(html: string): Promise<string> {
  const recorder = new Recorder(await engineOf(wasm))
  let untouched = ''
  const home: Home = {
    link: '',
    first: examples[0],
    starts,
    keep: (kept) => (untouched = foundOf(kept).text),
    find: () => undefined,
    setAside: () => true,
    aside: () => [],
    discard: () => {},
    forgetLink: () => {},
    opened: () => {},
    stand: () => Promise.resolve(),
    stay: () => {},
  }
  const playground = new Playground(() => recorder, home)
  await begin(playground)
  if (playground.engine.phase.kind !== 'ready') throw new Error('The first scenario does not open.')
  const { body } = render(App, { props: { playground } })
  return put(html, {
    // A browser draws nothing, not even the background, before it has read the head.
    '</head>': `  ${data(untouchedId, untouched)}\n    <script src="./assets/${blocking()}"></script>\n  </head>`,
    [`<div id="${appId}"></div>`]: `<div id="${appId}">${withoutStyles(body)}</div>\n    ${data(recordedId, recorder.recorded)}`,
  })
}

function engineOf(file: string): Promise<Engine> {
  return new Promise((resolve, reject) => {
    const load = async (imports: WebAssembly.Imports) =>
      (await WebAssembly.instantiate(readFileSync(file), imports)).instance
    run(load, resolve).catch(reject)
  })
}

// blocking is the name of the script that runs before the page is drawn.
function blocking(): string {
  const names = readdirSync(join(dist, 'assets')).filter((name) => /^before-.*\.js$/.test(name))
  if (names.length !== 1) throw new Error(`There is not one script before-*.js: ${names.join(', ')}`)
  return names[0] ?? ''
}

// data is a script of data. Nothing in it ends it.
function data(id: string, value: unknown): string {
  return `<script type="application/json" id="${id}">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`
}

// withoutStyles leaves out styles in attributes, which the page's policy forbids. What needs them is set when the page comes alive.
function withoutStyles(html: string): string {
  return html.replace(/ style="[^"]*"/g, '')
}

function put(html: string, texts: Readonly<Record<string, string>>): string {
  for (const [place, text] of Object.entries(texts)) {
    if (!html.includes(place)) throw new Error(`index.html has no ${place}`)
    html = html.replace(place, () => text)
  }
  return html
}
