import type { FeedEntry } from '@uniwire/feed'
import { renderEntry } from '@uniwire/feed'
import type { PublishedArticle } from '@uniwire/projection'
import type { FeedFormat } from '../feed-address.ts'
import { findArticle, readVersion } from '../store/articles.ts'
import type { FeedDatabase } from '../store/database.ts'
import type { ShownEntry } from '../store/feed-entries.ts'
import { findUniversity } from '../store/universities.ts'
import { createByteCache } from './byte-cache.ts'
import { digest } from './document.ts'
import { toFeedEntry } from './entry.ts'
import { toNotice } from './notice.ts'

interface Fragment {
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
  /** Forgets an article at once: what was withdrawn may not stay in memory, nor be taken for its notice. */
  delete(id: string): void
  clear(): void
}

/** About 2,700 articles of 3 KB of HTML. */
const MAX_BYTES = 32 * 1024 * 1024

export function createFragmentSource(publicUrl: string): FragmentSource {
  const cache = createByteCache<{ readonly version: number; readonly fragments: Fragments }>(
    MAX_BYTES,
    ({ fragments: { rss, atom, json } }) => rss.bytes.length + atom.bytes.length + json.bytes.length,
  )
  return {
    get(database, entry) {
      const known = cache.get(entry.id)
      if (known?.version === entry.version) return known.fragments
      const fragments = render(database, entry, publicUrl)
      cache.set(entry.id, { version: entry.version, fragments })
      return fragments
    },
    delete: (id) => cache.delete(id),
    clear: () => cache.clear(),
  }
}

/** Throws when the store lacks a version that it shows: a mistake of ours, not of an input. */
function render(database: FeedDatabase, entry: ShownEntry, publicUrl: string): Fragments {
  const { rss, atom, json } = renderEntry(
    entry.notice === true ? noticeOf(database, entry, publicUrl) : articleOf(database, entry, publicUrl),
  )
  return { rss: fragment(rss), atom: fragment(atom), json: fragment(json) }
}

function articleOf(database: FeedDatabase, entry: ShownEntry, publicUrl: string): FeedEntry {
  const article = readArticle(database, entry)
  const university = findUniversity(database, article.university)?.university
  return toFeedEntry({ article, publishedMs: entry.publishedMs, university, publicUrl })
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
