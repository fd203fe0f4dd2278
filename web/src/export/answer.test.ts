import { describe, expect, it } from 'vitest'
import type { View } from '../document/view'
import { answerAs } from './answer'

const view = {
  rules: { title: 'Harbour rules' },
  answer: {
    headline: 'Ana can reach Ben_2 by post',
    detail: 'They live in one street',
    actions: [{ label: 'Post', short: 'allowed · 1 stamp' }],
  },
  own: [{ label: 'Search', short: 'not said' }],
  fixes: { title: 'What else would do', fixes: [{ text: 'Ben_2 moves *in*', cost: 'free' }] },
} as unknown as View

describe('the answer as text', () => {
  it('says what is seen, with a link', () => {
    expect(answerAs('text', view, 'https://inroad.example/#x')).toBe(`Ana can reach Ben_2 by post

They live in one street
By “Harbour rules”.

- Post: allowed · 1 stamp
- Search: not said

What else would do

- Ben_2 moves *in* (free)

https://inroad.example/#x
`)
  })

  it('is Markdown in which nobody’s name is', () => {
    const text = answerAs('markdown', view, 'https://inroad.example/#x')
    expect(text).toContain('**Ana can reach Ben\\_2 by post**\n')
    expect(text).toContain('- **Post**: allowed')
    expect(text).toContain('- Ben\\_2 moves \\*in\\* (free)')
    expect(text).toContain('[Open it in Inroad](https://inroad.example/#x)')
  })

  it('leaves out what is not there', () => {
    const bare = { ...view, fixes: undefined, answer: { ...view.answer, detail: '' } } as View
    expect(answerAs('text', bare, '')).toBe(`Ana can reach Ben_2 by post

By “Harbour rules”.

- Post: allowed · 1 stamp
- Search: not said
`)
    expect(answerAs('text', { ...view, answer: undefined }, '')).toBeUndefined()
  })
})
