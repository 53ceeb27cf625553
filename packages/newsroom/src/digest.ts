import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** SHA-256, in hexadecimal, of the canonical JSON (RFC 8785) of a value. */
export type Digest = string & { readonly __brand: 'Digest' }

export function digestOf(value: unknown): Digest {
  const json = canonicalize(value)
  if (json === undefined) throw new TypeError('only JSON has a digest')
  return hash('sha256', json) as Digest
}

/** Same JSON, whatever the order of members; absent members are absent. */
export function sameJson(a: unknown, b: unknown): boolean {
  return canonicalize(a) === canonicalize(b)
}
