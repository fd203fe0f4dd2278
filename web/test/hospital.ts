// A world that shares no name with any rule set of ours: whatever of the page works in it depends on no set.

import type { View } from '../src/document/view'
import type { Actor, Tie, World } from '../src/engine/wire'

export const hospital: World = {
  kinds: [
    {
      kind: 'Patient',
      label: 'Patient',
      drawn: 'person',
      attributes: [
        { name: 'urgent', label: 'Urgent', type: 'yes-no', optional: false, brief: true },
        { name: 'age', label: 'Age', type: 'number', optional: false, brief: false },
        { name: 'consents', label: 'Consents to calls', type: 'yes-no', optional: true, brief: false },
      ],
    },
    {
      kind: 'Doctor',
      label: 'Doctor',
      drawn: 'person',
      attributes: [
        {
          name: 'grade',
          label: 'Grade',
          type: 'choice',
          choices: [
            { value: 'junior', label: 'Junior' },
            { value: 'senior', label: 'Senior', more: '$12.00 · 3 calls a night' },
          ],
          table: 'Grade',
          optional: false,
          brief: true,
        },
        { name: 'calls', label: 'Calls left', type: 'number', optional: false, brief: true },
        { name: 'field', label: 'Field', type: 'text', optional: true, brief: false },
      ],
    },
    { kind: 'Ward', label: 'Ward', drawn: 'organisation', attributes: [] },
  ],
  ties: [
    {
      tie: 'kin',
      label: 'is kin of',
      short: '',
      ends: [{ from: 'Patient', to: 'Patient' }],
      mutual: true,
      closes: false,
    },
    {
      tie: 'treats',
      label: 'treats',
      short: 'treats',
      ends: [{ from: 'Doctor', to: 'Patient' }],
      mutual: false,
      closes: false,
    },
    {
      tie: 'covers',
      label: 'covers for',
      short: 'covers',
      ends: [{ from: 'Doctor', to: 'Doctor' }],
      mutual: false,
      closes: false,
    },
    { tie: 'bars', label: 'bars', short: 'bars', ends: [{ from: 'Ward', to: 'Patient' }], mutual: false, closes: true },
    {
      tie: 'shares',
      label: 'shares rooms with',
      short: 'shares',
      ends: [{ from: 'Ward', to: 'Ward' }],
      mutual: true,
      closes: false,
    },
  ],
  actions: [
    { action: 'call', label: 'Call', own: false },
    { action: 'rounds', label: 'Do rounds', own: true },
  ],
  values: [
    {
      table: 'Grade',
      label: 'Grade',
      unit: 'US dollars a month',
      columns: [
        { label: 'Calls a night', source: '' },
        { label: 'May cover', source: 'H2' },
      ],
      rows: [
        {
          value: 'junior',
          label: 'Junior',
          price: '',
          source: '',
          cells: [
            { text: '0', source: 'H1' },
            { text: '', has: false, source: 'H2' },
          ],
        },
        {
          value: 'senior',
          label: 'Senior',
          price: '12.00',
          source: 'H1',
          cells: [
            { text: '3', source: 'H1' },
            { text: '', has: true, source: 'H2' },
          ],
        },
      ],
    },
  ],
  paid: true,
}

export function actor(kind: string, name: string, values: Record<string, string> = {}, fixed: string[] = []): Actor {
  return { id: name.toLowerCase().replaceAll(' ', '-'), kind, name, caption: '', values, fixed }
}

export const pat = actor('Patient', 'Pat Moss', { urgent: 'true', age: '40' })
export const quin = actor('Patient', 'Quin Ash', { urgent: 'false', age: '7', consents: 'false' })
export const dora = actor('Doctor', 'Dora Fox', { grade: 'senior', calls: '3' })
export const emil = actor('Doctor', 'Emil Fox', { grade: 'junior', calls: '0', field: 'Hearts' }, ['calls'])
export const ward = actor('Ward', 'North Wing')
export const attic = actor('Ward', 'Attic Wing')
export const everybody = [pat, quin, dora, emil, ward, attic]

export function tie(tie: string, from: Actor, to: Actor): Tie {
  return { tie, from: from.id, to: to.id, text: `${from.name} ${tie} ${to.name}` }
}

export const view: View = {
  title: 'A night shift',
  description: '',
  actors: everybody,
  ties: [tie('kin', pat, quin), tie('treats', dora, pat), tie('bars', ward, pat), tie('shares', ward, attic)],
  rules: {
    set: 'hospital',
    title: 'Hospital',
    carried: true,
    world: hospital,
    bare: false,
    questions: [],
    rules: [],
    policies: '',
    notices: [],
  },
  revision: 0,
  history: { position: 0, length: 0, undo: '', redo: '', coalesced: false },
  look: { from: dora.id, to: pat.id },
  marks: [
    {
      actor: pat.id,
      cell: { mark: 'cost', way: 'call', cost: 2 },
      text: 'call, 2 calls',
      flipped: false,
    },
  ],
  own: [],
  fixes: undefined,
  changed: undefined,
  checks: [],
  passed: 0,
  failed: 0,
}
