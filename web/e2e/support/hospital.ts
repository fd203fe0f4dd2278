// A world that shares no name with the built-in set, as a scenario that carries it whole: what opens, is shared and is embedded
// anywhere. Both are built from the files of its folder.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../../rules/testdata/sets/hospital', import.meta.url))

const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const object = (name: string) => JSON.parse(read(name)) as Record<string, unknown>

// carrying is an example of the hospital, with the set in it.
export function carrying(example: string): string {
  const scenario = object(`examples/${example}.json`)
  const rules = scenario['rules'] as string | object
  const set = {
    schema: read('schema.cedarschema'),
    impossible: read('impossible.cedar'),
    rules: read('rules.cedar'),
    warnings: read('warnings.cedar'),
    data: object('set.json'),
    words: object('words.en.json'),
  }
  return JSON.stringify({ ...scenario, rules: { ...(typeof rules === 'string' ? { base: rules } : rules), set } })
}
