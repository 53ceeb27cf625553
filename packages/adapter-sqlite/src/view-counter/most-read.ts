import { setImmediate } from 'node:timers/promises'
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

/** With views on each of 30 days: about ten milliseconds. */
const SLICE_ARTICLES = 500
/** One step of joining sorted lists. */
const MERGE_STEP = 20_000

/**
 * Windows are made of whole hours: no view younger than the window is left out, and none is in it that is
 * more than an hour older. One longer than `HOURS_KEPT` begins with a UTC day.
 *
 * Read in slices of articles, for each call of SQLite holds up every request of this process: a month of 100,000
 * articles would take two seconds (measured). A view that comes meanwhile may be in the list or not.
 */
export async function mostRead(
  database: Database,
  { windowHours, at, limit }: MostReadQuery,
): Promise<readonly MostRead[]> {
  const read =
    windowHours === 'all' ? readEver(database) : readWindow(database, partsOf(windowHours, parseInstant(at)))
  const end =
    integer(database.statement('SELECT coalesce(max(id), 0) AS last FROM articles').get() ?? {}, 'last') + 1
  const slices: (readonly MostRead[])[] = []
  for (let begin = 1; begin < end; begin += SLICE_ARTICLES) {
    if (begin > 1) await setImmediate()
    slices.push(read(begin, begin + SLICE_ARTICLES).map(toMostRead))
  }
  return (await joined(slices)).slice(0, limit)
}

/** Articles from `begin` to before `end`, highest first. */
type ReadSlice = (begin: number, end: number) => readonly Row[]

function readEver(database: Database): ReadSlice {
  const statement = database.statement(
    'SELECT name, live AS views FROM articles WHERE id >= ? AND id < ? AND live > 0 ORDER BY live DESC, name',
  )
  return (begin, end) => statement.all(begin, end)
}

function readWindow(database: Database, { days, hours }: Parts): ReadSlice {
  const statement = database.statement(IN_WINDOW)
  const lists = [JSON.stringify(days), JSON.stringify(hours)] as const
  return (begin, end) => statement.all(...lists, begin, end)
}

/** Every day and every hour is looked up by itself: their keys begin with it, and go on with the article. */
const IN_WINDOW = `
  SELECT name, views FROM (
    SELECT article, sum(live) AS views FROM (
      SELECT article, live FROM json_each(?1) CROSS JOIN days
        ON day = value AND article >= ?3 AND article < ?4
      UNION ALL SELECT article, live FROM json_each(?2) CROSS JOIN hours
        ON hour = value AND article >= ?3 AND article < ?4
    ) GROUP BY article HAVING sum(live) > 0
  ) JOIN articles ON id = article
  ORDER BY views DESC, name`

interface Parts {
  readonly days: readonly string[]
  readonly hours: readonly number[]
}

/** Whole days come from `days`, which a seed fills; only the hours at both edges come from `hours`. */
function partsOf(windowHours: number, atMs: number): Parts {
  const end = hourOf(atMs) + 1
  const begin = end - 1 - windowHours
  const firstDay = end - begin > HOURS_KEPT ? Math.floor(begin / 24) : Math.ceil(begin / 24)
  const endDay = Math.floor(end / 24)
  if (firstDay >= endDay) return { days: [], hours: range(begin, end) }
  return {
    days: range(firstDay, endDay).map((day) => dayOf(day * DAY_MS)),
    hours: [...range(begin, firstDay * 24), ...range(endDay * 24, end)],
  }
}

/** Two by two, for sorting all at once would hold up others again. */
async function joined(lists: readonly (readonly MostRead[])[]): Promise<readonly MostRead[]> {
  let remaining = lists
  while (remaining.length > 1) {
    const next: (readonly MostRead[])[] = []
    for (let n = 0; n < remaining.length; n += 2) {
      next.push(await merged(remaining[n] ?? [], remaining[n + 1] ?? []))
    }
    remaining = next
  }
  return remaining[0] ?? []
}

async function merged(left: readonly MostRead[], right: readonly MostRead[]): Promise<readonly MostRead[]> {
  const all: MostRead[] = []
  for (let n = 0, m = 0; ;) {
    const [one, other] = [left[n], right[m]]
    const first = one === undefined || (other !== undefined && isBefore(other, one)) ? other : one
    if (first === undefined) return all
    if (first === one) n += 1
    else m += 1
    if (all.push(first) % MERGE_STEP === 0) await setImmediate()
  }
}

function isBefore(one: MostRead, other: MostRead): boolean {
  return one.views > other.views || (one.views === other.views && one.article < other.article)
}

function range(begin: number, end: number): readonly number[] {
  return Array.from({ length: Math.max(0, end - begin) }, (_, n) => begin + n)
}

function toMostRead(row: Row): MostRead {
  return { article: text(row, 'name'), views: integer(row, 'views') }
}
