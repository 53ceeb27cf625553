import type { PrintedPageTrace } from '@uniwire/newsroom'
import type { PageTrace } from '@uniwire/page-import'

const BYTES = 4

/** A trace as an event keeps it: half a kilobyte for an ordinary page, 3 kB at most. */
export function encodeTrace({ site, language, text, around }: PageTrace): PrintedPageTrace {
  return { site, language, text: encode(text), around: encode(around) }
}

export function decodeTrace({ site, language, text, around }: PrintedPageTrace): PageTrace {
  return { site, language, text: decode(text), around: decode(around) }
}

function encode(fingerprints: readonly number[]): string {
  const bytes = Buffer.alloc(fingerprints.length * BYTES)
  for (const [at, fingerprint] of fingerprints.entries()) bytes.writeUInt32LE(fingerprint, at * BYTES)
  return bytes.toString('base64')
}

function decode(text: string): readonly number[] {
  const bytes = Buffer.from(text, 'base64')
  const count = Math.floor(bytes.length / BYTES)
  return Array.from({ length: count }, (_, at) => bytes.readUInt32LE(at * BYTES))
}
