import { ofAnotherQuery, openCursor, sealCursor } from '@uniwire/ports'

/** Values of the last hit, in the order of the sort: Elasticsearch goes on after them. */
export type SortValues = readonly (number | string)[]

/** What a cursor carries: the place where a page ended, and what the walk began with. */
export interface CursorPlace {
  /** Nothing that arrived later is shown. */
  readonly asOf: number
  /** Absent after the first page by relevance. */
  readonly after?: SortValues
  /** Of a walk by relevance. */
  readonly ranked?: RankedPlace
}

/**
 * Most readers look at one page, so that one is searched as the index is, and the others in a point in time
 * that the second opens: the ranking may have moved by then, but what the first page showed is left out.
 */
export interface RankedPlace {
  /** From which ages are counted. */
  readonly newestMs: number
  /** Ids that the first page looked at. */
  readonly shown: readonly string[]
  /** Point in time of the second and later pages. */
  readonly pit?: string
}

export function encodeCursor(query: string, { asOf, after, ranked }: CursorPlace): string {
  return sealCursor(query, [
    asOf,
    after ?? null,
    ...(ranked === undefined
      ? []
      : [ranked.newestMs, ranked.shown.map(packed).join(' '), ranked.pit ?? null]),
  ])
}

/** Throws `BadCursorError` for a damaged cursor, and for one of another query. */
export function decodeCursor(query: string, cursor: string): CursorPlace {
  const place = readPlace(openCursor(query, cursor))
  if (place === undefined) throw ofAnotherQuery()
  return place
}

function readPlace(carried: readonly unknown[]): CursorPlace | undefined {
  const [asOf, after, newestMs, shown, pit] = carried
  if (typeof asOf !== 'number' || !(after === null || isSortValues(after))) return undefined
  const place = { asOf, ...(after && { after }) }
  if (carried.length === 2) return place
  if (typeof newestMs !== 'number' || typeof shown !== 'string') return undefined
  const ids = shown.split(' ').map(unpacked)
  return { ...place, ranked: { newestMs, shown: ids, ...(typeof pit === 'string' && { pit }) } }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A UUID in 22 characters, so that a page of a hundred fits into an address. */
function packed(id: string): string {
  return UUID.test(id)
    ? Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')
    : `.${encodeURIComponent(id)}`
}

function unpacked(text: string): string {
  if (text.startsWith('.')) return decodeURIComponent(text.slice(1))
  const hex = Buffer.from(text, 'base64url').toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function isSortValues(values: unknown): values is SortValues {
  return (
    Array.isArray(values) && values.every((value) => typeof value === 'number' || typeof value === 'string')
  )
}
