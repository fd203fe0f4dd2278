// Code in colour without inline styles, which the pages' Content-Security-Policy refuses: a theme
// whose colours stand for classes, and a grammar of Cedar, which the highlighter does not know.

import type { MarkdownOptions } from 'vitepress'

const scopes: Record<string, readonly string[]> = {
  comment: ['comment'],
  string: ['string', 'constant.numeric', 'constant.language'],
  name: ['support.type.property-name', 'entity.name.tag', 'entity.other.attribute-name', 'meta.annotation'],
  keyword: ['keyword', 'storage', 'entity.name.command', 'support.function'],
}
const plain = '#000000'
const classes = Object.keys(scopes)
const colour = (index: number) => `#00000${index + 1}`

export const theme = {
  name: 'classes',
  type: 'light' as const,
  colors: { 'editor.foreground': plain, 'editor.background': '#ffffff' },
  settings: classes.map((name, index) => ({
    scope: [...(scopes[name] ?? [])],
    settings: { foreground: colour(index) },
  })),
}

export const transformer: NonNullable<MarkdownOptions['codeTransformers']>[number] = {
  name: 'classes-for-styles',
  span(node) {
    const style = String(node.properties['style'] ?? '').toLowerCase()
    delete node.properties['style']
    const index = classes.findIndex((_, i) => style.includes(colour(i)))
    if (index >= 0) this.addClassToHast(node, `code-${classes[index]}`)
  },
}

export const cedar = {
  name: 'cedar',
  scopeName: 'source.cedar',
  patterns: [
    { name: 'comment', match: '//.*$' },
    { name: 'meta.annotation', match: '@[a-zA-Z_]+' },
    { name: 'string', match: '"(?:[^"\\\\]|\\\\.)*"' },
    { name: 'keyword', match: '\\b(?:permit|forbid|when|unless|in|is|has|like|if|then|else)\\b' },
    { name: 'constant.language', match: '\\b(?:true|false|[0-9]+)\\b' },
  ],
  repository: {},
}
