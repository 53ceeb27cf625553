import type { Row } from '@uniwire/projection'
import { integer, optionalText, text } from '@uniwire/projection'
import type { FeedDatabase } from './database.ts'

/** `hidden`: visible once, and now neither to be seen nor taken back. */
export type Visibility = 'visible' | 'withdrawn' | 'hidden'

/** An article that was visible once; what never was leaves no row. */
export interface ArticleRow {
  readonly number: number
  readonly id: string
  readonly university: string
  readonly universityNumber: number
  readonly visibility: Visibility
  readonly version: number
  readonly publishedMs: number
  readonly updatedMs: number
  readonly language: string
  /** Names of the feeds that it stands in. */
  readonly feeds: readonly string[]
  /** Changes from this sequence on carry content; absent while there is none to see. */
  readonly contentSince?: number | undefined
  readonly withdrawnMs?: number | undefined
  readonly reason?: string | undefined
}

export function findArticle(database: FeedDatabase, id: string): ArticleRow | undefined {
  const row = database.statement('SELECT * FROM articles WHERE id = ?').get(id)
  return row === undefined ? undefined : toArticle(row)
}

/** The numbers of an article that is visible for the first time. */
export function nextNumbers(
  database: FeedDatabase,
  university: string,
): Pick<ArticleRow, 'number' | 'universityNumber'> {
  const { number = 0 } = database.statement('SELECT max(number) AS number FROM articles').get() ?? {}
  const last = database
    .statement('SELECT max(university_number) AS number FROM articles WHERE university = ?')
    .get(university)
  return { number: Number(number) + 1, universityNumber: Number(last?.['number'] ?? 0) + 1 }
}

export function saveArticle(database: FeedDatabase, article: ArticleRow): void {
  database
    .statement('INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      article.number,
      article.id,
      article.university,
      article.universityNumber,
      article.visibility,
      article.version,
      article.publishedMs,
      article.updatedMs,
      article.language,
      JSON.stringify(article.feeds),
      article.contentSince ?? null,
      article.withdrawnMs ?? null,
      article.reason ?? null,
    )
}

/**
 * When feeds say that a version was made: at its time, or the first millisecond after those given just before. Most
 * articles of an import are of one millisecond, and two entries of a feed with one `updated` cannot be told apart by
 * readers that sort by it (the W3C validator warns: DuplicateUpdated). Made of the log's order alone, so that every
 * store gives the same; never more than a second late.
 */
export function takeUpdated(database: FeedDatabase, atMs: number): number {
  const row = database.statement('SELECT ms FROM last_updated').get()
  const last = row === undefined ? 0 : integer(row, 'ms')
  const ms = last >= atMs && last - atMs < MOST_LATE_MS ? last + 1 : atMs
  database.statement('INSERT OR REPLACE INTO last_updated VALUES (1, ?)').run(ms)
  return ms
}

const MOST_LATE_MS = 1_000

export function saveVersion(database: FeedDatabase, article: number, version: number, json: string): void {
  database.statement('INSERT OR REPLACE INTO versions VALUES (?, ?, ?)').run(article, version, json)
}

/** `secure_delete` overwrites the bytes. */
export function dropVersions(database: FeedDatabase, article: number): void {
  database.statement('DELETE FROM versions WHERE article = ?').run(article)
}

/** The public article as JSON. */
export function readVersion(database: FeedDatabase, article: number, version: number): string | undefined {
  const row = database
    .statement('SELECT json FROM versions WHERE article = ? AND version = ?')
    .get(article, version)
  return row === undefined ? undefined : text(row, 'json')
}

export function highestNumber(database: FeedDatabase): number {
  return Number(database.statement('SELECT max(number) AS number FROM articles').get()?.['number'] ?? 0)
}

/** Visible articles with these numbers, both included. */
export function visibleBetween(
  database: FeedDatabase,
  first: number,
  last: number,
): readonly { readonly id: string; readonly updatedMs: number }[] {
  return database
    .statement(
      `SELECT id, updated_ms FROM articles
       WHERE number BETWEEN ? AND ? AND visibility = 'visible' ORDER BY number`,
    )
    .all(first, last)
    .map((row) => ({ id: text(row, 'id'), updatedMs: integer(row, 'updated_ms') }))
}

function toArticle(row: Row): ArticleRow {
  return {
    number: integer(row, 'number'),
    id: text(row, 'id'),
    university: text(row, 'university'),
    universityNumber: integer(row, 'university_number'),
    // The table's CHECK allows no other word.
    visibility: text(row, 'visibility') as Visibility,
    version: integer(row, 'version'),
    publishedMs: integer(row, 'published_ms'),
    updatedMs: integer(row, 'updated_ms'),
    language: text(row, 'language'),
    // Written by `saveArticle` alone.
    feeds: JSON.parse(text(row, 'feeds')) as readonly string[],
    contentSince: row['content_since'] === null ? undefined : integer(row, 'content_since'),
    withdrawnMs: row['withdrawn_ms'] === null ? undefined : integer(row, 'withdrawn_ms'),
    reason: optionalText(row, 'reason'),
  }
}
