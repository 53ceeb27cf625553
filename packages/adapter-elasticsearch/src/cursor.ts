import { createHash } from 'node:crypto'
import { BadCursorError } from '@uniwire/ports'
import type { SearchQuery } from '@uniwire/ports'

/** Values of the last hit, in the order of the sort: Elasticsearch goes on after them. */
export type SortValues = readonly (number | string)[]

/** What a cursor carries: where a page ended, and what the walk began with. */
export interface CursorPlace {
  /** Nothing that arrived later is shown. */
  readonly asOf: number
  readonly after: SortValues
  /** Of a walk by relevance. */
  readonly ranked?: {
    /** Point in time. */
    readonly pit: string
    /** From which ages are counted. */
    readonly newestMs: number
    /** The last hit: where to go on once the point in time is gone. */
    readonly id: string
  }
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

export function encodeCursor(query: string, { asOf, after, ranked }: CursorPlace): string {
  const text = JSON.stringify([
    query,
    asOf,
    after,
    ...(ranked === undefined ? [] : [ranked.pit, ranked.newestMs, ranked.id]),
  ])
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
  const [, asOf, after, pit, newestMs, id]: readonly unknown[] = body
  if (typeof asOf !== 'number' || !isSortValues(after)) return undefined
  if (body.length === 3) return { asOf, after }
  if (typeof pit !== 'string' || typeof newestMs !== 'number' || typeof id !== 'string') return undefined
  return { asOf, after, ranked: { pit, newestMs, id } }
}

function isSortValues(values: unknown): values is SortValues {
  return (
    Array.isArray(values) && values.every((value) => typeof value === 'number' || typeof value === 'string')
  )
}
