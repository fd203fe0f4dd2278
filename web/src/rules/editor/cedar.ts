// Cedar as colours and brackets. What a text means, and what is wrong with it, is the engine's to say.

import { HighlightStyle, StreamLanguage, syntaxHighlighting, type StringStream } from '@codemirror/language'
import { tags } from '@lezer/highlight'

interface State {
  comment: boolean // in one that goes over several lines
  before: string // the last word or sign on the way here
}

const keywords = new Set(['permit', 'forbid', 'when', 'unless', 'if', 'then', 'else', 'in', 'like', 'has', 'is'])
const variables = new Set(['principal', 'action', 'resource', 'context'])

// token reads the next piece of a line and gives the name of its colour; null for none.
export function token(stream: StringStream, state: State): string | null {
  if (state.comment) {
    if (stream.skipTo('*/')) stream.match('*/')
    else {
      stream.skipToEnd()
      return 'comment'
    }
    state.comment = false
    return 'comment'
  }
  if (stream.eatSpace()) return null
  if (stream.match('//')) {
    stream.skipToEnd()
    return 'comment'
  }
  if (stream.match('/*')) {
    state.comment = true
    return 'comment'
  }
  const { before } = state
  const read = stream.match(/^(?:"(?:\\.|[^"\\])*"?|@?[A-Za-z_]\w*|\d+|::|[=!<>]=|&&|\|\||.)/u)
  const text = (state.before = Array.isArray(read) ? read[0] : '')
  if (text.startsWith('"')) return 'string'
  if (text.startsWith('@')) return 'meta'
  if (/^\d/.test(text)) return 'number'
  if (/^\w/.test(text)) return word(text, before, stream)
  if (/^[()[\]{}]$/.test(text)) return 'bracket'
  return /^[.,;:]+$/.test(text) ? 'punctuation' : 'operator'
}

function word(text: string, before: string, stream: StringStream): string {
  if (before === '.') return 'propertyName'
  if (stream.match(/^\s*::/, false) || before === 'is') return 'typeName'
  if (text === 'true' || text === 'false') return 'bool'
  if (before === 'has') return 'propertyName'
  if (keywords.has(text)) return 'keyword'
  return variables.has(text) ? 'variableName' : 'name'
}

const language = StreamLanguage.define<State>({
  name: 'cedar',
  startState: () => ({ comment: false, before: '' }),
  token,
  languageData: { commentTokens: { line: '//' }, closeBrackets: { brackets: ['(', '[', '{', '"'] } },
})

const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
  { tag: tags.keyword, color: 'var(--contested)', fontWeight: '600' },
  { tag: [tags.string, tags.number, tags.bool], color: 'var(--free)' },
  { tag: tags.typeName, color: 'var(--cost)' },
  { tag: [tags.variableName, tags.propertyName], color: 'var(--accent)' },
  { tag: tags.meta, color: 'var(--muted)', fontWeight: '600' },
])

export const cedar = [language, syntaxHighlighting(colours)]
