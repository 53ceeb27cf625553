import type { FeedPlace } from '../feed-address.ts'
import { markPageChanged, opensPage, pageOf } from '../store/archive-pages.ts'
import type { ArticleRow } from '../store/articles.ts'
import type { FeedDatabase } from '../store/database.ts'
import { addEntry, isInRange, oldestShown, removeEntry } from '../store/feed-entries.ts'
import type { FeedEntryRow } from '../store/feed-entries.ts'
import type { FeedPart, FeedRow } from '../store/feeds.ts'
import { ensureFeed, markChanged, markOwed } from '../store/feeds.ts'
import { findUniversity } from '../store/universities.ts'
import type { Touched } from '../touched.ts'
import { archiveName } from '../touched.ts'

export interface Move {
  readonly before: ArticleRow | undefined
  readonly after: ArticleRow
  /** Feeds of `after`, with what they call it. */
  readonly places: readonly FeedPlace[]
  /** Time of the event. */
  readonly atMs: number
  readonly sequence: number
  /** Whether subscribers are told; an import of what is old news is for those who come and ask (log §7). */
  readonly owes: boolean
}

/**
 * Takes an article from where it stood in its feeds to where it stands now. A feed is marked as changed
 * only when one of the two places is shown: what happens to the 51st article changes nothing.
 */
export function moveArticle(database: FeedDatabase, move: Move, touched: Touched): void {
  const { before, after, places, atMs, sequence, owes } = move
  touched.articles.add(after.id)
  const old = entryOf(before)
  const fresh = entryOf(after)
  const oldNames = new Set(old === undefined ? [] : before?.feeds)
  const freshNames = new Set(fresh === undefined ? [] : after.feeds)
  const labels = new Map(places.map((place) => [place.name, place]))
  const archives = archivesOf(after)
  const notices = findUniversity(database, after.university)?.university.withdrawalNotice === true
  for (const name of oldNames.union(freshNames)) {
    const feed = ensureFeed(database, labels.get(name) ?? { name }, after.university)
    const left = oldNames.has(name) ? old : undefined
    const entered = freshNames.has(name) ? fresh : undefined
    // The newest page of its archive is what a feed links to.
    const linked = before === undefined && opensPage(archives.get(name) ?? 0) ? 'atom' : undefined
    const part = replaceEntry(database, feed, left, entered, notices) ?? linked
    if (part === undefined) continue
    markChanged(database, feed, part, atMs)
    if (owes) markOwed(database, feed, part, sequence)
    touched.feeds.add(name)
  }
  for (const [name, number] of archives) {
    const page = pageOf(number)
    // A page that is no longer the newest links to the one after it, and changes no more.
    const pages = before === undefined && page > 1 && opensPage(number) ? [page - 1, page] : [page]
    for (const each of pages) {
      markPageChanged(database, name, each, atMs)
      touched.archives.add(archiveName(name, each))
    }
  }
}

/** What of the feed is another one now; `undefined`: nothing that it shows. */
function replaceEntry(
  database: FeedDatabase,
  feed: FeedRow,
  left: FeedEntryRow | undefined,
  entered: FeedEntryRow | undefined,
  notices: boolean,
): FeedPart | undefined {
  const isShown = (entry: FeedEntryRow | undefined, withdrawn: boolean) =>
    entry?.withdrawn === withdrawn && isInRange(entry, oldestShown(database, feed.id, withdrawn))
  const hasNotice = (entry: FeedEntryRow | undefined) =>
    notices &&
    entry?.noticeMs !== undefined &&
    isInRange({ sortMs: entry.noticeMs, id: entry.id }, oldestShown(database, feed.id, false))
  const entries = isShown(left, false) || isShown(entered, false) || hasNotice(left) || hasNotice(entered)
  const withdrawals = isShown(left, true) || isShown(entered, true)
  if (left !== undefined) removeEntry(database, feed.id, left)
  if (entered !== undefined) addEntry(database, feed.id, entered)
  if (entries) return 'entries'
  return withdrawals ? 'atom' : undefined
}

function entryOf(article: ArticleRow | undefined): FeedEntryRow | undefined {
  if (article === undefined || article.visibility === 'hidden') return undefined
  const { publishedMs, withdrawnMs, updatedMs, id, number, version, visibility } = article
  const withdrawn = visibility === 'withdrawn'
  return {
    sortMs: withdrawn ? (withdrawnMs ?? updatedMs) : publishedMs,
    id,
    article: number,
    version,
    withdrawn,
    ...(withdrawn && { noticeMs: publishedMs }),
  }
}

/** The feeds that keep an archive, and the article's number in each. */
function archivesOf({ university, number, universityNumber }: ArticleRow): ReadonlyMap<string, number> {
  return new Map([
    ['all', number],
    [university, universityNumber],
  ])
}
