// How high the person wants the table, in pixels, over reloads.

const key = 'inroad table'

export function keptHeight(): number | undefined {
  try {
    return Number(localStorage.getItem(key)) || undefined
  } catch {
    return undefined
  }
}

export function keepHeight(height: number): void {
  try {
    localStorage.setItem(key, String(height))
  } catch {
    // Refused: it holds until the page is left.
  }
}
