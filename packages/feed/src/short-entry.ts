import { excerpt } from './excerpt.ts'
import type { FeedEntry } from './model.ts'
import { webUrl } from './url.ts'
import { escapeAttribute } from './xml.ts'

/**
 * The beginning of an article and where to read on, for a feed that could not hold all of it: the same guid, dates,
 * title and link, without pictures. `fullText` is the text of the link, plain, in the article's language.
 */
export function shortEntry(entry: FeedEntry, fullText: string): FeedEntry {
  const { images: _left, summary, bodyHtml, ...rest } = entry
  const url = webUrl(entry.url) ?? webUrl(entry.pageUrl)
  const beginning = escapeAttribute(excerpt(bodyHtml, BEGINNING_LENGTH))
  const link =
    url === undefined ? '' : `\n<p><a href="${escapeAttribute(url)}">${escapeAttribute(fullText)}</a></p>`
  return {
    ...rest,
    bodyHtml: `<p>${beginning}</p>${link}`,
    ...(summary === undefined ? {} : { summary: excerpt(escapeAttribute(summary), SUMMARY_LENGTH) }),
    categories: entry.categories.slice(0, MOST_CATEGORIES),
    images: [],
  }
}

const BEGINNING_LENGTH = 600
const SUMMARY_LENGTH = 280
const MOST_CATEGORIES = 5
