import type { Hit } from '@uniwire/http-api'
import type { QueryTerms } from '@uniwire/language'
import { highlight, snippet } from '@uniwire/language'
import { plainText } from '@uniwire/newsroom'
import type { SearchHit } from '@uniwire/ports'
import type { PublishedArticle } from '@uniwire/projection'
import { readSearchSource } from '@uniwire/projection'

export interface ShownHit {
  readonly hit: Hit
  readonly article: PublishedArticle
}

/** Hits with what was asked for marked in them. A hit whose article left meanwhile is left out. */
export function showHits(hits: readonly SearchHit[], terms: QueryTerms): readonly ShownHit[] {
  return hits.flatMap((found) => {
    const source = readSearchSource(found.source)
    return source.kind === 'visible' ? [showHit(source.article, found.views, terms)] : []
  })
}

function showHit(article: PublishedArticle, views: number, terms: QueryTerms): ShownHit {
  const { id, title, university, language, publishedAt, datePrecision, url, pageUrl, bodyHtml, summary } =
    article
  // Without words to look for, what the university wrote as a summary says more than a beginning.
  const text = terms.length === 0 && summary !== undefined ? summary : plainText(bodyHtml)
  const hit: Hit = {
    id,
    title,
    titleHtml: highlight(title, terms, language),
    snippet: snippet(text, terms, { language }),
    university,
    language,
    publishedAt,
    datePrecision,
    url,
    pageUrl,
    views,
  }
  return { hit, article }
}
