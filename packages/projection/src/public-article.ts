import type { PublicArticle } from '@uniwire/http-api'
import type { Article } from '@uniwire/newsroom'

/** Without the count of views, which changes by itself and is no part of an article. */
export type PublishedArticle = Omit<PublicArticle, 'views'>

export const pageUrlOf = (publicUrl: string, id: string): string => `${publicUrl}/articles/${id}`
export const guidOf = (id: string): string => `urn:uuid:${id}`

/** What anyone may see of an article that is visible. */
export function toPublicArticle(article: Article, publicUrl: string): PublishedArticle {
  const { content } = article
  const { publishedAt } = content
  const pageUrl = pageUrlOf(publicUrl, article.id)
  return {
    id: article.id,
    uri: guidOf(article.id),
    university: article.university,
    sourceId: article.sourceId,
    version: article.version,
    status: article.status,
    title: content.title,
    bodyHtml: content.bodyHtml,
    ...(content.summary === undefined ? {} : { summary: content.summary }),
    language: content.language,
    publishedAt: publishedAt.value,
    datePrecision: publishedAt.precision,
    printedDate: publishedAt.printed,
    timeZone: publishedAt.timeZone,
    ...(content.byline === undefined ? {} : { byline: content.byline }),
    categories: [...content.categories],
    images: content.images.map((image) => ({ ...image })),
    ...(content.translationGroup === undefined ? {} : { translationGroup: content.translationGroup }),
    url: content.url ?? pageUrl,
    pageUrl,
    firstVisibleAt: article.firstVisibleAt ?? article.versionAt,
    revisedAt: article.versionAt,
  }
}
