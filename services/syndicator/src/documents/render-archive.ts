import { atomFrame, renderAtomEntry } from '@uniwire/feed'
import type { FeedEntry, Tombstone } from '@uniwire/feed'
import type { University } from '@uniwire/newsroom'
import { nameLanguage } from '../faces.ts'
import type { ArchiveAddress } from '../feed-address.ts'
import { archiveUrl, feedName, feedUrl } from '../feed-address.ts'
import { wholeSecond } from '../instant.ts'
import type { Change } from '../last-change.ts'
import { laterChange } from '../last-change.ts'
import type { ArchivedArticle } from '../store/archive-pages.ts'
import { archivedArticles, newestPage, readPageChange } from '../store/archive-pages.ts'
import type { FeedDatabase } from '../store/database.ts'
import { findUniversity } from '../store/universities.ts'
import type { UniversityRow } from '../store/universities.ts'
import type { Document } from './document.ts'
import { createDocument } from './document.ts'
import { toFeedEntry } from './entry.ts'
import { feedHeader, headerFace } from './feed-header.ts'
import { readArticle, shortenedEntry } from './fragments.ts'
import { sinceRenderer } from './render-feed.ts'
import { MAX_ARCHIVE_PAGE_BYTES, shownWhole } from './room.ts'

export interface ArchivePage {
  readonly document: Document
  /** The page that new articles still come into. */
  readonly newest: boolean
}

/**
 * A page of an archive (RFC 5005 §4, log §7): what its numbers became, entries and withdrawals. Once there is
 * a page after it, nothing but a change of its own articles changes it. `undefined`: there is no such page.
 */
export function renderArchivePage(
  database: FeedDatabase,
  address: ArchiveAddress,
  publicUrl: string,
): ArchivePage | undefined {
  const { of, page } = address
  const owner = of.kind === 'all' ? undefined : findUniversity(database, of.university)
  const newestNumber = newestPage(database, feedName(of))
  if (page > newestNumber) return undefined
  const newest = page === newestNumber
  const articles = archivedArticles(database, feedName(of), page)
  const entries = shownEntries(database, articles, publicUrl)
  const heads = of.kind === 'all' || owner === undefined ? [] : [owner.faceTimes[headerFace(of)]]
  const times = [...heads, ...entries.map(({ faceMs }) => faceMs)]
  const changed = lastChange(readPageChange(database, feedName(of), page), times)
  const header = feedHeader({
    request: { address: of, format: 'atom' },
    publicUrl,
    university: owner?.university,
    updatedMs: changed.ms,
  })
  const { hubUrl: _live, ...own } = header
  const url = (neighbour: number) => archiveUrl(publicUrl, { of, page: neighbour })
  const { before, after } = atomFrame(
    {
      ...own,
      feedUrl: url(page),
      currentUrl: feedUrl(publicUrl, of, 'atom'),
      archive: !newest,
      ...(page > 1 && { prevArchiveUrl: url(page - 1) }),
      ...(!newest && { nextArchiveUrl: url(page + 1) }),
    },
    articles.flatMap(tombstone),
  )
  return {
    newest,
    document: createDocument({
      mediaType: 'application/atom+xml; charset=utf-8',
      body: Buffer.from(before + entries.map(({ xml }) => xml).join('') + after),
      lastModified: { ms: changed.ms, ambiguous: changed.twice },
      selfUrl: url(page),
    }),
  }
}

interface ArchivedEntry {
  readonly xml: string
  /** When the university became what the entry shows of it. */
  readonly faceMs: number
}

/** Rendered by themselves: a walk through all of it must not push out what the live feeds are made of. */
function shownEntries(
  database: FeedDatabase,
  articles: readonly ArchivedArticle[],
  publicUrl: string,
): readonly ArchivedEntry[] {
  const owners = new Map<string, UniversityRow | undefined>()
  const entries = articles
    .filter(({ visibility }) => visibility === 'visible')
    .map(({ number, id, university: slug, version, publishedMs, updatedMs }) => {
      if (!owners.has(slug)) owners.set(slug, findUniversity(database, slug))
      const owner = owners.get(slug)
      const article = readArticle(database, { article: number, id, version, publishedMs })
      const university: University | undefined = owner?.university
      const entry = toFeedEntry({ article, publishedMs, updatedMs, university, publicUrl })
      const xml = renderAtomEntry(entry)
      return { entry, xml, faceMs: owner?.faceTimes[nameLanguage(article.language)] ?? 0 }
    })
  return withinRoom(entries)
}

/** The oldest first: of a page that still grows, what was whole stays so. */
function withinRoom(
  entries: readonly (ArchivedEntry & { readonly entry: FeedEntry })[],
): readonly ArchivedEntry[] {
  const sizes = entries.map(({ xml }) => Buffer.byteLength(xml))
  if (sizes.reduce((sum, size) => sum + size, 0) <= MAX_ARCHIVE_PAGE_BYTES) return entries
  const short = entries.map(({ entry }) => renderAtomEntry(shortenedEntry(entry)))
  const both = short.map((xml, n) => ({ whole: sizes[n] ?? 0, short: Buffer.byteLength(xml) }))
  const shown = shownWhole(both.toReversed(), MAX_ARCHIVE_PAGE_BYTES).toReversed()
  return entries.map(({ xml, faceMs }, n) => ({ xml: shown[n] === true ? xml : (short[n] ?? ''), faceMs }))
}

function tombstone(article: ArchivedArticle): readonly Tombstone[] {
  const { visibility, id, withdrawnMs, reason } = article
  if (visibility !== 'withdrawn' || withdrawnMs === undefined) return []
  return [{ id, at: wholeSecond(withdrawnMs), ...(reason === undefined ? {} : { reason }) }]
}

/** Equal times are one event: a university that registers changes its head and its faces at once. */
function lastChange(page: Change, times: readonly number[]): Change {
  const faces = new Set(times.filter((ms) => ms > 0 && ms !== page.ms))
  return sinceRenderer(
    Array.from(faces).reduce((change, ms) => laterChange(change, { ms, twice: false }), page),
  )
}
