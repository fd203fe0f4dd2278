import { mount } from 'svelte'
import '../app.css'
import App from './App.svelte'
import { home, onTaken } from '../document/home'
import { Playground } from '../document/playground.svelte'

const target = document.getElementById('app')
if (!target) throw new Error('The page has no place for the app.')

const playground = new Playground(
  () => new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module', name: 'engine' }),
  home,
)
mount(App, { target, props: { playground } })
void playground.start()
onTaken(() => playground.taken())
addEventListener('pagehide', () => playground.leave())
