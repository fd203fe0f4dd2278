import { StringStream } from '@codemirror/language'
import { describe, expect, it } from 'vitest'
import { rulesToken, schemaToken } from './cedar'
import { token as jsonToken } from './json'

// read gives each piece of a text with its colour.
function read(text: string, token = rulesToken): [string, string][] {
  const state = { comment: false, before: '' }
  return text.split('\n').flatMap((line) => {
    const stream = new StringStream(line, 2, 2)
    const pieces: [string, string][] = []
    while (!stream.eol()) {
      stream.start = stream.pos
      const colour = token(stream, state)
      if (colour) pieces.push([stream.current(), colour])
    }
    return pieces
  })
}

const colours = (text: string, token = rulesToken) => Object.fromEntries(read(text, token))

describe('the colours of Cedar', () => {
  it('tells keywords, variables, types, attributes and literals apart', () => {
    expect(
      colours(
        '@id("a") permit(principal is Cat, action == Action::"purr", resource) when { principal.calm == true && 3 };',
      ),
    ).toMatchObject({
      '@id': 'meta',
      '"a"': 'string',
      permit: 'keyword',
      principal: 'variableName',
      is: 'keyword',
      Cat: 'typeName',
      Action: 'typeName',
      '"purr"': 'string',
      calm: 'propertyName',
      true: 'bool',
      '&&': 'operator',
      '3': 'number',
      '{': 'bracket',
    })
  })

  it('takes a keyword behind a dot or has for the attribute that it is', () => {
    expect(read('context.when')).toContainEqual(['when', 'propertyName'])
    expect(read('context has unless')).toContainEqual(['unless', 'propertyName'])
  })

  it('ends a text that is not closed with its line, and no escape ends one', () => {
    expect(read('"open\npermit')).toEqual([
      ['"open', 'string'],
      ['permit', 'keyword'],
    ])
    expect(read(String.raw`"a\"b" has`)).toEqual([
      [String.raw`"a\"b"`, 'string'],
      ['has', 'keyword'],
    ])
  })

  it('reads comments to the end of their line, and those with an end of their own', () => {
    expect(read('// permit\nforbid')).toEqual([
      ['// permit', 'comment'],
      ['forbid', 'keyword'],
    ])
    expect(read('/* a\npermit */ forbid').map(([, colour]) => colour)).toEqual([
      'comment',
      'comment',
      'comment',
      'keyword',
    ])
  })

  it('reads anything to its end', () => {
    const text = '“x” ÷ größe \u{1f600} \\ # $ ` ~ 12ab @ @1 :: : & | =!'
    expect(
      read(text)
        .map(([piece]) => piece)
        .join('')
        .replaceAll(' ', ''),
    ).toBe(text.replaceAll(' ', ''))
  })
})

describe('the colours of a schema', () => {
  it('tell declarations, types, attributes and annotations apart', () => {
    expect(
      colours(
        '@label("Cat") entity Cat in [Cat] = { calm?: Bool, type: Breed }; action "purr" appliesTo { principal: [Cat] };',
        schemaToken,
      ),
    ).toMatchObject({
      '@label': 'meta',
      '"Cat"': 'string',
      entity: 'keyword',
      Cat: 'typeName',
      in: 'keyword',
      calm: 'propertyName',
      Bool: 'typeName',
      type: 'propertyName',
      Breed: 'typeName',
      action: 'keyword',
      appliesTo: 'keyword',
      principal: 'variableName',
      '{': 'bracket',
    })
    expect(read('action purr appliesTo', schemaToken)).toContainEqual(['purr', 'propertyName'])
  })
})

describe('the colours of JSON', () => {
  it('tell names from values', () => {
    expect(read('{"a": "b", "c" : [1.5, true, "\\"x"]}', jsonToken)).toEqual([
      ['{', 'bracket'],
      ['"a"', 'propertyName'],
      [':', 'punctuation'],
      ['"b"', 'string'],
      [',', 'punctuation'],
      ['"c"', 'propertyName'],
      [':', 'punctuation'],
      ['[', 'bracket'],
      ['1.5', 'number'],
      [',', 'punctuation'],
      ['true', 'bool'],
      [',', 'punctuation'],
      ['"\\"x"', 'string'],
      [']', 'bracket'],
      ['}', 'bracket'],
    ])
  })

  it('end a string that is not closed with its line', () => {
    expect(read('"open\n1', jsonToken)).toEqual([
      ['"open', 'string'],
      ['1', 'number'],
    ])
  })
})
