import type { Hit } from '@uniwire/http-api'
import type { QueryTerms } from '@uniwire/language'
import { highlight, snippet } from '@uniwire/language'
import { plainText } from '@uniwire/newsroom'
import type { SearchHit } from '@uniwire/ports'
import type { PublishedArticle } from '@uniwire/projection'
import { readSearchSource } from '@uniwire/projection'
import type { Relative, Relatives } from './relatives.ts'

export interface ShownHit {
  readonly hit: Hit
  readonly article: PublishedArticle
}

interface HitParts {
  readonly views: number
  readonly terms: QueryTerms
  readonly relatives: readonly Relative[]
}

/** Hits with what was asked for marked in them. A hit whose article left meanwhile is left out. */
export function showHits(
  hits: readonly SearchHit[],
  terms: QueryTerms,
  relatives: Relatives = new Map(),
): readonly ShownHit[] {
  return hits.flatMap((found) => {
    const source = readSearchSource(found.source)
    return source.kind === 'visible'
      ? [showHit(source.article, { views: found.views, terms, relatives: relatives.get(found.id) ?? [] })]
      : []
  })
}

function showHit(article: PublishedArticle, { views, terms, relatives }: HitParts): ShownHit {
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
    also: relatives.map(({ article: other, why }) => ({
      id: other.id,
      title: other.title,
      university: other.university,
      language: other.language,
      pageUrl: other.pageUrl,
      why,
    })),
  }
  return { hit, article }
}

/** Of hits that are one release only the first stays: it names the others. */
export function grouped(hits: readonly ShownHit[]): readonly ShownHit[] {
  const named = new Set<string>()
  return hits.filter(({ hit }) => {
    if (named.has(hit.id)) return false
    for (const { id } of hit.also) named.add(id)
    return true
  })
}
