import { describe, expect, it } from 'vitest'
import { edgesOf, nodesOf } from '../canvas/graph'
import { place } from '../canvas/layout'
import { detailAt } from '../canvas/viewport'
import type { Actor } from '../engine/wire'
import { has, offers } from './world'
import { attic, dora, emil, everybody, hospital, pat, quin, tie, view, ward } from '../../test/hospital'

describe('ties on offer', () => {
  const offered = (a: Actor, b: Actor) => offers(hospital, a, b).map(({ label }) => label)

  it('are those that fit the kinds, in the order of the file', () => {
    expect(offered(dora, pat)).toEqual(['Dora Fox treats Pat Moss'])
    expect(offered(pat, dora)).toEqual(['Dora Fox treats Pat Moss'])
    expect(offered(ward, dora)).toEqual([])
  })

  it('go both ways where both fit, and once where they have no direction', () => {
    expect(offered(dora, emil)).toEqual(['Dora Fox covers for Emil Fox', 'Emil Fox covers for Dora Fox'])
    expect(offered(pat, quin)).toEqual(['Pat Moss is kin of Quin Ash'])
    expect(offered(ward, attic)).toEqual(['North Wing shares rooms with Attic Wing'])
  })

  it('are known to be there, whatever the order where they have no direction', () => {
    const [kin] = offers(hospital, pat, quin)
    const [covers, covered] = offers(hospital, dora, emil)
    expect(kin && has([tie('kin', quin, pat)], kin)).toBe(true)
    expect(kin && has([tie('kin', quin, dora)], kin)).toBe(false)
    expect(covers && has([tie('covers', dora, emil)], covers)).toBe(true)
    expect(covered && has([tie('covers', dora, emil)], covered)).toBe(false)
  })
})

describe('the canvas', () => {
  const places = place(everybody, view.ties, new Map())

  it('draws everybody as their kind is drawn, and calls them by it', () => {
    const nodes = nodesOf(view, places)
    expect(nodes.map(({ data }) => data.drawn)).toEqual([
      'person',
      'person',
      'person',
      'person',
      'organisation',
      'organisation',
    ])
    expect(nodes.map(({ domAttributes }) => domAttributes?.['aria-roledescription'])).toEqual(
      everybody.map(({ kind }) => kind),
    )
  })

  it('writes its word beside each tie that has one', () => {
    const edges = edgesOf(view, places, detailAt(1), '', new Map())
    const said = edges.flatMap((edge) =>
      edge.type === 'tie' && edge.data ? [[edge.data.kind?.tie, edge.data.label !== undefined]] : [],
    )
    expect(said).toEqual([
      ['kin', false],
      ['treats', true],
      ['bars', true],
      ['shares', true],
    ])
    const way = edges.find(({ type }) => type === 'way')
    expect(way).toBeUndefined() // nothing is answered
  })

  it('calls the two of the answer by the names of its sentences', () => {
    const cell = { mark: 'free' as const, way: 'call', cost: 0 }
    const turn = { title: '', opens: false }
    const answer = {
      from: dora.id,
      to: ward.id,
      cell,
      headline: '',
      detail: '',
      because: [],
      sources: [],
      assumed: '',
      actions: [],
      turn,
    }
    const way = edgesOf({ ...view, answer }, places, detailAt(1), '', new Map()).find(({ type }) => type === 'way')
    expect(way?.ariaLabel).toBe('Dora → North Wing')
    expect(way?.data).toMatchObject({ mark: 'free' })
  })
})
