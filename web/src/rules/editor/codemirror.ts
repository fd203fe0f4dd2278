// The editor itself, which is a chunk of its own: it is fetched when somebody begins to write. It knows text, places and keys;
// what a text means is asked of whoever mounts it. It stands in a shadow root, where its styles are taken under a policy that
// allows no inline ones.

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  snippet,
  startCompletion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import {
  history,
  indentLess,
  indentMore,
  moveLineDown,
  moveLineUp,
  redo,
  redoDepth,
  standardKeymap,
  toggleComment,
  undo,
  undoDepth,
} from '@codemirror/commands'
import { bracketMatching, codeFolding, foldGutter, foldKeymap, foldService, indentUnit } from '@codemirror/language'
import { forEachDiagnostic, lintKeymap, setDiagnostics, type Diagnostic as Shown } from '@codemirror/lint'
import {
  EditorSelection,
  EditorState,
  StateEffect,
  StateField,
  type Text,
  type Transaction,
  type Extension,
} from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  gutter,
  GutterMarker,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  hoverTooltip,
  keymap,
  lineNumbers,
  type Command,
} from '@codemirror/view'
import type { Completed, Diagnostic, Hovered, TextEdit } from '../../engine/wire'
import { rules, schema } from './cedar'
import { json } from './json'
import { colours, theme } from './theme'

export interface Ground {
  readonly text: string
  readonly label: string // what the field is called
  readonly language: 'rules' | 'schema' | 'json'
  type(text: string): void
  leave(): void
  undo(): void // what was done before anything was typed here
  redo(): void
  at(offset: number): void // where the cursor is now
  readonly meaning: Meaning
}

// Meaning is what can be asked about a text.
export interface Meaning {
  complete(text: string, offset: number): Promise<Completed | undefined>
  hover(text: string, offset: number): Promise<Hovered | undefined>
  declare(offset: number): void // goes to where it is declared
}

// Place is a rule's in the text.
export interface Place {
  readonly start: number
  readonly end: number
  readonly mark: Mark
}

// Mark is whether a rule decides: the pair at hand, some pair, or none.
export type Mark = 'decides' | 'could' | 'never'

export interface Editor {
  show(text: string): void // what was typed before is forgotten
  place(rules: readonly Place[]): void
  diagnose(diagnostics: readonly Diagnostic[]): void
  mend(edits: readonly TextEdit[]): void
  select(start: number, end: number): void
  begin(): void // to write; where nothing is written, rules to begin with are offered
  destroy(): void
}

export function mount(root: ShadowRoot, ground: Ground): Editor {
  const view = new EditorView({ root, parent: root, state: begin(ground.text) })

  function begin(text: string): EditorState {
    return EditorState.create({ doc: text, extensions: extensions(ground) })
  }

  return {
    show(text) {
      if (text !== view.state.doc.toString()) view.setState(begin(text))
    },
    place(rules) {
      view.dispatch({ effects: placed.of(rules.filter(({ end }) => end <= view.state.doc.length)) })
    },
    diagnose(diagnostics) {
      const { doc } = view.state
      view.dispatch(
        setDiagnostics(
          view.state,
          diagnostics.map((diagnostic) => shown(diagnostic, doc)),
        ),
      )
    },
    mend: (edits) => mend(view, edits),
    select(start, end) {
      view.dispatch({ selection: EditorSelection.single(start, end), scrollIntoView: true })
      view.focus()
    },
    begin() {
      view.focus()
      if (view.state.doc.length === 0) startCompletion(view)
    },
    destroy: () => view.destroy(),
  }
}

function mend(view: EditorView, edits: readonly TextEdit[]): void {
  const changes = edits.map(({ start, end, text }) => ({ from: start, to: end, insert: text }))
  view.dispatch({ changes, userEvent: 'input.fix', scrollIntoView: true })
  view.focus()
}

// shown is a diagnostic of a text. Its fixes are of that text alone: a key later there are others.
function shown({ start, end, severity, message, fixes }: Diagnostic, of: Text): Shown {
  return {
    from: start,
    to: end,
    severity,
    message,
    actions: fixes.map(({ title, edits }) => ({
      name: title,
      apply: (view) => {
        if (view.state.doc.eq(of)) mend(view, edits)
      },
    })),
  }
}

