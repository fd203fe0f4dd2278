// What a person prefers of the page itself, over reloads. A browser may refuse storage: then it holds until the page is left.

// Storage is a function, for a browser may throw when it is only asked for.
type Where = () => Storage

export const everywhere: Where = () => localStorage
export const inThisTab: Where = () => sessionStorage

export function stored(name: string, where = everywhere): string | undefined {
  try {
    return where().getItem(`inroad ${name}`) ?? undefined
  } catch {
    return undefined
  }
}

export function store(name: string, value: string, where = everywhere): void {
  try {
    where().setItem(`inroad ${name}`, value)
  } catch {
    // Refused.
  }
}
