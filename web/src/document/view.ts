// What is shown of an open session, put together of the engine's answers, a subject each. What did not change keeps its identity,
// so that nothing is drawn anew for it.

import type { Answer as Result, Verb } from '../engine/client'
import type {
  Actor,
  Answer,
  Cell,
  Changed,
  Check,
  Decision,
  FixLimits,
  Fixes,
  Look,
  Marks,
  Request,
  Rules,
  Splice,
  Standing,
  Tie,
} from '../engine/wire'

export interface View extends Standing {
  readonly title: string
  readonly description: string
  readonly actors: readonly Actor[]
  readonly ties: readonly Tie[]
  readonly rules: Rules
  readonly look: Look // the engine puts who is there in the place of who is not
  readonly marks: readonly ActorMark[] // one for everybody but the one who is looked as
  readonly answer?: Answer | undefined // absent with fewer than two actors
  readonly own: readonly Decision[] // the sender's own actions
  readonly fixes: Fixes | undefined // of the answer; undefined while they are looked for
  readonly checks: readonly Check[]
  readonly passed: number
  readonly failed: number
  readonly changed: Changed | undefined // undefined when nothing was edited
}

// ActorMark is the best way between the one who is looked as and another actor.
export interface ActorMark {
  readonly actor: string
  readonly cell: Cell
  readonly text: string
  readonly flipped: boolean
}

// Ask gives undefined where there is no answer, which somebody else tells.
export type Ask = <V extends Verb>(request: Request & { do: V }) => Promise<Result<V> | undefined>

interface Wanted {
  readonly look: Look
  readonly limits: FixLimits
  readonly small: number // the largest network whose fixes are found with the rest
}

// see asks for every subject. Had is what is known already of this very session.
export async function see(
  ask: Ask,
  standing: Standing,
  had: View | undefined,
  { look, limits, small }: Wanted,
): Promise<View | undefined> {
  const since = had?.revision ?? 0
  const [document, rules, marks, answer, checks, change] = await Promise.all([
    ask({ do: 'document', since }),
    ask({ do: 'rules', since }),
    ask({ do: 'marks', look }),
    ask({ do: 'answer', look }),
    ask({ do: 'checks' }),
    ask({ do: 'changed' }),
  ])
  if (!document || !rules || !marks || !answer || !checks || !change) return undefined
  const inForce = rules.rules ?? had?.rules
  if (!inForce) throw new Error('The engine told no rules.')
  const known = document.relative ? had : undefined
  const actors = changed(known?.actors ?? [], document.actors)
  return {
    ...standing,
    title: document.title,
    description: document.description,
    actors,
    ties: changed(known?.ties ?? [], document.ties),
    rules: inForce,
    look: answer.look,
    marks: marksOf(marks, actors),
    answer: answer.answer,
    own: answer.own,
    fixes: actors.length <= small ? await fixes(ask, { do: 'fixes', look: answer.look, limits }) : undefined,
    checks: checks.checks,
    passed: checks.passed,
    failed: checks.failed,
    changed: change.changed,
  }
}

// fixes goes on with a search, slice by slice, until it is done or nobody wants it any more.
export async function fixes(
  ask: Ask,
  request: Request & { do: 'fixes' },
  wanted: () => boolean = () => true,
): Promise<Fixes | undefined> {
  for (;;) {
    const found = await ask(request)
    if (!found?.more) return found
    if (!wanted()) return undefined
  }
}

function changed<T>(had: readonly T[], { at, drop, put }: Splice<T>): readonly T[] {
  return drop === 0 && put.length === 0 ? had : [...had.slice(0, at), ...put, ...had.slice(at + drop)]
}

function marksOf({ ways, of, flipped }: Marks, actors: readonly Actor[]): readonly ActorMark[] {
  const turned = new Set(flipped)
  return actors.flatMap(({ id }, index) => {
    const way = ways[of[index] ?? -1]
    return way ? [{ actor: id, ...way, flipped: turned.has(index) }] : []
  })
}
