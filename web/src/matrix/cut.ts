// Texts as far as there is room for them. To measure one takes longer than to write it, so what is known is kept.

import { isolated } from '../parts/names'

const most = 10_000 // texts that are kept

export class Cut {
  #known = new Map<string, string>()

  // of is as much of a text as there is room for, in pixels, in the font of a context.
  of(context: CanvasRenderingContext2D, text: string, room: number): string {
    const key = `${room} ${context.font} ${text}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    if (this.#known.size >= most) this.#known.clear()
    const fits = cut(context, text, room)
    this.#known.set(key, fits)
    return fits
  }
}

function cut(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text
  const characters = [...text.replace(/[\u2068\u2069]/g, '')] // what isolates a whole name does not isolate a part of it
  while (characters.length > 1 && context.measureText(isolated(`${characters.join('')}…`)).width > room)
    characters.pop()
  return isolated(`${characters.join('')}…`)
}
