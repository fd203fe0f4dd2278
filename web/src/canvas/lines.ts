// The lines of the open network. They are memoised: only those near somebody who has moved are drawn
// anew, so that a drag keeps up with the pointer in a large network too.

import { distanceTo, line, outline, room, textUnder, type Line, type Outline, type Shape } from './geometry'

// Person is somebody as drawn, with the letters in each line of text under them.
export interface Person extends Shape {
  readonly text: readonly number[]
}

const lane = 12 // between two lines of a pair that go around the same person
const influence = 140 // how far from somebody a line may go because of them, before they grow
const few = 8

export class Lines {
  #people: ReadonlyMap<string, Person> = new Map()
  #texts: (readonly [string, Outline])[] = []
  #outlines = new Map<number, (readonly [string, Outline])[]>() // by the lines that the pair has already
  #moved: readonly Person[] = [] // where those who have moved were, and where they are
  #before = new Map<string, Line>()
  #now = new Map<string, Line>()

  // around begins a drawing, with everybody in their place.
  around(people: ReadonlyMap<string, Person>): void {
    const ids = new Set([...this.#people.keys(), ...people.keys()])
    const moved = [...ids].filter((id) => !same(this.#people.get(id), people.get(id)))
    this.#moved = moved.flatMap((id) => [this.#people.get(id) ?? [], people.get(id) ?? []].flat())
    this.#before = moved.length > few ? new Map<string, Line>() : this.#now
    this.#now = new Map()
    this.#people = people
    this.#outlines = new Map()
    this.#texts = [...people].flatMap(([id, person]) =>
      person.text.length > 0 ? [[id, textUnder(person, person.text)] as const] : [],
    )
  }

  // draw is the line of a pair that has so many already.
  draw(from: string, to: string, bends: readonly number[], already: number, gap?: number): Line {
    const key = JSON.stringify([from, to, bends, already, gap])
    const before = this.#before.get(key)
    const kept = before && this.#moved.every((person) => far(before, person)) ? before : undefined
    const drawn = kept ?? line(this.#person(from), this.#person(to), bends, this.others(from, to, already), gap)
    this.#now.set(key, drawn)
    return drawn
  }

  // others is what a line of two keeps clear of.
  others(from: string, to: string, already = 0): Outline[] {
    const outlines =
      this.#outlines.get(already) ??
      [...this.#people].map(([id, person]) => [id, outline(person, room + already * lane)] as const)
    this.#outlines.set(already, outlines)
    return [...outlines, ...this.#texts].filter(([id]) => id !== from && id !== to).map(([, other]) => other)
  }

  #person(id: string): Person {
    return this.#people.get(id) ?? { x: 0, y: 0, kind: 'member', scale: 1, text: [] }
  }
}

function same(a?: Person, b?: Person): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function far({ points }: Line, person: Person): boolean {
  const reach = influence * person.scale
  return points.every((point, index) => distanceTo(person, points[index - 1] ?? point, point) > reach)
}
