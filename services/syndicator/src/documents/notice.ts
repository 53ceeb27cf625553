import type { FeedEntry } from '@uniwire/feed'
import type { ArticleLanguage } from '@uniwire/newsroom'
import { escapeHtml } from '@uniwire/newsroom'
import { pageUrlOf } from '@uniwire/projection'
import { feedTexts } from '../feed-texts.ts'
import type { ArticleRow } from '../store/articles.ts'
import type { UniversityRow } from '../store/universities.ts'
import { publisherOf } from './entry.ts'

/**
 * What stands in the place of a withdrawn article for readers that know no tombstones: its guid and its date, so
 * that nothing comes up anew, and an `updated` that makes them take it. Of the article itself nothing is left.
 */
export function toNotice(source: {
  readonly article: ArticleRow
  readonly university: UniversityRow['university'] | undefined
  readonly publicUrl: string
}): FeedEntry {
  const { article, university, publicUrl } = source
  const { id, publishedMs, updatedMs, withdrawnMs = updatedMs, reason } = article
  // Written from an article by `interpret`.
  const language = article.language as ArticleLanguage
  const texts = feedTexts[language]
  const publisher = publisherOf({ slug: article.university, language, university, publicUrl })
  const sentences = [
    texts.withdrawnBy(publisher.university.name),
    ...(reason === undefined ? [] : [texts.reason(reason)]),
  ]
  const pageUrl = pageUrlOf(publicUrl, id)
  return {
    id,
    title: texts.withdrawn,
    url: pageUrl,
    pageUrl,
    bodyHtml: sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join('\n'),
    summary: sentences.join(' '),
    language,
    published: new Date(publishedMs).toISOString(),
    updated: new Date(Math.max(withdrawnMs, updatedMs)).toISOString(),
    categories: [],
    images: [],
    ...publisher,
  }
}
