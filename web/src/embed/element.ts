// <inroad-playground>: a live answer in anybody's page. This file is all that a page loads
// until an embed comes into view or is touched, so it imports nothing.
//
//   <script async src="https://example.org/inroad/embed.js"></script>
//   <inroad-playground src="outreach.json" from="ana" to="ben" view="pair" controls>
//     ...a picture and a sentence, printed by `inroad embed`: they stand here until the embed is
//     live, and for good where scripts do not run...
//   </inroad-playground>
//
// Attributes
//   scenario   a scenario file's text; or a <template> child holds it; or
//   src        the address of one, fetched by the page around the element, relative to it
//   from, to   ids of who looks and who is looked at; those of the file's own look, or its first
//              two, unless given
//   action     id of the action that a pair shows in full; none unless given
//   view       pair (unless given), network or matrix
//   controls   offers the settings of the two
//   readonly   nothing in the scenario can be changed
//   theme      auto (unless given), light or dark
//
// Each attribute has a property of its name. The property scenario gives the text as it stands
// now, with what was changed in it; from and to follow when somebody looks elsewhere.
//
// Events, all of which bubble
//   inroad-ready   the first answer is shown; the attribute live is set
//   inroad-change  something was changed, or somebody looks elsewhere
//   inroad-error   the scenario could not be shown, and the static answer stays; or an attribute asks
//                  for what is not there, and something else is shown. It is written to the console, too
// The detail of the first two is {scenario, from, to, answers: [{action, verdict, contested,
// cost}]}, of the last {message, errors: [{path, message}]}.

import type { FromFrame, Problem, Settings, State, ToFrame } from './messages'

