import { BadCursorError } from '@uniwire/ports'
import type { SearchHit, SearchPage } from '@uniwire/ports'
import type { SortValues } from './cursor.ts'
import { currentHits } from './hits.ts'
import type { Names } from '../names.ts'
import { search } from './search.ts'
import type { FoundRow, SearchAnswer, Walk } from './search.ts'

export interface PagePlace {
  readonly limit: number
  readonly facets: boolean
  readonly after?: SortValues
  readonly without?: readonly string[]
}

export interface ReadPage {
  readonly page: Omit<SearchPage, 'nextCursor'>
  readonly asOf: number
  /** Looked at, hits or not. */
  readonly rows: readonly FoundRow[]
  /** Of `rows`, while something follows. */
  readonly last?: FoundRow
}

/** Reads on until the page is full or nothing follows: rows that are no hits any more leave gaps. */
export async function readPage(names: Names, walk: Walk, place: PagePlace): Promise<ReadPage> {
  const { limit, facets, without = [] } = place
  const hits: SearchHit[] = []
  const seen: FoundRow[] = []
  let first: SearchAnswer | undefined
  for (;;) {
    const wanted = limit - hits.length
    const after = seen.at(-1)?.sort ?? place.after
    const answer = await search(first === undefined ? walk : { ...walk, asOf: first.asOf }, {
      size: wanted + 1,
      facets: facets && first === undefined,
      ...(after && { after }),
      without,
    })
    first ??= answer
    const rows = answer.rows.slice(0, wanted)
    // A point in time that somebody made up, or took from elsewhere.
    if (rows.some(({ index }) => names.parse(index) === undefined)) {
      throw new BadCursorError('the cursor is of another index')
    }
    seen.push(...rows)
    hits.push(...(await currentHits(walk.engine, rows)))
    const more = answer.rows.length > wanted
    if (more && hits.length < limit) continue
    const { total, asOf, facets: counted } = first
    const last = more ? seen.at(-1) : undefined
    const page = { total, hits, ...(counted && { facets: counted }) }
    return { page, asOf, rows: seen, ...(last && { last }) }
  }
}
