import { describe, expect, it } from 'vitest'
import type { Kind } from '../engine/wire'
import { copyName, freshName, fullNames, initials, shortNames } from './names'

const named = (name: string, drawn: Kind['drawn'] = 'person') => ({ id: name.toLowerCase(), name, drawn })
const kind = (drawn: Kind['drawn'], label: string): Kind => ({ kind: label, label, drawn, attributes: [] })

describe('names', () => {
  it('are numbered where somebody is like another', () => {
    const actors = [named('Ana Díaz'), named('Ana Díaz 2')]
    expect(['Ana Díaz', 'Ana Díaz 2', 'Ben'].map((name) => copyName(name, actors))).toEqual([
      'Ana Díaz 3',
      'Ana Díaz 3',
      'Ben 2',
    ])
  })

  it('are shortened', () => {
    expect(['Ana Díaz', 'eve', 'Mary Ann van Dyk', '  ', '李 小龍', 'Patient 12', 'Noa (me)'].map(initials)).toEqual([
      'AD',
      'E',
      'MD',
      '?',
      '李小',
      'P12',
      'N',
    ])
    const everybody = [named('Ana Díaz'), named('Ben Okoye'), named('Ben Lund'), named('North Wing', 'organisation')]
    const short = shortNames(everybody, ({ drawn }) => drawn === 'person')
    expect([...short.values()]).toEqual(['Ana', 'Ben Okoye', 'Ben Lund', 'North Wing'])
  })

  it('from right to left do not turn round what stands beside them', () => {
    const everybody = [named('علي حسن'), named('שרה'), named('Ana Díaz')]
    expect([...shortNames(everybody, () => true).values()]).toEqual(['\u2068علي\u2069', '\u2068שרה\u2069', 'Ana'])
    expect([...fullNames(everybody).values()]).toEqual(['\u2068علي حسن\u2069', '\u2068שרה\u2069', 'Ana Díaz'])
  })

  it('that several share have the id beside them', () => {
    const sams = ['a', 'b'].map((id) => ({ id, name: 'Sam Lee' }))
    expect([...shortNames(sams, () => true).values()]).toEqual(['Sam Lee (a)', 'Sam Lee (b)'])
  })

  it('of newcomers are free, and end with the label of the kind', () => {
    const patient = kind('person', 'Patient')
    expect(freshName(patient, [])).toBe('Ana')
    expect(freshName(patient, [named('Ana Díaz'), named('Ben')])).toBe('Cara')
    for (const of of [patient, kind('organisation', 'Ward')]) {
      const many = Array.from({ length: 40 }).reduce<{ name: string }[]>(
        (all) => [...all, named(freshName(of, all))],
        [],
      )
      expect(new Set(many.map(({ name }) => name)).size).toBe(40)
      expect(many.at(-1)?.name).toMatch(new RegExp(`^${of.label} \\d+$`))
    }
  })
})
