import { createHash } from 'node:crypto'
import { BadCursorError } from './errors.ts'
import type { SearchQuery } from './search-query.ts'

/** Binds a cursor to what was asked; the size of a page may change on the way. */
export function queryDigest({ terms, phrases = [], excluded, match, filters, sort }: SearchQuery): string {
  const { universities, languages, categories, from, to } = filters
  const forms = (some: SearchQuery['terms']) => some.map(({ exact, stems, key }) => [exact, stems, key])
  const asked = [
    forms(terms),
    phrases,
    [forms(excluded?.terms ?? []), excluded?.phrases ?? []],
    match,
    [universities, languages, categories].map((values) => values.toSorted()),
    [from, to].map((moment) =>
      moment === undefined ? null : moment.kind === 'day' ? moment.day : ['instant', moment.instant],
    ),
    sort,
  ]
  return digest(JSON.stringify(asked))
}

/** Text for an address: what a cursor carries, with a digest, so that damage is noticed. No secret. */
export function sealCursor(query: string, carried: readonly unknown[]): string {
  const text = JSON.stringify([query, ...carried])
  return Buffer.from(digest(text) + text).toString('base64url')
}

/** What `sealCursor` was given; `BadCursorError` for a damaged cursor, and for one of another query. */
export function openCursor(query: string, cursor: string): readonly unknown[] {
  const bytes = Buffer.from(cursor, 'base64url')
  const text = bytes.toString()
  const body = text.slice(DIGEST_LENGTH)
  if (bytes.toString('base64url') !== cursor || digest(body) !== text.slice(0, DIGEST_LENGTH)) {
    throw new BadCursorError('the cursor is damaged')
  }
  const parts: unknown = JSON.parse(body)
  if (!Array.isArray(parts) || parts[0] !== query) throw ofAnotherQuery()
  return parts.slice(1)
}

/** For what an engine finds in an opened cursor that it never put there. */
export function ofAnotherQuery(): BadCursorError {
  return new BadCursorError('the cursor belongs to another query')
}

const DIGEST_LENGTH = 16

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, DIGEST_LENGTH)
}
