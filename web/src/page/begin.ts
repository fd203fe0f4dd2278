// What the page asks for first: the build records it, and the page then asks the same.

import type { Playground } from './playground'

// begin shows the first scenario with all that is said of it. The engine comes after what it must not delay.
export async function begin(playground: Playground, after?: Promise<void>): Promise<void> {
  await playground.start(after)
  const { view, opened } = playground.scenario
  if (view) await playground.scenario.everyone.follow({ opened, revision: view.revision, actors: view.actors })
  await playground.page.askElsewhere()
}
