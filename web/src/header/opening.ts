// Opening something else in place of what is open, which undo brings back.

import { examples } from '../document/examples'
import type { Playground } from '../page/playground'
import { download } from '../parts/download'

export class Opening {
  constructor(private readonly playground: Playground) {}

  example(id: string): void {
    const example = examples.find((example) => example.id === id)
    if (example) void this.playground.keeping.openExample(example)
  }

  scenario(scenario: string): void {
    void this.playground.keeping.open(scenario)
  }

  blank(): void {
    this.scenario(this.playground.engine.about?.emptyScenario ?? '')
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
      const whole = await this.playground.engine.ask({ do: 'whole', scenario: text, files: beside })
      if (whole && !whole.ok) this.playground.keeping.refuse(file.name, whole.errors)
      if (!whole?.ok) return
      text = whole.result.scenario
    }
    await this.playground.keeping.open(text, { file: file.name })
  }

  async save(): Promise<void> {
    const file = await this.playground.file()
    if (file) download(file.name, file.text, 'application/json')
  }
}
