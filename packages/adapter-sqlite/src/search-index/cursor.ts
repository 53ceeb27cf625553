import { ofAnotherQuery, openCursor, sealCursor } from '@uniwire/ports'
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

export function encodeCursor(query: string, place: CursorPlace): string {
  return sealCursor(
    query,
    place.kind === 'key'
      ? [place.asOf, place.key.views, place.key.publishedAt, place.key.id]
      : [place.asOf, place.snapshot, place.offset, place.id, 'rank'],
  )
}

/** Throws `BadCursorError` for a damaged cursor, and for one of another query. */
export function decodeCursor(query: string, cursor: string): CursorPlace {
  const place = readPlace(openCursor(query, cursor))
  if (place === undefined) throw ofAnotherQuery()
  return place
}

function readPlace([asOf, second, third, id, kind]: readonly unknown[]): CursorPlace | undefined {
  if (typeof asOf !== 'number' || typeof third !== 'number' || typeof id !== 'string') return undefined
  if (kind === 'rank' && typeof second === 'string') {
    return { kind, asOf, snapshot: second, offset: third, id }
  }
  if (kind === undefined && typeof second === 'number') {
    return { kind: 'key', asOf, key: { views: second, publishedAt: third, id } }
  }
  return undefined
}
