import type { DayTotals, ViewTotals } from '@uniwire/ports'
import type { Database } from '../sqlite/database.ts'
import { integer, text } from '../sqlite/columns.ts'
import type { Row } from '../sqlite/columns.ts'

export function readTotals(database: Database, article: string): ViewTotals | undefined {
  const row = database
    .statement('SELECT id, name, live, visitors, revision FROM articles WHERE name = ?')
    .get(article)
  return row === undefined ? undefined : toTotals(database, row)
}

export function readUnsettled(database: Database, limit: number): readonly DayTotals[] {
  return database
    .statement(
      `SELECT day, days.live AS day_live, id, name, articles.live, visitors, articles.revision
       FROM days JOIN articles ON id = article WHERE turn IS NOT NULL ORDER BY turn LIMIT ?`,
    )
    .all(limit)
    .map((row) => ({
      day: text(row, 'day'),
      live: integer(row, 'day_live'),
      totals: toTotals(database, row),
    }))
}

/** In a transaction. A day that changed after these totals were read has a higher revision, and waits on. */
export function settleDays(database: Database, settled: readonly DayTotals[]): void {
  const settle = database.statement(
    `UPDATE days SET turn = NULL
     WHERE day = ? AND article = (SELECT id FROM articles WHERE name = ?) AND revision <= ?`,
  )
  for (const { day, totals } of settled) settle.run(day, totals.article, totals.revision)
}

export interface Seed {
  readonly totals: ViewTotals
  readonly days: Readonly<Record<string, number>>
}

/**
 * In a transaction. Lifts a counter of a lower revision as well, and lowers none of its values. A day of it
 * that waits to be settled waits on, with a revision that the log takes for newer than the seed's.
 */
export function seedArticle(database: Database, { totals, days }: Seed): void {
  const seeded = database
    .statement(
      `INSERT INTO articles (name, live, visitors, revision) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET
         live = max(live, excluded.live), visitors = max(visitors, excluded.visitors),
         revision = excluded.revision
           + EXISTS (SELECT 1 FROM days WHERE article = articles.id AND turn IS NOT NULL)
       WHERE revision < excluded.revision RETURNING id, revision`,
    )
    .get(totals.article, totals.live, totals.unique, totals.revision)
  if (seeded === undefined) return
  const article = integer(seeded, 'id')
  const rejection = database.statement(
    'INSERT INTO rejections VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET views = max(views, excluded.views)',
  )
  for (const [reason, views] of Object.entries(totals.rejected)) rejection.run(article, reason, views)
  const settledDay = database.statement(
    `INSERT INTO days VALUES (?, ?, ?, ?, NULL) ON CONFLICT DO UPDATE SET live = max(live, excluded.live)`,
  )
  for (const [day, live] of Object.entries(days)) settledDay.run(day, article, live, totals.revision)
}

function toTotals(database: Database, row: Row): ViewTotals {
  const rejections = database
    .statement('SELECT reason, views FROM rejections WHERE article = ?')
    .all(integer(row, 'id'))
  return {
    article: text(row, 'name'),
    live: integer(row, 'live'),
    unique: integer(row, 'visitors'),
    rejected: Object.fromEntries(rejections.map((each) => [text(each, 'reason'), integer(each, 'views')])),
    revision: integer(row, 'revision'),
  }
}
