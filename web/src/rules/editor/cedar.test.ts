import { StringStream } from '@codemirror/language'
import { describe, expect, it } from 'vitest'
import { token } from './cedar'

// read gives each piece of a text with its colour.
function read(text: string): [string, string][] {
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

const colours = (text: string) => Object.fromEntries(read(text))

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
