// The answer at hand as text that can be sent to somebody. The sentences are the engine's: here they are only put one below another.

import type { View } from '../document/view'

export type Form = 'text' | 'markdown'

// answerAs is undefined where there is no answer; the link may be "".
export function answerAs(form: Form, view: View, link: string): string | undefined {
  const { answer, own, fixes, rules } = view
  if (!answer) return undefined
  const marked = form === 'markdown'
  const said = marked ? escaped : (text: string) => text
  const strong = (text: string) => (marked ? `**${said(text)}**` : text)
  const listed = (items: readonly string[]) => items.map((item) => `- ${item}`)
  const paragraphs = [
    [strong(answer.headline)],
    [said(answer.detail), said(`By “${rules.title}”.`)],
    listed([...answer.actions, ...own].map(({ label, short }) => `${strong(label)}: ${said(short)}`)),
    fixes?.fixes.length
      ? [strong(fixes.title), '', ...listed(fixes.fixes.map(({ text, cost }) => said(`${text} (${cost})`)))]
      : [],
    link === '' ? [] : [marked ? `[${said('Open it in Inroad')}](${link})` : link],
  ]
  const told = paragraphs.map((lines) => lines.join('\n').trim()).filter((paragraph) => paragraph !== '')
  return `${told.join('\n\n')}\n`
}

// escaped keeps what people are called from being read as Markdown.
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, '\\$&')
}
