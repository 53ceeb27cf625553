import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** SHA-256, in hexadecimal, of the canonical JSON (RFC 8785) of a value. */
export type Digest = string & { readonly __brand: 'Digest' }

export function digestOf(value: unknown): Digest {
  const json = canonicalJson(value)
  if (json === undefined) throw new TypeError('only JSON has a digest')
  return hash('sha256', json) as Digest
}

/** Same JSON, whatever the order of members; absent members are absent. */
export function sameJson(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b)
}

/**
 * RFC 8785. Of plain values `JSON.stringify` writes the same once their members are in order, in one go and in half
 * the time of the library, which asks text by text; the library has all others, and refuses what is no JSON.
 */
export function canonicalJson(value: unknown): string | undefined {
  const sorted = inOrder(value)
  const json = sorted === OTHER ? undefined : JSON.stringify(sorted)
  // A lone surrogate, which is written as its number, or a backslash before these letters.
  return json === undefined || json.includes('\\ud') ? canonicalize(value) : json
}

const OTHER = Symbol('other')
/** Objects have members of this shape first, in the order of numbers. */
const INDEX = /^\d/

/** `OTHER` for what `JSON.stringify` might write otherwise than the RFC has it. */
function inOrder(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : OTHER
  if (typeof value !== 'object') return OTHER
  if (Array.isArray(value)) {
    const items = Array.from(value, inOrder)
    return items.includes(OTHER) || 'toJSON' in value ? OTHER : items
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if ((prototype !== Object.prototype && prototype !== null) || 'toJSON' in value) return OTHER
  const sorted: Record<string, unknown> = {}
  for (const name of Object.keys(value).sort()) {
    const member: unknown = Reflect.get(value, name)
    if (member === undefined) continue
    const ordered = inOrder(member)
    if (ordered === OTHER || name === '__proto__' || INDEX.test(name)) return OTHER
    sorted[name] = ordered
  }
  return sorted
}
