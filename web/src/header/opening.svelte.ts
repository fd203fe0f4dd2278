// Opening something else in place of what is open: asks first where work would be lost.

import { examples } from '../document/examples'
import type { Playground } from '../document/playground.svelte'
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
    void this.#ask({ by: `“${example.title}”`, open: () => this.playground.open(example.scenario, { example: id }) })
  }

  scenario(title: string, scenario: string): void {
    void this.#ask({ by: `“${title}”`, open: () => this.playground.open(scenario) })
  }

  blank(): void {
    void this.#ask({ by: 'an empty one', open: () => this.playground.open(this.playground.about?.emptyScenario ?? '') })
  }

  // files opens a scenario, together with the .cedar file of its policies where it has one.
  async files(files: readonly File[]): Promise<void> {
    const policies = files.filter(({ name }) => name.endsWith('.cedar'))
    const file = files.find((file) => !policies.includes(file))
    if (!file) {
      const message = 'These are rules without a scenario: open both together.'
      this.playground.fileErrors = { name: policies[0]?.name ?? '', errors: [{ path: '', message }] }
      return
    }
    const limit = this.playground.about?.limits.bytes ?? 0
    // Reading a huge file would stall the page before the engine could refuse it.
    const huge = [file, ...policies].find(({ size }) => size > limit)
    if (huge) {
      const message = `The file is larger than ${limit.toLocaleString('en')} bytes, which is the most that a scenario may have.`
      this.playground.fileErrors = { name: huge.name, errors: [{ path: '', message }] }
      return
    }
    let text = await file.text()
    if (policies.length > 0) {
      const beside = await Promise.all(policies.map(async (file) => ({ name: file.name, text: await file.text() })))
      const whole = await this.playground.whole(text, beside, file.name)
      if (whole === undefined) return
      text = whole
    }
    if (!(await this.playground.opens(text, file.name))) return
    await this.#ask({ by: `“${file.name}”`, open: () => this.playground.open(text, { file: file.name }) })
  }

  consent(): void {
    const { wanted } = this
    this.wanted = undefined
    void wanted?.open()
  }

  async save(): Promise<void> {
    const file = await this.playground.file()
    if (file) download(file.name, file.text, 'application/json')
  }

  async #ask(wanted: Omit<Wanted, 'apart'>): Promise<void> {
    await this.playground.settled()
    const apart = this.playground.link !== ''
    if (this.playground.unsaved || apart) this.wanted = { ...wanted, apart }
    else void wanted.open()
  }
}
