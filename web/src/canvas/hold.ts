// A finger that rests on somebody takes hold of them; one that swipes over them moves the canvas.

import type { At } from '../engine/wire'

const rest = 400 // milliseconds
const tremble = 10 // pixels that a resting finger may move

interface Taking {
  canTake(id: string): boolean
  taken(id: string): void
  moved(id: string, to: At): void // on the screen
  left(id: string, moved: boolean): void
}

// hold listens to fingers on an element with nodes in it, before what pans the canvas does. It gives back what ends that.
export function hold(element: HTMLElement, taking: Taking): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let start: At = { x: 0, y: 0 }
  let held: string | undefined
  let moved = false

  function down({ target, touches }: TouchEvent) {
    up()
    const [finger] = touches
    const node = target instanceof Element && !target.closest('.grip') && target.closest<HTMLElement>('[data-id]')
    const id = node && node.dataset['id']
    if (!id || !finger || touches.length > 1 || !taking.canTake(id)) return
    start = { x: finger.clientX, y: finger.clientY }
    timer = setTimeout(() => {
      held = id
      moved = false
      taking.taken(id)
    }, rest)
  }

  function move(event: TouchEvent) {
    const [finger] = event.touches
    if (!finger) return
    const to = { x: finger.clientX, y: finger.clientY }
    if (held === undefined) {
      if (Math.hypot(to.x - start.x, to.y - start.y) > tremble) clearTimeout(timer)
      return
    }
    event.stopPropagation()
    if (event.cancelable) event.preventDefault()
    moved = true
    taking.moved(held, to)
  }

  function up() {
    clearTimeout(timer)
    if (held !== undefined) taking.left(held, moved)
    held = undefined
  }

  // What a browser offers for a long press would cover whom it is about.
  function menu(event: Event) {
    if (held !== undefined) event.preventDefault()
  }

  const listening = new AbortController()
  const how = { capture: true, passive: false, signal: listening.signal }
  element.addEventListener('touchstart', down, how)
  element.addEventListener('touchmove', move, how)
  element.addEventListener('touchend', up, how)
  element.addEventListener('touchcancel', up, how)
  element.addEventListener('contextmenu', menu, how)
  return () => {
    up()
    listening.abort()
  }
}
