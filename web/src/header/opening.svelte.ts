// Opening something else in place of what is open: asks first where work would be lost.

import { examples } from '../document/examples'
import type { Answer } from '../engine/client'
import type { Request } from '../engine/wire'
import type { Playground } from '../page/playground'
import { download } from '../parts/download'

interface Wanted {
  readonly by: string // what would replace the open scenario
  readonly apart: boolean // it would replace own work that is kept apart from what is open
  open(): Promise<unknown>
}

export class Opening {
  // wanted waits for the person's consent.
  wanted = $state.raw<Wanted>()

  constructor(private readonly playground: Playground) {}

  example(id: string): void {
    const example = examples.find((example) => example.id === id)
    if (!example) return
    void this.#ask({
      by: `“${example.title}”`,
      open: () => this.playground.keeping.open(example.scenario, { example: id }),
    })
  }

  scenario(title: string, scenario: string): void {
    void this.#ask({ by: `“${title}”`, open: () => this.playground.keeping.open(scenario) })
  }

  // generated opens what was made by chance, whose title says of what.
  generated(scenario: string): void {
    const { title } = JSON.parse(scenario) as { title: string }
    this.scenario(title, scenario)
  }

  blank(): void {
    void this.#ask({
      by: 'an empty one',
      open: () => this.playground.keeping.open(this.playground.engine.about?.emptyScenario ?? ''),
    })
  }

  // files opens a scenario, together with the .cedar file of its policies where it has one.
  async files(files: readonly File[]): Promise<void> {
    const policies = files.filter(({ name }) => name.endsWith('.cedar'))
    const file = files.find((file) => !policies.includes(file))
    if (!file) {
      const message = 'These are rules without a scenario: open both together.'
      this.playground.keeping.refuse(policies[0]?.name ?? '', [{ path: '', message }])
      return
    }
    const limit = this.playground.engine.about?.limits.bytes ?? 0
    // Reading a huge file would stall the page before the engine could refuse it.
    const huge = [file, ...policies].find(({ size }) => size > limit)
    if (huge) {
      const message = `The file is larger than ${limit.toLocaleString('en')} bytes, which is the most that a scenario may have.`
      this.playground.keeping.refuse(huge.name, [{ path: '', message }])
      return
    }
    let text = await file.text()
    if (policies.length > 0) {
      const beside = await Promise.all(policies.map(async (file) => ({ name: file.name, text: await file.text() })))
      const whole = await this.#taken(file.name, { do: 'whole', scenario: text, files: beside })
      if (!whole) return
      text = whole.scenario
    }
    if (!(await this.#taken(file.name, { do: 'check', scenario: text }))) return
    await this.#ask({ by: `“${file.name}”`, open: () => this.playground.keeping.open(text, { file: file.name }) })
  }

  // #taken is what the engine answers about a file; what is wrong with it is shown.
  async #taken<V extends 'whole' | 'check'>(
    name: string,
    request: Request & { do: V },
  ): Promise<Answer<V> | undefined> {
    const outcome = await this.playground.engine.ask(request)
    if (outcome && !outcome.ok) this.playground.keeping.refuse(name, outcome.errors)
    return outcome?.ok ? outcome.result : undefined
  }

  consent(): void {
    const { wanted } = this
    this.wanted = undefined
    void wanted?.open()
  }

  async save(): Promise<void> {
    const file = await this.playground.keeping.file()
    if (file) download(file.name, file.text, 'application/json')
  }

  async #ask(wanted: Omit<Wanted, 'apart'>): Promise<void> {
    await this.playground.settled()
    const apart = this.playground.keeping.link !== ''
    if (this.playground.keeping.unsaved || apart) this.wanted = { ...wanted, apart }
    else void wanted.open()
  }
}
