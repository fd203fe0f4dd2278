// How the editor looks, in the page's colours: they reach into the shadow root, light and dark alike.

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

export const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
    { tag: tags.keyword, color: 'var(--contested)', fontWeight: '600' },
    { tag: [tags.string, tags.number, tags.bool], color: 'var(--free)' },
    { tag: tags.typeName, color: 'var(--cost)' },
    { tag: [tags.variableName, tags.propertyName], color: 'var(--accent)' },
    { tag: tags.meta, color: 'var(--muted)', fontWeight: '600' },
  ]),
)

const underline = (colour: string) => ({
  backgroundImage: 'none',
  textDecoration: `underline wavy ${colour}`,
  textDecorationSkipInk: 'none',
  textUnderlineOffset: '3px',
})

export const theme = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: '13px', maxHeight: 'var(--most, 60vh)' },
  '&.cm-focused': { outline: 'none' }, // the whole field has one
  '.cm-scroller': {
    fontFamily: "ui-monospace, 'SFMono-Regular', Menlo, Consolas, monospace",
    lineHeight: '1.55',
    overflow: 'auto',
  },
  '.cm-content': { caretColor: 'var(--ink)', padding: '8px 0', minHeight: '110px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--accent-tint)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--sunken) 60%, transparent)' },
  '.cm-gutters': { color: 'var(--muted)', backgroundColor: 'var(--sunken)', border: '0' },
  '.cm-activeLineGutter': { color: 'var(--ink)', backgroundColor: 'transparent' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '22px', padding: '0 2px 0 6px' },
  '.cm-marks .cm-gutterElement': { width: '16px', textAlign: 'center', cursor: 'default' },
  '.decides': { color: 'var(--accent)' },
  '.never': { color: 'var(--cost)', fontWeight: '700' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'transparent', outline: '1px solid var(--line-strong)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--forbidden-tint)' },
  '.cm-foldPlaceholder': { padding: '0 6px', color: 'var(--muted)', background: 'var(--sunken)', border: '0' },
  '.cm-lintRange-error': underline('var(--forbidden)'),
  '.cm-lintRange-warning': underline('var(--cost)'),
  '.cm-lintPoint:after': { borderBottomColor: 'var(--forbidden)' },
  '.cm-lintPoint-warning:after': { borderBottomColor: 'var(--cost)' },
  '.cm-tooltip': {
    maxWidth: 'min(420px, calc(100vw - 24px))',
    color: 'var(--ink)',
    background: 'var(--surface)',
    border: '1px solid var(--line-strong)',
    borderRadius: '8px',
    boxShadow: 'var(--shadow-high)',
  },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', lineHeight: '1.45' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { color: 'var(--on-accent)', background: 'var(--accent)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected] .cm-completionDetail': { color: 'inherit' },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-diagnostic': { padding: '6px 10px', font: "13px/1.45 'Inter Variable', system-ui, sans-serif" },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--forbidden)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--cost)' },
  '.cm-diagnosticText': { marginRight: '6px' },
  '.cm-diagnosticAction': {
    margin: '4px 6px 2px 0',
    padding: '3px 8px',
    color: 'var(--ink)',
    background: 'var(--sunken)',
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
  },
  '.cm-panels': { color: 'var(--ink)', background: 'var(--surface)' },
  '.cm-panel.cm-panel-lint ul [aria-selected]': { background: 'var(--accent-tint)' },
  '.cm-snippetField': { backgroundColor: 'var(--accent-tint)' },
  '.about': { padding: '8px 10px', font: "13px/1.45 'Inter Variable', system-ui, sans-serif" },
  '.about p': { margin: '2px 0 0' },
  '.about small': { color: 'var(--muted)' },
  '@media (pointer: coarse)': { '&': { fontSize: '16px' } }, // below, a phone zooms in
  '@media (prefers-reduced-motion: reduce)': { '.cm-cursorLayer': { animation: 'none !important' } },
  '@media (forced-colors: active)': {
    '.cm-selectionBackground': { forcedColorAdjust: 'none', background: 'Highlight' },
    '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
      forcedColorAdjust: 'none',
      color: 'HighlightText',
      background: 'Highlight',
    },
  },
})
