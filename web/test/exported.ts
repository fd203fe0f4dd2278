// A folder that `inroad export` wrote, and what the official Cedar decides of its requests.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Context,
  type Entities,
  type EntityUidJson,
  policySetTextToParts,
  policyToJson,
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs'

export interface Test {
  readonly name: string
  readonly request: {
    readonly principal: string
    readonly action: string
    readonly resource: string
    readonly context: Context
  }
  readonly entities: Entities
  readonly decision: 'allow' | 'deny'
  readonly reason: readonly string[]
}

export class Exported {
  readonly schema: string
  readonly policies: Record<string, string> // by id
  readonly tests: readonly Test[]

  constructor(readonly folder: string) {
    const read = (name: string) => readFileSync(join(folder, name), 'utf8')
    this.schema = read('schema.cedarschema')
    this.policies = named(read('policies.cedar'))
    this.tests = JSON.parse(read('tests.json')) as Test[]
    must(preparseSchema(folder, this.schema))
    must(preparsePolicySet(folder, { staticPolicies: this.policies }))
  }

  // decide asks Cedar. To validate is to hold the request and its entities against the schema first.
  decide({ request, entities }: Test, validated: boolean): { decision: string; reason: string[]; errors: unknown[] } {
    const answer = statefulIsAuthorized({
      principal: entity(request.principal),
      action: entity(request.action),
      resource: entity(request.resource),
      context: request.context,
      entities,
      preparsedPolicySetId: this.folder,
      validateRequest: validated,
      ...(validated && { preparsedSchemaName: this.folder }),
    })
    must(answer)
    const { decision, diagnostics } = answer.response
    return { decision, reason: diagnostics.reason.sort(), errors: diagnostics.errors }
  }
}

// must refuses an answer of Cedar's that is a failure.
function must<A extends { type: string }>(answer: A): asserts answer is Exclude<A, { type: 'failure' }> {
  if (answer.type === 'failure') throw new Error(JSON.stringify(answer))
}

// named are the policies of a text by the ids in their annotations, as Cedar's command calls them.
function named(text: string): Record<string, string> {
  const parts = policySetTextToParts(text)
  must(parts)
  return Object.fromEntries(
    parts.policies.map((policy) => {
      const answer = policyToJson(policy)
      must(answer)
      return [answer.json.annotations?.['id'] ?? '', policy]
    }),
  )
}

// entity is one that is written as Type::"id".
function entity(text: string): EntityUidJson {
  const [, type = '', id = ''] = /^(.+?)::(".*")$/.exec(text) ?? []
  return { type, id: JSON.parse(id) as string }
}
