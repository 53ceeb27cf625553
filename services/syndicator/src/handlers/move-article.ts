import type { FeedPlace } from '../feed-address.ts'
import type { ArticleRow } from '../store/articles.ts'
import type { FeedDatabase } from '../store/database.ts'
import { addEntry, isInRange, oldestShown, removeEntry } from '../store/feed-entries.ts'
import type { FeedEntryRow } from '../store/feed-entries.ts'
import { ensureFeed, markChanged } from '../store/feeds.ts'
import type { Touched } from '../touched.ts'

export interface Move {
  readonly before: ArticleRow | undefined
  readonly after: ArticleRow
  /** Feeds of `after`, with what they call it. */
  readonly places: readonly FeedPlace[]
  /** Time of the event. */
  readonly atMs: number
}

/**
 * Takes an article from where it stood in its feeds to where it stands now. A feed is marked as changed
 * only when one of the two places is shown: what happens to the 51st article changes nothing.
 */
export function moveArticle(database: FeedDatabase, move: Move, touched: Touched): void {
  const { before, after, places, atMs } = move
  touched.articles.add(after.id)
  const old = entryOf(before)
  const fresh = entryOf(after)
  const oldNames = new Set(old === undefined ? [] : before?.feeds)
  const freshNames = new Set(fresh === undefined ? [] : after.feeds)
  const labels = new Map(places.map((place) => [place.name, place]))
  for (const name of oldNames.union(freshNames)) {
    const feed = ensureFeed(database, labels.get(name) ?? { name }, after.university)
    const oldest = oldestShown(database, feed.id)
    const left = old !== undefined && oldNames.has(name) ? old : undefined
    const entered = fresh !== undefined && freshNames.has(name) ? fresh : undefined
    if (left !== undefined) removeEntry(database, feed.id, left)
    if (entered !== undefined) addEntry(database, feed.id, entered)
    const shown = [left, entered].some((entry) => entry !== undefined && isInRange(entry, oldest))
    if (!shown) continue
    markChanged(database, feed, atMs)
    touched.feeds.add(name)
  }
}

function entryOf(article: ArticleRow | undefined): FeedEntryRow | undefined {
  if (article === undefined || article.visibility === 'hidden') return undefined
  const { publishedMs, id, number, version, visibility } = article
  return { publishedMs, id, article: number, version, withdrawn: visibility === 'withdrawn' }
}
