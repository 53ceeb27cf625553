import type { SearchableArticle, SearchDocument } from './search-document.ts'

/** Of an article's id; Elasticsearch takes 512, and an adapter puts a prefix of its own before some. */
export const MAX_ID_BYTES = 500
/** Source and token streams together, in UTF-16 units: an article of 1 MB makes about four times as much. */
const MAX_DOCUMENT_LENGTH = 16 * 1024 * 1024
/** Elasticsearch takes 32,766 as one term. */
const MAX_LINK_BYTES = 1_000
const DAY = /^\d{4}-\d{2}-\d{2}$/

/**
 * Why no index will ever take this document, if so, as far as that is known before an engine is asked. Types
 * are looked at too: a document may come from an event that another release wrote. What would be refused
 * with a whole request, or could not be sent at all, is found here, so that it does not stop its neighbours.
 */
export function documentRefusal(document: SearchDocument): string | undefined {
  if (!isText(document.id) || !isUsableId(document.id)) return `id: 1 to ${MAX_ID_BYTES} bytes of text`
  if (!isCount(document.version)) return 'version: a whole number from 0 to 2^53 - 1'
  if (!isText(document.source)) return 'source: text'
  if (document.kind === 'article') return articleRefusal(document)
  return tooLong([document.source])
}

/** Whether an index takes documents and views of this id. */
export function isUsableId(id: string): boolean {
  return id !== '' && id.isWellFormed() && Buffer.byteLength(id) <= MAX_ID_BYTES
}

function articleRefusal(article: SearchableArticle): string | undefined {
  const streams = [article.title, article.body].flatMap((field) => [field?.stem, field?.key, field?.exact])
  if (!isText(article.university)) return 'university: text'
  if (!isText(article.language)) return 'language: text'
  if (!areCategories(article.categories)) return 'categories: keys and labels of text'
  if (!isText(article.publishedAt) || Number.isNaN(Date.parse(article.publishedAt))) {
    return 'publishedAt: an instant'
  }
  if (!isText(article.day) || !isDay(article.day)) return 'day: a calendar day such as 2023-10-12'
  if (!isCount(article.firstSequence)) return 'firstSequence: a whole number from 0 to 2^53 - 1'
  if (!isCount(article.baselineViews)) return 'baselineViews: a whole number from 0 to 2^53 - 1'
  if (!streams.every(isText)) return 'title, body: streams of text'
  const { links = [] } = article
  if (!Array.isArray(links) || !links.every(isLink))
    return `links: at most ${MAX_LINK_BYTES} bytes of text each`
  return tooLong([article.source, ...streams, ...links])
}

/** Elasticsearch takes a 13th month for one of the next year (measured, 8.19). */
function isDay(day: string): boolean {
  if (!DAY.test(day)) return false
  const noon = new Date(`${day}T12:00:00Z`)
  return !Number.isNaN(noon.getTime()) && noon.toISOString().startsWith(day)
}

function tooLong(texts: readonly string[]): string | undefined {
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  return length > MAX_DOCUMENT_LENGTH
    ? `${length} characters: more than the ${MAX_DOCUMENT_LENGTH} that one document may have`
    : undefined
}

function areCategories(categories: unknown): boolean {
  return (
    Array.isArray(categories) &&
    categories.every((category: { key?: unknown; label?: unknown } | null) => {
      return isText(category?.key) && isText(category.label)
    })
  )
}

function isLink(link: unknown): boolean {
  return isText(link) && link.isWellFormed() && Buffer.byteLength(link) <= MAX_LINK_BYTES
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
