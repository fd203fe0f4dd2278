// A scenario as a link: everything stands in the fragment, which no server sees, as a
// version, "=", a checksum, "." and the deflated payload in base64url. A link format is a
// promise: version 1 is read for ever (rules/testdata/links). On their way chats and mail programs
// add to it: what cannot belong to it is dropped, and the checksum says where it ends.

import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate'
import type { Look } from '../engine/wire'

export interface Shared {
  readonly scenario: string // the file's text; the engine checks it as it checks every file
  readonly look: Look
  readonly answers: readonly string[] // what each check came to when the link was made, for the engine to compare
}

export type Opened = { readonly ok: true; readonly shared: Shared } | { readonly ok: false; readonly reason: string }

const version = '1'

// The most that a link may unfold to. A scenario has at most 1 MiB.
export const mostBytes = 1 << 20

// The longest link that is copied. Beyond, chat programs and browsers cut links short.
export const longestLink = 30_000

export function fragment({ scenario, look, answers }: Shared): string {
  const { from = '', to = '', inward = false } = look
  const payload = JSON.stringify({ scenario, from, to, inward, answers })
  const text = base64url(deflateSync(strToU8(payload), { level: 9 }))
  return `#${version}=${checksum(text)}.${text}`
}

// mend takes away what others have added to a fragment: characters that no link has (white space,
// brackets, quotes, as they are or percent-encoded) wherever they stand, and whatever comes after
// the text that the checksum is of. Where none is, it gives the fragment back.
export function mend(hash: string): string {
  const [, head, text] = /^#(\d{1,9})=([\s\S]*)$/.exec(decoded(hash)) ?? []
  if (head !== version || text === undefined || text.length > 2 * mostBytes) return hash
  const [sum = '', ...rest] = text.replace(/[^\w.-]/g, '').split('.')
  const packed = rest.join('')
  const length = lengthOf(packed, sum)
  return length ? `#${head}=${sum}.${packed.slice(0, length)}` : hash
}

function decoded(hash: string): string {
  return hash.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      return ''
    }
  })
}

// open reads a fragment. Whatever it holds, it throws nothing and unfolds at most 1 MiB.
export function open(hash: string): Opened {
  const [, found, text] = /^#(\d{1,9})=([\s\S]*)$/.exec(mend(hash)) ?? []
  if (found === undefined || text === undefined) return refused('It is not a link of Inroad’s.')
  if (text.length > 2 * mostBytes) return refused('It is longer than any scenario needs.')
  if (found !== version) {
    if (Number(found) <= Number(version)) return refused('It is not a link of Inroad’s.') // no version is older than 1
    return refused(`It was made by a newer Inroad (link version ${found}); this one reads version ${version}.`)
  }
  const [sum, packed = ''] = text.split('.', 2)
  const bytes = sum === checksum(packed) ? bytesOf(packed) : undefined
  if (!bytes) return refused(damaged)
  const payload = unfold(bytes)
  if (payload === 'too much') return refused('It unfolds to more than 1 MiB, which no scenario takes.')
  if (payload === undefined) return refused(damaged)
  const shared = narrow(strFromU8(payload))
  return shared ? { ok: true, shared } : refused(damaged)
}

// checksumOf names a link that opens, shortly.
export function checksumOf(link: string): string {
  return link.slice(link.indexOf('=') + 1).split('.', 1)[0] ?? ''
}

const damaged = 'It is damaged: part of it may be missing. Ask for it again, or for the file.'

function refused(reason: string): Opened {
  return { ok: false, reason }
}

// checksum tells a link that lost or changed a character (FNV-1a, 32 bits): deflate alone
// would unfold some of them to another scenario. It names texts, too.
export function checksum(text: string): string {
  let hash = offsetBasis
  for (let at = 0; at < text.length; at++) hash = fold(hash, text, at)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

// lengthOf is the length of the longest prefix that a checksum is of, 0 if of none. The checksum
// runs from left to right, so that one pass has those of all prefixes.
function lengthOf(text: string, sum: string): number {
  if (!/^[0-9a-f]{8}$/.test(sum)) return 0
  const wanted = parseInt(sum, 16)
  let length = 0
  let hash = offsetBasis
  for (let at = 0; at < text.length; at++) {
    hash = fold(hash, text, at)
    if (hash >>> 0 === wanted) length = at + 1
  }
  return length
}

const offsetBasis = 0x811c9dc5

function fold(hash: number, text: string, at: number): number {
  return Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
}

function base64url(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function bytesOf(text: string): Uint8Array | undefined {
  if (!/^[\w-]+$/.test(text)) return undefined
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

// unfold inflates a little at a time, so that a bomb is found out before it has gone off.
function unfold(bytes: Uint8Array): Uint8Array | 'too much' | undefined {
  const chunks: Uint8Array[] = []
  let size = 0
  let ended = false
  const inflate = new Inflate((chunk, final) => {
    size += chunk.length
    if (size <= mostBytes) chunks.push(chunk)
    ended = final
  })
  const step = 512
  try {
    for (let at = 0; at < bytes.length; at += step) {
      inflate.push(bytes.subarray(at, at + step), at + step >= bytes.length)
      if (size > mostBytes) return 'too much'
    }
    if (!ended) return undefined
    const whole = new Uint8Array(size)
    let at = 0
    for (const chunk of chunks) {
      whole.set(chunk, at)
      at += chunk.length
    }
    return whole
  } catch {
    return undefined
  }
}

// narrow takes from a payload what a link has, field by field, and nothing else.
function narrow(payload: string): Shared | undefined {
  let value: unknown
  try {
    value = JSON.parse(payload)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { scenario, from, to, inward, answers } = value as Record<string, unknown>
  if (typeof scenario !== 'string' || typeof from !== 'string' || typeof to !== 'string' || typeof inward !== 'boolean')
    return undefined
  if (!Array.isArray(answers) || !answers.every((answer) => typeof answer === 'string')) return undefined
  return { scenario, look: { from, to, inward }, answers }
}
