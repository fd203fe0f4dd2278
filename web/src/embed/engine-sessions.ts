// Many embeds, one engine. The engine holds one open session; here everybody has one of their
// own, which is opened again when somebody else was served in between.

import { begin, follow, moveTo, type Work } from '../document/work'
import type { Request, Response, View } from '../engine/wire'

const inSession: ReadonlySet<Request['do']> = new Set(['edit', 'undo', 'redo', 'look', 'rests', 'fixes', 'save'])

export class EngineSessions<Owner extends object> {
  #works = new WeakMap<Owner, Work>()
  #current: Owner | undefined // whose session the engine holds

  constructor(private readonly ask: (request: string) => string) {}

  handle(owner: Owner, text: string): string {
    const request = JSON.parse(text) as Request
    if (inSession.has(request.do) && owner !== this.#current) {
      const work = this.#works.get(owner)
      if (!work) return this.#refuse('no scenario is open')
      const reopened = this.ask(JSON.stringify({ do: 'open', ...work } satisfies Record<string, unknown>))
      if (!(JSON.parse(reopened) as Response).result) return reopened
      this.#current = owner
    }
    const answer = this.ask(text)
    this.#note(owner, request, answer)
    return answer
  }

  // #note follows what a request did to its owner's session.
  #note(owner: Owner, request: Request, answer: string): void {
    if (!['open', 'edit', 'undo', 'redo'].includes(request.do)) return
    const view = (JSON.parse(answer) as Response).result as View | undefined
    if (!view) return
    const work = this.#works.get(owner) ?? begin('')
    if (request.do === 'open') {
      this.#current = owner
      const { scenario = '', edits = [], position = 0 } = request
      this.#works.set(owner, { scenario, edits, position })
    } else if (request.do === 'edit' && request.edit) {
      this.#works.set(owner, follow(work, request.edit, view.history))
    } else {
      this.#works.set(owner, moveTo(work, view.history))
    }
  }

  #refuse(message: string): string {
    return JSON.stringify({ errors: [{ path: 'do', message }] } satisfies Response)
  }
}
