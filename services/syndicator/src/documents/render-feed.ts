import type { FeedFrame, FeedHeader, Tombstone } from '@uniwire/feed'
import { atomFrame, FEED_RENDERER_DATE, jsonFeedFrame, rssFrame } from '@uniwire/feed'
import type { Change } from '../last-change.ts'
import { laterChange, NEVER } from '../last-change.ts'
import { newestPage } from '../store/archive-pages.ts'
import type { FeedAddress, FeedFormat, FeedRequest } from '../feed-address.ts'
import { feedName } from '../feed-address.ts'
import { instantMs, wholeSecond } from '../instant.ts'
import type { FeedDatabase } from '../store/database.ts'
import type { ShownEntry } from '../store/feed-entries.ts'
import { shownEntries, shownNotices, shownWithdrawals } from '../store/feed-entries.ts'
import type { FeedRow } from '../store/feeds.ts'
import { findFeed } from '../store/feeds.ts'
import type { UniversityRow } from '../store/universities.ts'
import { findUniversity } from '../store/universities.ts'
import type { Document } from './document.ts'
import { createDocument, digest } from './document.ts'
import { feedHeader, headerFace } from './feed-header.ts'
import type { FragmentSource } from './fragments.ts'
import { fitting, roomIn } from './room.ts'

export const MEDIA_TYPES: Readonly<Record<FeedFormat, string>> = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  // JSON is UTF-8 by definition and its media type has no such parameter (RFC 8259 §11).
  json: 'application/feed+json',
}
const RENDERER: Change = { ms: instantMs(FEED_RENDERER_DATE), twice: false }

/** A live feed; `undefined` when there is no such university, or it is closed. */
export function renderFeed(
  database: FeedDatabase,
  request: FeedRequest,
  { publicUrl, fragments }: { readonly publicUrl: string; readonly fragments: FragmentSource },
): Document | undefined {
  const { address, format } = request
  const owner = address.kind === 'all' ? undefined : findUniversity(database, address.university)
  if (address.kind !== 'all' && (owner === undefined || owner.university.closed !== undefined))
    return undefined
  const feed = findFeed(database, feedName(address))
  const entries = feed === undefined ? [] : entriesIn(database, feed, format)
  const changed = lastChange(address, format, feed ?? ownersFeed(database, owner), owner)
  const header = feedHeader({
    request,
    publicUrl,
    university: owner?.university,
    label: feed?.label,
    updatedMs: changed.ms,
    ...(format === 'atom' && { archivePage: newestPage(database, feedName(address)) }),
  })
  const tombstones = format === 'atom' && feed !== undefined ? deleted(database, feed) : []
  const around = frame(format, header, tombstones)
  const { before, between, after } = around
  const parts = fitting(database, entries, { format, fragments, room: roomIn(around, entries.length) })
  return createDocument({
    mediaType: MEDIA_TYPES[format],
    body: join(
      before,
      parts.map((fragment) => fragment.bytes),
      between,
      after,
    ),
    // The bytes are these parts and nothing else, so their digests tell as much as one over all of it.
    tag: digest([before, ...parts.map((fragment) => fragment.digest), after].join('\n')),
    lastModified: { ms: changed.ms, ambiguous: changed.twice },
    selfUrl: header.feedUrl,
    hubUrl: header.hubUrl,
  })
}

/** In Atom a tombstone says it; the same id as an entry beside it would say the opposite (RFC 6721 §3). */
function entriesIn(database: FeedDatabase, feed: FeedRow, format: FeedFormat): readonly ShownEntry[] {
  const entries = shownEntries(database, feed.id)
  const notices = format === 'atom' ? [] : shownNotices(database, feed.id)
  if (notices.length === 0) return entries
  return [...entries, ...notices].toSorted((a, b) => b.publishedMs - a.publishedMs || (a.id < b.id ? 1 : -1))
}

function frame(format: FeedFormat, header: FeedHeader, tombstones: readonly Tombstone[]): FeedFrame {
  if (format === 'rss') return rssFrame(header)
  return format === 'atom' ? atomFrame(header, tombstones) : jsonFeedFrame(header)
}

function deleted(database: FeedDatabase, feed: FeedRow): readonly Tombstone[] {
  return shownWithdrawals(database, feed.id).map(({ id, atMs, reason }) => ({
    id,
    at: wholeSecond(atMs),
    ...(reason === undefined ? {} : { reason }),
  }))
}

export function join(before: string, parts: readonly Buffer[], between: string, after: string): Buffer {
  const separator = Buffer.from(between)
  const body = parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]))
  return Buffer.concat([Buffer.from(before), ...body, Buffer.from(after)])
}

/**
 * A category that an erasure took away is as new as its university's feed, which changed then: its time must
 * not go back, or who asks by it alone would keep what was erased.
 */
function ownersFeed(database: FeedDatabase, owner: UniversityRow | undefined): FeedRow | undefined {
  return owner === undefined ? undefined : findFeed(database, owner.university.slug)
}

/** The later of the last event that changed what is shown, or the head, and the renderer's date (log §7). */
function lastChange(
  address: FeedAddress,
  format: FeedFormat,
  feed: FeedRow | undefined,
  owner: UniversityRow | undefined,
): Change {
  const shown = (format === 'atom' ? feed?.atom : feed?.entries) ?? NEVER
  const headMs = address.kind === 'all' || owner === undefined ? 0 : owner.faceTimes[headerFace(address)]
  return sinceRenderer(headMs === shown.ms ? shown : laterChange(shown, { ms: headMs, twice: false }))
}

/** A document is never older than what made it. */
export function sinceRenderer(change: Change): Change {
  return change.ms >= RENDERER.ms ? change : RENDERER
}
