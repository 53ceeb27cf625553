import { createHash } from 'node:crypto'
import { BadCursorError } from '@uniwire/ports'
import type { SearchQuery } from '@uniwire/ports'
import type { OrderKey } from './orders.ts'

/** What a cursor carries: the place where a page ended, and what the walk began with. */
export type CursorPlace =
  | { readonly kind: 'key'; readonly asOf: number; readonly key: OrderKey }
  | {
      readonly kind: 'rank'
      readonly asOf: number
      /** Names the ranked snapshot, when the worker still has it. */
      readonly snapshot: string
      readonly offset: number
      /** The last article shown: where to go on in a ranking made anew. */
      readonly id: string
    }

/** Binds a cursor to what was asked; the size of a page may change on the way. */
export function queryDigest({ terms, match, filters, sort }: SearchQuery): string {
  const { universities, languages, categories, from, to } = filters
  const asked = [
    terms.map(({ exact, stems, key }) => [exact, stems, key]),
    match,
    [universities, languages, categories].map((values) => values.toSorted()),
    [from, to].map((moment) =>
      moment === undefined ? null : moment.kind === 'day' ? moment.day : ['instant', moment.instant],
    ),
    sort,
  ]
  return digest(JSON.stringify(asked))
}

export function encodeCursor(query: string, place: CursorPlace): string {
  const body =
    place.kind === 'key'
      ? [query, place.asOf, place.key.views, place.key.publishedAt, place.key.id]
      : [query, place.asOf, place.snapshot, place.offset, place.id, 'rank']
  const text = JSON.stringify(body)
  return Buffer.from(digest(text) + text).toString('base64url')
}

/** Throws `BadCursorError` for a damaged cursor, and for one of another query. */
export function decodeCursor(query: string, cursor: string): CursorPlace {
  const bytes = Buffer.from(cursor, 'base64url')
  const text = bytes.toString()
  const body = text.slice(DIGEST_LENGTH)
  if (bytes.toString('base64url') !== cursor || digest(body) !== text.slice(0, DIGEST_LENGTH)) {
    throw new BadCursorError('the cursor is damaged')
  }
  const place = readPlace(JSON.parse(body), query)
  if (place === undefined) throw new BadCursorError('the cursor belongs to another query')
  return place
}

const DIGEST_LENGTH = 16

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, DIGEST_LENGTH)
}

function readPlace(body: unknown, query: string): CursorPlace | undefined {
  if (!Array.isArray(body) || body[0] !== query) return undefined
  const [, asOf, third, fourth, id, kind]: readonly unknown[] = body
  if (typeof asOf !== 'number' || typeof fourth !== 'number' || typeof id !== 'string') return undefined
  if (kind === 'rank' && typeof third === 'string') {
    return { kind, asOf, snapshot: third, offset: fourth, id }
  }
  if (kind === undefined && typeof third === 'number') {
    return { kind: 'key', asOf, key: { views: third, publishedAt: fourth, id } }
  }
  return undefined
}
