import { describe, expect, it } from 'vitest'
import { attic, dora, emil, hospital, pat, quin, ward } from '../../test/hospital'
import type { Actor, Tie } from '../engine/wire'
import { ordered, orderingsOf } from './order'

const actors: readonly Actor[] = [pat, quin, dora, emil, ward, attic]
const by = (id: string, ties: readonly Tie[] = []) => {
  const { order, groups } = ordered(id, actors, ties, hospital)
  return {
    names: order.map((number) => actors[number]?.name),
    groups: groups.map(({ start, label }) => `${start} ${label}`),
  }
}
const tie = (from: string, to: string): Tie => ({ tie: 'treats', from, to, text: '' })

describe('everybody can be ordered', () => {
  it('by all that the world declares', () => {
    const lists = orderingsOf(hospital).map(({ heading, orderings }) => [
      heading,
      ...orderings.map(({ label }) => label),
    ])
    expect(lists).toEqual([
      ['', 'As in the file', 'Name', 'Kind', 'Number of ties'],
      ['Patient', 'Urgent', 'Age', 'Consents to calls'],
      ['Doctor', 'Grade', 'Calls left', 'Field'],
    ])
  })

  it('as in the file, without groups', () => {
    expect(by('file')).toEqual({ names: actors.map(({ name }) => name), groups: [] })
  })

  it('by name, without groups', () => {
    const names = actors.map(({ name }) => name).sort()
    expect(by('name')).toEqual({ names, groups: [] })
  })

  it('by kind, as the world has them', () => {
    expect(by('kind').groups).toEqual(['0 Patient', '2 Doctor', '4 Ward'])
  })

  it('by a choice in the order of its values, those without it last', () => {
    const { names, groups } = by('Doctor.grade')
    expect(groups).toEqual(['0 Junior', '1 Senior', '2 Without'])
    expect(names.slice(0, 2)).toEqual([emil.name, dora.name])
    expect(names.slice(2)).toEqual([pat, quin, ward, attic].map(({ name }) => name))
  })

  it('by yes and no, said with what is asked', () => {
    expect(by('Patient.urgent').groups[0]).toBe('0 Urgent: yes')
  })

  it('by how many ties each has', () => {
    const { names, groups } = by('ties', [tie(dora.id, pat.id), tie(dora.id, quin.id)])
    expect(groups).toEqual(['0 0 ties', '3 1 tie', '5 2 ties'])
    expect(names.at(-1)).toBe(dora.name)
  })

  it('by what nobody declares as in the file', () => {
    expect(by('Doctor.foo')).toEqual(by('file'))
  })
})

it('puts many numbers into few groups', () => {
  const crowd = Array.from({ length: 40 }, (_, age): Actor => ({ ...pat, id: `p${age}`, values: { age: `${age}` } }))
  const { groups } = ordered('Patient.age', crowd, [], hospital)
  expect(groups.map(({ label }) => label)).toEqual(
    ['0', '1', '2–3', '4–7', '8–15', '16–31', '32–63'].map((bin) => `Age: ${bin}`),
  )
})
