import { integer, text } from '@uniwire/projection'
import type { FeedDatabase } from './database.ts'
import { shownEntries, shownWithdrawals } from './feed-entries.ts'
import type { FeedRow } from './feeds.ts'

export interface DeliveredChange {
  readonly article: string
  readonly version: number
  readonly change: string
  readonly sequence: number
}

/** More than a feed shows: of changes that others have overtaken, a delivery holds nothing. */
const MOST_CHANGES = 1_000

/** The newest change of each article that the feed shows or tells the withdrawal of. */
export function deliveredChanges(
  database: FeedDatabase,
  feed: FeedRow,
  after: number,
  upTo: number,
): readonly DeliveredChange[] {
  const shown = new Set(
    [...shownEntries(database, feed.id), ...shownWithdrawals(database, feed.id)].map(({ id }) => id),
  )
  const newest = new Map<string, DeliveredChange>()
  const rows = database
    .statement(
      `SELECT c.sequence, c.type, c.version, a.id FROM changes c JOIN articles a ON a.number = c.article
       WHERE c.sequence > ? AND c.sequence <= ? ORDER BY c.sequence DESC LIMIT ${MOST_CHANGES}`,
    )
    .all(after, upTo)
  for (const row of rows) {
    const article = text(row, 'id')
    if (!shown.has(article) || newest.has(article)) continue
    newest.set(article, {
      article,
      version: integer(row, 'version'),
      change: text(row, 'type'),
      sequence: integer(row, 'sequence'),
    })
  }
  return Array.from(newest.values())
}
