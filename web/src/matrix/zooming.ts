// The wheel and two fingers zoom the matrix.

import { largest, smallest } from './axis'

const calm = 250 // after how long a wheel that turns again begins anew, in milliseconds

// zooming listens on an element, which has to be able to keep the browser from what it would do, until what it gives back is called.
// Size is what a cell has; zoom gets another, which need not be whole, and the point of the element that is to stay.
export function zooming(
  element: HTMLElement,
  size: () => number,
  zoom: (size: number, x: number, y: number) => void,
): () => void {
  const at = (x: number, y: number) => {
    const { left, top } = element.getBoundingClientRect()
    return [x - left, y - top] as const
  }

  let wheeled: number | undefined // the size that the wheel has come to
  let timer: ReturnType<typeof setTimeout> | undefined
  function onwheel(event: WheelEvent) {
    if (!event.ctrlKey) return
    event.preventDefault()
    wheeled = Math.min(Math.max((wheeled ?? size()) * 1.01 ** -event.deltaY, smallest), largest)
    zoom(wheeled, ...at(event.clientX, event.clientY))
    clearTimeout(timer)
    timer = setTimeout(() => (wheeled = undefined), calm)
  }

  let pinched: { distance: number; size: number } | undefined
  function ontouchmove(event: TouchEvent) {
    const [a, b] = event.touches
    if (!a || !b) {
      pinched = undefined
      return
    }
    event.preventDefault()
    const distance = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)
    pinched ??= { distance, size: size() }
    const middle = at((a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2)
    zoom((pinched.size * distance) / pinched.distance, ...middle)
  }

  element.addEventListener('wheel', onwheel, { passive: false })
  element.addEventListener('touchmove', ontouchmove, { passive: false })
  return () => {
    element.removeEventListener('wheel', onwheel)
    element.removeEventListener('touchmove', ontouchmove)
    clearTimeout(timer)
  }
}
