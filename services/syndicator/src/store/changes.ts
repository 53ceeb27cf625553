import type { Change } from '@uniwire/http-api'
import type { Row } from '@uniwire/projection'
import { integer, optionalText, text } from '@uniwire/projection'
import type { FeedDatabase } from './database.ts'

export type ChangeType = Change['type']

export interface NewChange {
  readonly sequence: number
  readonly type: ChangeType
  /** `number` of the article. */
  readonly article: number
  readonly university: string
  readonly version: number
  readonly at: string
}

export interface ChangesQuery {
  readonly after: number
  readonly limit: number
  readonly university?: string | undefined
}

/** A page of the largest articles would be 250 MB: it ends after this many characters, and has one entry. */
const MAX_PAGE_CHARACTERS = 4_000_000

export function addChange(database: FeedDatabase, change: NewChange): void {
  const { sequence, type, article, university, version, at } = change
  database
    .statement('INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?)')
    .run(sequence, type, article, university, version, at)
}

/** Sequence of the newest public change of an article, by its `number`. */
export function lastChangeOf(database: FeedDatabase, article: number): number | undefined {
  const row = database
    .statement('SELECT max(sequence) AS sequence FROM changes WHERE article = ?')
    .get(article)
  return typeof row?.['sequence'] === 'number' ? row['sequence'] : undefined
}

/**
 * The answer of `/v1/changes` as JSON. `next` is the last sequence of the page; of an empty page it is
 * `after` itself, so that whoever is up to date asks the same question again and is told 304.
 */
export function changesPage(database: FeedDatabase, query: ChangesQuery): string {
  const entries: string[] = []
  let next = query.after
  let characters = 0
  for (const row of changeRows(database, query)) {
    const entry = toJson(row)
    characters += entry.length
    if (entries.length > 0 && characters > MAX_PAGE_CHARACTERS) break
    entries.push(entry)
    next = integer(row, 'sequence')
  }
  return `{"changes":[${entries.join(',')}],"next":${next}}`
}

/** What was withdrawn has no content; after a restore its later entries have, its earlier ones stay bare. */
const COLUMNS = `
  SELECT c.sequence, c.type, a.id, c.university, c.version, c.at,
    CASE WHEN c.sequence >= a.content_since THEN v.json END AS json
  FROM changes c
  JOIN articles a ON a.number = c.article
  LEFT JOIN versions v ON v.article = c.article AND v.version = c.version`

function changeRows(database: FeedDatabase, { after, limit, university }: ChangesQuery): Iterable<Row> {
  if (university === undefined) {
    return database
      .statement(`${COLUMNS} WHERE c.sequence > ? ORDER BY c.sequence LIMIT ?`)
      .iterate(after, limit)
  }
  return database
    .statement(`${COLUMNS} WHERE c.university = ? AND c.sequence > ? ORDER BY c.sequence LIMIT ?`)
    .iterate(university, after, limit)
}

function toJson(row: Row): string {
  const head = JSON.stringify({
    sequence: integer(row, 'sequence'),
    type: text(row, 'type'),
    id: text(row, 'id'),
    university: text(row, 'university'),
    version: integer(row, 'version'),
    at: text(row, 'at'),
  })
  const article = optionalText(row, 'json')
  return article === undefined ? head : `${head.slice(0, -1)},"article":${article}}`
}
