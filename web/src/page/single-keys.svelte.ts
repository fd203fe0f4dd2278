// Whether a letter alone does something: who speaks to their computer, or whose hand trembles, switches that off.

const key = 'inroad keys'

export class SingleKeys {
  #on = $state(stored())

  get on(): boolean {
    return this.#on
  }

  set on(on: boolean) {
    this.#on = on
    try {
      localStorage.setItem(key, on ? 'on' : 'off')
    } catch {
      // Refused: it holds until the page is left.
    }
  }
}

function stored(): boolean {
  try {
    return localStorage.getItem(key) !== 'off'
  } catch {
    return true
  }
}