// fixHere makes the first fix of a mistake at the cursor, or else of one on its line.
const fixHere: Command = (view) => {
  const { from, to } = view.state.selection.main
  const line = view.state.doc.lineAt(from)
  const near: Shown[][] = [[], []]
  forEachDiagnostic(view.state, (diagnostic, start, end) => {
    if (!diagnostic.actions?.length) return
    if (start <= to && end >= from) near[0]?.push(diagnostic)
    else if (start <= line.to && end >= line.from) near[1]?.push(diagnostic)
  })
  const diagnostic = near.flat()[0]
  diagnostic?.actions?.[0]?.apply(view, diagnostic.from, diagnostic.to)
  return diagnostic !== undefined
}

// typeOver types in the place of what is selected. Left to the browser, it would give what is typed the colours of what was
// there, as an inline style, which the page's policy refuses.
function typeOver({ inputType, data }: InputEvent, view: EditorView): boolean {
  const { from, to, empty } = view.state.selection.main
  if (inputType !== 'insertText' || !data || empty || view.composing) return false
  const insert = () =>
    view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true })
  if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert)))
    view.dispatch(insert())
  return true
}

const languages = { rules, schema, json }

// covered is how much of a long text, at the lower edge of the page, may lie under what Mistakes says: the cursor stays above.
const covered = 40 // px

function extensions(ground: Ground): Extension {
  const typed = EditorView.updateListener.of((update) => {
    if (update.docChanged) ground.type(update.state.doc.toString())
    if (update.selectionSet || update.docChanged) ground.at(update.state.selection.main.head)
  })
  // What was typed here goes before what was done elsewhere. The page's own keys are not to hear of it as well.
  const steps = (key: string, depth: (state: EditorState) => number, own: Command, other: () => void) => ({
    key,
    stopPropagation: true,
    preventDefault: true,
    run: (view: EditorView) => {
      if (depth(view.state) > 0) own(view)
      else other()
      return true
    },
  })
  return [
    theme,
    languages[ground.language],
    colours,
    lineNumbers(),
    marks,
    foldGutter({
      openText: '▾',
      closedText: '▸',
      foldingChanged: ({ startState, state }) => startState.field(places) !== state.field(places),
    }),
    codeFolding({ placeholderText: '…' }),
    foldService.of((state, from, to) => {
      const rule = state.field(places).find(({ start }) => start >= from && start <= to)
      return rule && state.doc.lineAt(rule.end).from > to ? { from: to, to: rule.end } : null
    }),
    highlightSpecialChars(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    history(),
    indentUnit.of('  '),
    EditorView.lineWrapping,
    EditorView.scrollMargins.of(() => ({ bottom: covered })),
    EditorView.contentAttributes.of({
      'aria-label': ground.label,
      'aria-multiline': 'true',
      autocapitalize: 'off',
      spellcheck: 'false',
    }),
    EditorView.domEventHandlers({ blur: () => ground.leave(), beforeinput: typeOver }),
    meant(ground.meaning),
    // Tab goes on, as on the rest of the page. Keys that a browser has are its own.
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...foldKeymap,
      ...lintKeymap,
      { key: 'Mod-.', run: fixHere, preventDefault: true },
      { key: 'Mod-/', run: toggleComment },
      { key: 'Mod-]', run: indentMore },
      { key: 'Mod-[', run: indentLess },
      { key: 'Alt-ArrowUp', run: moveLineUp },
      { key: 'Alt-ArrowDown', run: moveLineDown },
      steps('Mod-z', undoDepth, undo, () => ground.undo()),
      steps('Mod-Shift-z', redoDepth, redo, () => ground.redo()),
      steps('Mod-y', redoDepth, redo, () => ground.redo()),
      ...standardKeymap,
    ]),
    typed,
    places,
  ]
}

