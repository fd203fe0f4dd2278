// Cedar as colours and brackets: rules, and schemas. What a text means, and what is wrong with it, is the engine's to say.

import { StreamLanguage, type StringStream } from '@codemirror/language'

interface State {
  comment: boolean // in one that goes over several lines
  before: string // the last word or sign on the way here
}

const keywords = new Set(['permit', 'forbid', 'when', 'unless', 'if', 'then', 'else', 'in', 'like', 'has', 'is'])
const variables = new Set(['principal', 'action', 'resource', 'context'])
const declaring = new Set(['entity', 'type', 'action', 'appliesTo', 'in', 'enum', 'tags', 'namespace'])

// Word gives the colour of a word of a language; before it stands another word or sign.
type Word = (text: string, before: string, stream: StringStream) => string

// piece reads the next piece of a line and gives the name of its colour; null for none.
function piece(word: Word, stream: StringStream, state: State): string | null {
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

const inRules: Word = (text, before, stream) => {
  if (before === '.') return 'propertyName'
  if (stream.match(/^\s*::/, false) || before === 'is') return 'typeName'
  if (text === 'true' || text === 'false') return 'bool'
  if (before === 'has') return 'propertyName'
  if (keywords.has(text)) return 'keyword'
  return variables.has(text) ? 'variableName' : 'name'
}

const inSchema: Word = (text, before, stream) => {
  if (stream.match(/^\s*\??\s*:(?!:)/, false)) return variables.has(text) ? 'variableName' : 'propertyName'
  if (before === 'action') return 'propertyName'
  return declaring.has(text) ? 'keyword' : 'typeName'
}

export const rulesToken = (stream: StringStream, state: State) => piece(inRules, stream, state)
export const schemaToken = (stream: StringStream, state: State) => piece(inSchema, stream, state)

const language = (name: string, token: typeof rulesToken) =>
  StreamLanguage.define<State>({
    name,
    startState: () => ({ comment: false, before: '' }),
    token,
    languageData: { commentTokens: { line: '//' }, closeBrackets: { brackets: ['(', '[', '{', '"'] } },
  })

export const rules = language('cedar', rulesToken)
export const schema = language('cedarschema', schemaToken)
