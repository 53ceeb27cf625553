import type { FeedEntry } from '@uniwire/feed'
import type { ArticleLanguage } from '@uniwire/newsroom'
import type { PublishedArticle } from '@uniwire/projection'
import { nameLanguage } from '../faces.ts'
import { feedUrl } from '../feed-address.ts'
import type { UniversityRow } from '../store/universities.ts'

export interface EntrySource {
  /** As `versions` keeps it. */
  readonly article: PublishedArticle
  readonly publishedMs: number
  /** As `articles` keeps it. */
  readonly updatedMs: number
  /** `undefined`: its registration could not be read; the slug must do. */
  readonly university: UniversityRow['university'] | undefined
  readonly publicUrl: string
}

/** One version as feeds show it. `updated` is the time of the version, which a restore does not move. */
export function toFeedEntry(source: EntrySource): FeedEntry {
  const { article, publishedMs, updatedMs, university, publicUrl } = source
  return {
    id: article.id,
    title: article.title,
    url: article.url,
    pageUrl: article.pageUrl,
    bodyHtml: article.bodyHtml,
    ...(article.summary === undefined ? {} : { summary: article.summary }),
    language: article.language,
    published: new Date(publishedMs).toISOString(),
    updated: new Date(updatedMs).toISOString(),
    ...(article.byline === undefined ? {} : { byline: article.byline }),
    categories: article.categories,
    images: article.images.map(({ url, alt, width, height, type, length }) => ({
      url,
      ...(alt === undefined ? {} : { alt }),
      ...(width === undefined ? {} : { width }),
      ...(height === undefined ? {} : { height }),
      ...(type === undefined ? {} : { type }),
      ...(length === undefined ? {} : { length }),
    })),
    ...publisherOf({ slug: article.university, language: article.language, university, publicUrl }),
  }
}

/** Whose entry it is, in the language of the entry. */
export function publisherOf(source: {
  readonly slug: string
  readonly language: ArticleLanguage
  readonly university: UniversityRow['university'] | undefined
  readonly publicUrl: string
}): Pick<FeedEntry, 'university' | 'rights'> {
  const { slug, language, university, publicUrl } = source
  return {
    university: {
      slug,
      name: university?.names[nameLanguage(language)] ?? slug,
      homepage: university?.homepage ?? `${publicUrl}/universities/${slug}`,
      feedUrl: feedUrl(publicUrl, { kind: 'university', university: slug }, 'atom'),
    },
    ...(university?.rights === undefined ? {} : { rights: university.rights }),
  }
}
