import { expect, it } from 'vitest'
import { found } from './search'

const actors = [
  { name: 'Pavel Novák', caption: 'Free' },
  { name: 'Nora Díaz', caption: 'Premium Career' },
  { name: 'Diane Novotná', caption: 'Free' },
  { name: 'Acme Inc.', caption: '2 recruiter seats' },
  { name: 'Ines Arnold', caption: 'Acme' },
]
const names = (text: string) => found(actors, text).map(({ name }) => name)

it.each([
  ['', actors.map(({ name }) => name)],
  ['  ', actors.map(({ name }) => name)],
  ['nov', ['Pavel Novák', 'Diane Novotná']],
  ['di', ['Diane Novotná', 'Nora Díaz']],
  ['NO', ['Nora Díaz', 'Pavel Novák', 'Diane Novotná', 'Ines Arnold']],
  ['novak', ['Pavel Novák']],
  ['nora  d', ['Nora Díaz']],
  ['acme', ['Acme Inc.', 'Ines Arnold']],
  ['career', ['Nora Díaz']],
  ['\u2068Pavel Nov\u2069', ['Pavel Novák']], // as it stands in a field that shows names
  ['zed', []],
])('%j finds whom it means, the likeliest first', (text, expected) => {
  expect(names(text)).toEqual(expected)
})
