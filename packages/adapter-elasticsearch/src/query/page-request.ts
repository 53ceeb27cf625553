import type { SearchPage, SearchQuery } from '@uniwire/ports'
import type { CursorPlace } from './cursor.ts'
import type { Engine } from '../engine/engine.ts'
import type { Names } from '../names.ts'
import type { NewestInstant } from './newest-instant.ts'
import type { PointsInTime } from './points-in-time.ts'
import type { Term } from './term-queries.ts'

export interface Reader {
  readonly engine: Engine
  readonly names: Names
  readonly pointsInTime: PointsInTime
  readonly newestInstant: NewestInstant
}

export interface PageRequest {
  readonly query: SearchQuery
  readonly terms: readonly Term[]
  readonly place: CursorPlace | undefined
}

/** A page without its cursor: that is made of `next`. */
export interface PageAnswer extends Omit<SearchPage, 'nextCursor'> {
  readonly next?: CursorPlace
}