// meant asks what a text means where somebody points or writes.
function meant(meaning: Meaning): Extension {
  const declare: Command = (view) => {
    meaning.declare(view.state.selection.main.head)
    return true
  }
  return [
    autocompletion({ override: [(context) => complete(meaning, context)], icons: false, maxRenderedOptions: 60 }),
    hoverTooltip(async (view, position) => {
      const found = await meaning.hover(view.state.doc.toString(), position)
      if (!found?.title) return null
      return { pos: found.start, end: found.end, above: true, create: () => ({ dom: described(found) }) }
    }),
    EditorView.domEventHandlers({
      mousedown: (event, view) => {
        const at = (event.ctrlKey || event.metaKey) && view.posAtCoords({ x: event.clientX, y: event.clientY })
        if (typeof at !== 'number') return false
        meaning.declare(at)
        return true
      },
    }),
    keymap.of([{ key: 'F12', run: declare }]),
  ]
}

// complete asks what may be written. It is asked for where a name begins, and everywhere by Ctrl+Space.
async function complete(meaning: Meaning, context: CompletionContext): Promise<CompletionResult | null> {
  const before = context.state.doc.sliceString(Math.max(0, context.pos - 20), context.pos)
  if (!context.explicit && !/(?:[\w.@:"]|(?:[=<>!]=|[<>]|\bin|\bis|\bhas|&&|\|\|) )$/.test(before)) return null
  const found = await meaning.complete(context.state.doc.toString(), context.pos)
  if (!found || found.items.length === 0) return null
  // Quotes with nothing in them leave all to choose from; as what has been written they would fit nothing.
  const begun = !/^"*$/.test(context.state.doc.sliceString(found.start, found.end))
  return {
    from: found.start,
    to: found.end,
    ...(begun ? { validFor: /^[\w".:]*$/ } : { filter: false }),
    options: found.items.map(({ label, detail, insert, kind }, index) => ({
      label,
      detail,
      type: kind,
      boost: -index / 100, // in the order in which the engine gives them
      apply: kind === 'snippet' ? snippet(insert) : insert,
    })),
  }
}

function described({ title, lines, declared }: Hovered): HTMLElement {
  const dom = document.createElement('div')
  dom.className = 'about'
  const add = (name: string, text: string) => {
    const element = document.createElement(name)
    element.textContent = text
    dom.append(element)
  }
  add('b', title)
  for (const line of lines) add('p', line)
  if (declared) add('small', 'F12 or Ctrl+click: where it is declared')
  return dom
}

const placed = StateEffect.define<readonly Place[]>()

const places = StateField.define<readonly Place[]>({
  create: () => [],
  update(rules, transaction: Transaction) {
    for (const effect of transaction.effects) if (effect.is(placed)) return effect.value
    if (!transaction.docChanged) return rules
    return rules.map(({ start, end, mark }) => ({
      start: transaction.changes.mapPos(start, 1),
      end: transaction.changes.mapPos(end, -1),
      mark,
    }))
  },
})

const titles: Record<Mark, string> = {
  decides: 'It decides between the two at hand',
  could: 'It decides other pairs, or none of this network',
  never: 'It never decides anything',
}
const signs: Record<Mark, string> = { decides: '●', could: '○', never: '–' }

class RuleMarker extends GutterMarker {
  constructor(private readonly mark: Mark) {
    super()
  }
  override eq(other: RuleMarker): boolean {
    return other.mark === this.mark
  }
  override toDOM(): Node {
    const sign = document.createElement('span')
    sign.textContent = signs[this.mark]
    sign.title = titles[this.mark]
    sign.className = this.mark
    return sign
  }
}

const markers = { decides: new RuleMarker('decides'), could: new RuleMarker('could'), never: new RuleMarker('never') }

const marks = gutter({
  class: 'cm-marks',
  lineMarker(view, { from, to }) {
    const rule = view.state.field(places).find(({ start }) => start >= from && start <= to)
    return rule ? markers[rule.mark] : null
  },
  lineMarkerChange: (update) => update.startState.field(places) !== update.state.field(places),
  initialSpacer: () => markers.could,
})
