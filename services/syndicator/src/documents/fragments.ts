import type { FeedEntry } from '@uniwire/feed'
import { renderEntry, shortEntry } from '@uniwire/feed'
import type { PublishedArticle } from '@uniwire/projection'
import type { FeedFormat } from '../feed-address.ts'
import { feedTexts } from '../feed-texts.ts'
import { findArticle, readVersion } from '../store/articles.ts'
import type { FeedDatabase } from '../store/database.ts'
import type { ShownEntry } from '../store/feed-entries.ts'
import { findUniversity } from '../store/universities.ts'
import { createByteCache } from './byte-cache.ts'
import { digest } from './document.ts'
import { toFeedEntry } from './entry.ts'
import { toNotice } from './notice.ts'

export interface Fragment {
  readonly bytes: Buffer
  readonly digest: string
}

type Fragments = Readonly<Record<FeedFormat, Fragment>>

/**
 * One version in each format. It is rendered when a feed first shows it and kept as bytes while feeds
 * go on asking for it, so that an event costs one entry and a join: an archive of a million articles
 * is never rendered as a whole, neither in a rebuild nor when its university changes its name.
 */
export interface FragmentSource {
  get(database: FeedDatabase, entry: ShownEntry): Fragments
  /** Its beginning, and where to read on. */
  short(database: FeedDatabase, entry: ShownEntry): Fragments
  /** Bytes of all of it; once known, it need not be rendered to be left out. */
  sizes(database: FeedDatabase, entry: ShownEntry): Readonly<Record<FeedFormat, number>>
  /** Forgets an article at once: what was withdrawn may not stay in memory, nor be taken for its notice. */
  delete(id: string): void
  clear(): void
}

/** About 2,700 articles of 3 KB of HTML. */
const MAX_BYTES = 32 * 1024 * 1024
const MAX_SHORT_BYTES = 8 * 1024 * 1024
const MAX_SIZES_BYTES = 4 * 1024 * 1024
/** Three numbers and their key. */
const SIZES_BYTES = 200

export function createFragmentSource(publicUrl: string): FragmentSource {
  const whole = versionCache(MAX_BYTES, bytesOf)
  const short = versionCache(MAX_SHORT_BYTES, bytesOf)
  const sizes = versionCache<Readonly<Record<FeedFormat, number>>>(MAX_SIZES_BYTES, () => SIZES_BYTES)
  const source: FragmentSource = {
    get: (database, entry) =>
      whole.get(entry, () => {
        const fragments = fragmentsOf(entryOf(database, entry, publicUrl))
        sizes.get(entry, () => sizesOf(fragments))
        return fragments
      }),
    sizes: (database, entry) => sizes.get(entry, () => sizesOf(source.get(database, entry))),
    short: (database, entry) =>
      entry.notice === true
        ? source.get(database, entry)
        : short.get(entry, () => fragmentsOf(shortenedEntry(articleOf(database, entry, publicUrl)))),
    delete(id) {
      for (const cache of [whole, short, sizes]) cache.delete(id)
    },
    clear() {
      for (const cache of [whole, short, sizes]) cache.clear()
    },
  }
  return source
}

/** The beginning of an article that says so in its own language. */
export function shortenedEntry(entry: FeedEntry): FeedEntry {
  return shortEntry(entry, feedTexts[entry.language].fullText)
}

/** What was made of a version, until the article has another one. */
function versionCache<V>(maxBytes: number, bytes: (value: V) => number) {
  const cache = createByteCache<{ readonly version: number; readonly value: V }>(maxBytes, ({ value }) =>
    bytes(value),
  )
  return {
    get({ id, version }: ShownEntry, make: () => V): V {
      const known = cache.get(id)
      if (known?.version === version) return known.value
      const value = make()
      cache.set(id, { version, value })
      return value
    },
    delete: (id: string) => cache.delete(id),
    clear: () => cache.clear(),
  }
}

function bytesOf({ rss, atom, json }: Fragments): number {
  return rss.bytes.length + atom.bytes.length + json.bytes.length
}

function sizesOf({ rss, atom, json }: Fragments) {
  return { rss: rss.bytes.length, atom: atom.bytes.length, json: json.bytes.length }
}

/** Throws when the store lacks a version that it shows: a mistake of ours, not of an input. */
function entryOf(database: FeedDatabase, entry: ShownEntry, publicUrl: string): FeedEntry {
  return entry.notice === true ? noticeOf(database, entry, publicUrl) : articleOf(database, entry, publicUrl)
}

function fragmentsOf(entry: FeedEntry): Fragments {
  const { rss, atom, json } = renderEntry(entry)
  return { rss: fragment(rss), atom: fragment(atom), json: fragment(json) }
}

function articleOf(database: FeedDatabase, entry: ShownEntry, publicUrl: string): FeedEntry {
  const article = readArticle(database, entry)
  const row = findArticle(database, entry.id)
  if (row === undefined) throw new Error(`${entry.id} is shown without its article`)
  const university = findUniversity(database, article.university)?.university
  const { publishedMs } = entry
  return toFeedEntry({ article, publishedMs, updatedMs: row.updatedMs, university, publicUrl })
}

function noticeOf(database: FeedDatabase, entry: ShownEntry, publicUrl: string): FeedEntry {
  const article = findArticle(database, entry.id)
  if (article === undefined) throw new Error(`the notice of ${entry.id} is shown without its article`)
  const university = findUniversity(database, article.university)?.university
  return toNotice({ article, university, publicUrl })
}

/** Throws when the store lacks the version. */
export function readArticle(database: FeedDatabase, { article, version }: ShownEntry): PublishedArticle {
  const json = readVersion(database, article, version)
  if (json === undefined) throw new Error(`article ${article} is shown without its version ${version}`)
  // Written from a PublishedArticle by `interpret`.
  return JSON.parse(json) as PublishedArticle
}

function fragment(text: string): Fragment {
  const bytes = Buffer.from(text)
  return { bytes, digest: digest(bytes) }
}
