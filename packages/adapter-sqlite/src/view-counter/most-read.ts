import { DAY_MS, dayOf, hourOf, parseInstant } from '@uniwire/ports'
import type { MostReadQuery } from '@uniwire/ports'
import type { Database } from '../sqlite/database.ts'
import { integer, text } from '../sqlite/columns.ts'
import type { Row } from '../sqlite/columns.ts'
import { HOURS_KEPT } from './sweep.ts'

export interface MostRead {
  readonly article: string
  readonly views: number
}

/**
 * Windows are made of whole hours: no view younger than the window is left out, and none is in it that is
 * more than an hour older. One longer than `HOURS_KEPT` begins with a UTC day.
 */
export function mostRead(database: Database, { windowHours, at, limit }: MostReadQuery): readonly MostRead[] {
  if (windowHours === 'all') {
    return database
      .statement('SELECT name, live AS views FROM articles WHERE live > 0 ORDER BY live DESC, name LIMIT ?')
      .all(limit)
      .map(toMostRead)
  }
  const end = hourOf(parseInstant(at)) + 1
  const begin = end - 1 - windowHours
  return database
    .statement(IN_WINDOW)
    .all(...parts(begin, end), limit)
    .map(toMostRead)
}

/** Whole days come from `days`, which a seed fills; only the hours at both edges come from `hours`. */
const IN_WINDOW = `
  SELECT name, views FROM (
    SELECT article, sum(live) AS views FROM (
      SELECT article, live FROM hours WHERE hour >= ? AND hour < ?
      UNION ALL SELECT article, live FROM days WHERE day >= ? AND day < ?
      UNION ALL SELECT article, live FROM hours WHERE hour >= ? AND hour < ?
    ) GROUP BY article HAVING sum(live) > 0
  ) JOIN articles ON id = article
  ORDER BY views DESC, name LIMIT ?`

type Parts = [number, number, string, string, number, number]

function parts(begin: number, end: number): Parts {
  const firstDay = end - begin > HOURS_KEPT ? Math.floor(begin / 24) : Math.ceil(begin / 24)
  const endDay = Math.floor(end / 24)
  if (firstDay >= endDay) return [begin, end, '', '', 0, 0]
  return [begin, firstDay * 24, dayOf(firstDay * DAY_MS), dayOf(endDay * DAY_MS), endDay * 24, end]
}

function toMostRead(row: Row): MostRead {
  return { article: text(row, 'name'), views: integer(row, 'views') }
}
