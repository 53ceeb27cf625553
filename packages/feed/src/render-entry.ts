import { atomEntry } from './atom.ts'
import { jsonItem } from './json-feed.ts'
import type { EntryFragments, FeedEntry } from './model.ts'
import { prepareEntry } from './prepared-entry.ts'
import { rssItem } from './rss.ts'

/**
 * Renders one article for every format. The same entry gives the same bytes for one `FEED_RENDERER_VERSION`,
 * whatever feed it will stand in. @throws InvalidInstantError
 */
export function renderEntry(entry: FeedEntry): EntryFragments {
  const prepared = prepareEntry(entry)
  return Object.freeze({ rss: rssItem(prepared), atom: atomEntry(prepared), json: jsonItem(prepared) })
}

/** Its Atom form alone, the same bytes. @throws InvalidInstantError */
export function renderAtomEntry(entry: FeedEntry): string {
  return atomEntry(prepareEntry(entry))
}
