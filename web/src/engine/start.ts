// Starts the engine in the worker that imports this.

import engineUrl from '../../public/engine/inroad.wasm?url'
import { load, type Progress } from './load'
import { run, type Engine } from './run'

// start calls ready once, and never comes back but by throwing.
export function start(progress: Progress, ready: (engine: Engine) => void): Promise<never> {
  return run((imports) => load(engineUrl, imports, progress), ready)
}
