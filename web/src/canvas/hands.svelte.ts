// What hands do on the canvas, with a pointer or with keys: who is moved, taken together and removed.

import { tick } from 'svelte'
import type { At } from '../engine/wire'
import type { Playground } from '../page/playground'
import type { ActorNode } from './graph'
import { directionOf, nextIn } from './steps'

interface Ground {
  readonly element: HTMLElement
  readonly places: ReadonlyMap<string, At>
  readonly readonly: boolean
}

const step = 20 // of an arrow key

export class Hands {
  nodes = $state.raw<ActorNode[]>([])
  readonly group = $derived(this.nodes.filter(({ selected }) => selected).map(({ id }) => id)) // moved and removed together

  #nudged = '' // whom the arrow keys are moving

  // Ground is a function, for the canvas is there only once it is drawn.
  constructor(
    private readonly playground: Playground,
    private readonly ground: () => Ground,
  ) {}

  // rest ends that one move after another is one edit.
  rest(): void {
    this.#nudged = ''
  }

  nodeOf(id: string): HTMLElement | null {
    return this.ground().element.querySelector(`.svelte-flow__node[data-id="${CSS.escape(id)}"]`)
  }

  boxOf(id: string): DOMRect {
    return this.nodeOf(id)?.getBoundingClientRect() ?? new DOMRect()
  }

  move(moved: Iterable<readonly [string, At]>, coalesce = false) {
    const moves = [...moved].map(([actor, at]) => ({ actor, at: { x: Math.round(at.x), y: Math.round(at.y) } }))
    return moves.length > 0 ? this.playground.scenario.edit({ kind: 'move', moves }, coalesce) : undefined
  }

  // remove leaves the focus where the next actor is, or where one can be added.
  async remove(gone: readonly string[]): Promise<void> {
    const ids = [...this.playground.scenario.actors.keys()]
    const last = ids.findLastIndex((id) => gone.includes(id))
    const next = [...ids.slice(last), ...ids.slice(0, last).reverse()].find((id) => !gone.includes(id))
    const edits = gone.map((actor) => ({ kind: 'remove' as const, actor }))
    const [edit] = edits
    if (!edit) return
    await this.playground.scenario.edit(edits.length === 1 ? edit : { kind: 'all', edits })
    await tick()
    const heir = next === undefined ? this.ground().element.querySelector('.tools button') : this.nodeOf(next)
    if (heir instanceof HTMLElement) heir.focus()
  }

  disband(): void {
    if (this.group.length > 0)
      this.nodes = this.nodes.map((node) => (node.selected ? { ...node, selected: false } : node))
  }

  onkeydown(event: KeyboardEvent): void {
    const { places, readonly } = this.ground()
    const { key, altKey, shiftKey } = event
    const id = event.target instanceof HTMLElement ? event.target.dataset['id'] : undefined
    if (!id || !places.has(id) || event.ctrlKey || event.metaKey) return
    const direction = directionOf(key)
    const removes = ['Delete', 'Backspace'].includes(key)
    const shows = ['Enter', ' '].includes(key)
    if (readonly && (removes || (direction && altKey))) return
    if (direction && altKey) this.#nudge(id, direction)
    else if (direction) this.nodeOf(nextIn(places, id, direction) ?? '')?.focus()
    else if (shows && shiftKey && !readonly) this.#join(id)
    else if (shows) void this.playground.page.choose(id)
    else if (removes) void this.remove(this.#together(id))
    else return
    event.preventDefault()
  }

  // #together is who moves and goes with somebody: the group that they are in, or they alone.
  #together(id: string): readonly string[] {
    return this.group.includes(id) ? this.group : [id]
  }

  #join(id: string): void {
    this.nodes = this.nodes.map((node) => (node.id === id ? { ...node, selected: !node.selected } : node))
  }

  // #nudge moves by an arrow key; one after another is one edit until the focus goes elsewhere.
  #nudge(id: string, { x, y }: At): void {
    const { places } = this.ground()
    const moved = this.#together(id).flatMap((id) => {
      const at = places.get(id)
      return at ? [[id, { x: at.x + step * x, y: at.y + step * y }] as const] : []
    })
    void this.move(moved, this.#nudged === id)
    this.#nudged = id
  }
}