// A script that is a module has no currentScript, but it is in the document.
const script =
  (document.currentScript as HTMLScriptElement | null) ??
  [...document.scripts].find(({ src }) => /\/embed\.js(?:[?#]|$)/.test(src))
const page = new URL('embed.html', script?.src || location.href)

// Constructed style sheets need no permission of a Content-Security-Policy.
const styles = new CSSStyleSheet()
styles.replaceSync(`
  :host { display: block; position: relative; min-height: 3em }
  :host([hidden]) { display: none }
  iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; border-radius: 12px; opacity: 0; pointer-events: none }
  :host([live]) iframe { position: static; display: block; opacity: 1; pointer-events: auto }
  :host([live]) slot { display: none }
  p { margin: 8px 0; padding: 8px 12px; border-left: 3px solid; font: 13px/1.5 system-ui, sans-serif; white-space: pre-line; overflow-wrap: anywhere }
`)

const mostBytes = 1 << 20
const texts = ['from', 'to', 'action', 'view', 'theme', 'src'] as const
const flags = ['readonly', 'controls'] as const

class InroadPlayground extends HTMLElement {
  static readonly observedAttributes = ['scenario', ...texts, ...flags]

  declare from: string
  declare to: string
  declare action: string
  declare view: string
  declare theme: string
  declare src: string
  declare readonly: boolean
  declare controls: boolean

  #frame: HTMLIFrameElement | undefined
  #listens = false
  #state: State | undefined
  #told = '' // the state that the page heard last: what was asked for and refused leaves it as it was
  #due: 'settings' | 'scenario' | undefined // what the frame has not been told yet
  #reflecting = false
  #source: object | undefined // which file is to be shown: an older one that comes late is not
  #asked = 0 // counts what the page asked for: what comes late of something older is not shown
  #note: HTMLParagraphElement | undefined // why there is no live answer, where the frame does not say it
  #sight = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) this.#load()
  })

  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [styles]
    root.append(document.createElement('slot'))
    this.addEventListener('pointerdown', () => this.#load())
    this.addEventListener('focusin', () => this.#load())
  }

  connectedCallback(): void {
    // What was set before this script came lies on the element itself, over the class's own.
    for (const name of InroadPlayground.observedAttributes) {
      const early = Object.getOwnPropertyDescriptor(this, name)
      if (!early) continue
      Reflect.deleteProperty(this, name)
      Reflect.set(this, name, early.value)
    }
    window.addEventListener('message', this.#hear)
    this.#sight.observe(this)
  }

  disconnectedCallback(): void {
    window.removeEventListener('message', this.#hear)
    this.#sight.disconnect()
    this.#frame?.remove()
    this.#frame = undefined
    this.#listens = false
    this.#state = undefined
    this.removeAttribute('live')
    this.#note?.remove()
  }

  attributeChangedCallback(name: string): void {
    if (this.#reflecting) return
    const another = name === 'scenario' || name === 'src'
    if (another) this.#state = undefined
    this.#tell(another ? 'scenario' : 'settings')
  }

  get scenario(): string {
    return this.#state?.scenario ?? this.#inline() ?? ''
  }

  set scenario(text: string) {
    this.setAttribute('scenario', text)
  }

  #load(): void {
    if (this.#frame || !this.isConnected) return
    this.#sight.disconnect()
    const frame = document.createElement('iframe')
    frame.title = 'Inroad: who can reach whom, and why'
    frame.referrerPolicy = 'no-referrer'
    frame.src = `${page}#host=${encodeURIComponent(location.origin)}`
    this.#frame = frame
    this.shadowRoot?.append(frame)
  }

  readonly #hear = (event: MessageEvent<FromFrame | null>): void => {
    const frame = this.#frame
    if (!frame || event.source !== frame.contentWindow || event.origin !== page.origin) return
    const { data } = event
    if (data?.inroad !== 1) return
    switch (data.kind) {
      case 'listening':
        this.#listens = true
        return this.#tell('scenario')
      case 'height':
        frame.style.height = `${Math.min(Number(data.height) || 0, 10_000)}px`
        return
      case 'answer':
        if (data.asked !== this.#asked) return
        return this.#answer({ scenario: data.scenario, from: data.from, to: data.to, answers: data.answers })
      case 'error':
        return this.#fail({ message: data.message, errors: data.errors }, !this.hasAttribute('live'))
    }
  }

  #answer(state: State): void {
    const first = !this.hasAttribute('live')
    if (first) this.#note?.remove()
    const told = JSON.stringify(state)
    const same = told === this.#told
    this.#told = told
    this.#state = state
    this.#reflecting = true
    this.from = state.from
    this.to = state.to
    this.#reflecting = false
    this.toggleAttribute('live', true)
    if (first) this.#fire('inroad-ready', state)
    else if (!same) this.#fire('inroad-change', state)
  }

  #fire(type: string, detail: State | Problem): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }))
  }

  // #fail says it to the page, to whoever wrote it, and to whoever reads it.
  #fail(problem: Problem, noted: boolean): void {
    const { message, errors } = problem
    const places = errors.filter(({ path }) => path).map(({ path, message }) => `${path}: ${message}`)
    const source = this.src && `src="${this.src}"`
    console.warn([`<inroad-playground> ${message}`, ...places, source, location.href].filter(Boolean).join('\n'))
    if (noted) {
      this.#note ??= document.createElement('p')
      this.#note.role = 'status'
      this.#note.textContent = [message, ...places].join('\n')
      this.shadowRoot?.append(this.#note)
    }
    this.#fire('inroad-error', problem)
  }

  // #tell waits until everything that is set at once is set.
  #tell(what: 'settings' | 'scenario'): void {
    if (!this.#listens) return
    this.#asked++
    if (!this.#due) queueMicrotask(() => void this.#show())
    if (this.#due !== 'scenario') this.#due = what
  }

  async #show(): Promise<void> {
    const due = this.#due
    this.#due = undefined
    if (due === 'settings') return this.#post({})
    const source = (this.#source = {})
    this.#note?.remove()
    try {
      const scenario = this.#inline() ?? (await this.#fetch())
      if (source === this.#source) this.#post({ scenario })
    } catch (error) {
      if (source !== this.#source) return
      const { message } = error as Error
      this.#fail({ message, errors: [{ path: '', message }] }, true)
      if (this.hasAttribute('live')) this.#post({})
    }
  }

  #post(opened: { scenario?: string }): void {
    const settings = {
      from: this.from,
      to: this.to,
      action: this.action,
      view: this.view,
      theme: this.theme,
      readonly: this.readonly,
      controls: this.controls,
    } as Settings // the frame looks at each
    this.#frame?.contentWindow?.postMessage(
      { inroad: 1, kind: 'show', asked: this.#asked, ...opened, ...settings } satisfies ToFrame,
      page.origin,
    )
  }

  #inline(): string | undefined {
    const template = this.querySelector<HTMLTemplateElement>(':scope > template')
    return this.getAttribute('scenario') ?? template?.content.textContent?.trim()
  }

  async #fetch(): Promise<string> {
    if (!this.src) throw new Error('There is no scenario: give one with scenario, src or a <template>.')
    const response = await fetch(new URL(this.src, document.baseURI))
    if (!response.ok) throw new Error(`The scenario could not be fetched (HTTP ${response.status}).`)
    const text = await response.text()
    if (text.length > mostBytes)
      throw new Error('The scenario is larger than 1 MiB, which is the most that one may have.')
    return text
  }
}

for (const name of texts) {
  Object.defineProperty(InroadPlayground.prototype, name, {
    get(this: HTMLElement) {
      return this.getAttribute(name) ?? ''
    },
    set(this: HTMLElement, value: unknown) {
      if (this.getAttribute(name) !== String(value)) this.setAttribute(name, String(value))
    },
  })
}
for (const name of flags) {
  Object.defineProperty(InroadPlayground.prototype, name, {
    get(this: HTMLElement) {
      return this.hasAttribute(name)
    },
    set(this: HTMLElement, value: unknown) {
      this.toggleAttribute(name, Boolean(value))
    },
  })
}

if (!customElements.get('inroad-playground')) customElements.define('inroad-playground', InroadPlayground)
