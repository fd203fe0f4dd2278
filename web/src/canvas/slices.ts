// Work that takes long, in slices: between two of them the page answers whoever uses it.

const slice = 10 // milliseconds of work, well within a frame

// Slices is some work under way. Other work takes its place.
export class Slices {
  #turn = 0

  // run does the first slice at once. It tells how far the work is after each slice but the last, and what came of it
  // after that one.
  run<Step, Result>(work: Generator<Step, Result>, done: (result: Result) => void, paused: (last: Step) => void): void {
    const turn = ++this.#turn
    const go = () => {
      if (turn !== this.#turn) return
      const end = performance.now() + slice
      for (;;) {
        const next = work.next()
        if (next.done) return done(next.value)
        if (performance.now() < end) continue
        paused(next.value)
        later(go)
        return
      }
    }
    go()
  }

  stop(): void {
    this.#turn++
  }
}

// later does something once nobody waits for anything else: an answer of the engine, a frame. Not every browser knows of priorities.
function later(go: () => void): void {
  if ('scheduler' in globalThis) void scheduler.postTask(go, { priority: 'background' })
  else setTimeout(go)
}

// whole is what comes of work that is done in one go.
export function whole<Result>(work: Generator<unknown, Result>): Result {
  for (;;) {
    const next = work.next()
    if (next.done) return next.value
  }
}
