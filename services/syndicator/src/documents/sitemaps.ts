import { setImmediate } from 'node:timers/promises'
import { renderSitemapIndex, SITEMAP_FRAME, SITEMAP_MAX_URLS, sitemapUrls } from '@uniwire/feed'
import { pageUrlOf } from '@uniwire/projection'
import { wholeSecond } from '../instant.ts'
import { highestNumber, visibleBetween } from '../store/articles.ts'
import type { FeedDatabase } from '../store/database.ts'
import type { Document } from './document.ts'
import { createDocument } from './document.ts'

/**
 * Every article page, in the order in which articles first became visible, so that only the last part
 * grows. Above 50,000 articles the address without `part` is an index; `undefined`: no such part.
 */
export interface Sitemaps {
  part(part: number | undefined): Promise<Document | undefined>
  clear(): void
}

/** Articles rendered at a time, about 4 ms: others are answered between two slices. */
const SLICE = 1_000

/** One part is rendered once for all who ask, and kept until an article changes; a part is 7 MB. */
export function createSitemaps(database: () => FeedDatabase, publicUrl: string): Sitemaps {
  const kept = new Map<number | undefined, Promise<Document | undefined>>()
  return {
    part(part) {
      const known = kept.get(part)
      if (known !== undefined) return known
      const made = render(database, publicUrl, part)
      if (kept.size >= MOST_KEPT) kept.clear()
      kept.set(part, made)
      const forget = () => void (kept.get(part) === made && kept.delete(part))
      made.then((document) => document ?? forget(), forget)
      return made
    },
    clear: () => kept.clear(),
  }
}

const MOST_KEPT = 3

async function render(
  database: () => FeedDatabase,
  publicUrl: string,
  part: number | undefined,
): Promise<Document | undefined> {
  const parts = Math.max(1, Math.ceil(highestNumber(database()) / SITEMAP_MAX_URLS))
  if (part === undefined && parts > 1) {
    const urls = Array.from({ length: parts }, (_, n) => ({ url: `${publicUrl}/sitemap.xml?part=${n + 1}` }))
    return xml(Buffer.from(renderSitemapIndex(urls)))
  }
  const wanted = part ?? 1
  if (wanted < 1 || wanted > parts) return undefined
  const first = (wanted - 1) * SITEMAP_MAX_URLS + 1
  const last = Math.min(wanted * SITEMAP_MAX_URLS, highestNumber(database()))
  const slices = [Buffer.from(SITEMAP_FRAME.before)]
  for (let number = first; number <= last; number += SLICE) {
    if (number > first) await setImmediate()
    // Asked anew: the store may have been given up for a fresh one between two slices.
    const articles = visibleBetween(database(), number, Math.min(number + SLICE - 1, last))
    slices.push(
      Buffer.from(
        sitemapUrls(
          articles.map(({ id, updatedMs }) => ({
            url: pageUrlOf(publicUrl, id),
            updated: wholeSecond(updatedMs),
          })),
        ),
      ),
    )
  }
  // The schema of sitemaps.org asks for one address at least.
  const home = Buffer.from(sitemapUrls([{ url: `${publicUrl}/` }]))
  const isEmpty = slices.every((slice, n) => n === 0 || slice.length === 0)
  return xml(Buffer.concat([...slices, ...(isEmpty ? [home] : []), Buffer.from(SITEMAP_FRAME.after)]))
}

function xml(body: Buffer): Document {
  return createDocument({ mediaType: 'application/xml; charset=utf-8', body })
}
