// A mouse that drags the matrix. A finger pans by itself.

export class Drag {
  #grabbed: { x: number; y: number; left: number; top: number; moved: boolean } | undefined

  begin(event: PointerEvent, scroller: HTMLElement): void {
    // On a scroll bar there is nothing to be grabbed.
    if (event.pointerType !== 'mouse' || event.button !== 0 || event.target === scroller) return
    const { scrollLeft: left, scrollTop: top } = scroller
    this.#grabbed = { x: event.clientX, y: event.clientY, left, top, moved: false }
  }

  // move scrolls, and says whether it does: a hand that trembles does not drag.
  move(event: PointerEvent, scroller: HTMLElement): boolean {
    const grabbed = this.#grabbed
    if (!grabbed || event.buttons !== 1) return false
    const [x, y] = [event.clientX - grabbed.x, event.clientY - grabbed.y]
    grabbed.moved ||= Math.hypot(x, y) > 4
    if (grabbed.moved) scroller.scrollTo(grabbed.left - x, grabbed.top - y)
    return grabbed.moved
  }

  // end says whether anything was dragged.
  end(): boolean {
    const moved = this.#grabbed?.moved ?? false
    this.#grabbed = undefined
    return moved
  }
}
