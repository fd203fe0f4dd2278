// JSON as colours and brackets.

import { StreamLanguage, type StringStream } from '@codemirror/language'

// token reads the next piece of a line and gives the name of its colour; null for none.
export function token(stream: StringStream): string | null {
  if (stream.eatSpace()) return null
  if (stream.match(/^"(?:\\.|[^"\\])*"?/u)) return stream.match(/^\s*:/, false) ? 'propertyName' : 'string'
  if (stream.match(/^-?\d[\d.eE+-]*/)) return 'number'
  if (stream.match(/^(?:true|false|null)\b/)) return 'bool'
  if (stream.match(/^[[\]{}]/)) return 'bracket'
  stream.match(/^./u)
  return 'punctuation'
}

export const json = StreamLanguage.define({
  name: 'json',
  token,
  languageData: { closeBrackets: { brackets: ['[', '{', '"'] } },
})
