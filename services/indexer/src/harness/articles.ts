import type { Article, ArticleContent, SourceId } from '@uniwire/newsroom'
import { articleId, digestOf, parseSlug } from '@uniwire/newsroom'

export const PUBLIC_URL = 'https://wire.example'

export interface Draft extends Partial<Omit<Article, 'content' | 'university' | 'sourceId'>> {
  readonly university?: string
  readonly sourceId?: string
  readonly content?: Partial<ArticleContent>
}

/** A published article as an event carries it. */
export function article({ university = 'nura', sourceId = 'news/1', content, ...over }: Draft = {}): Article {
  const slug = parseSlug(university)
  if (!slug.ok) throw new Error(slug.reason)
  // Written by hand in these tests, with what intake would have let through.
  const source = sourceId as SourceId
  return {
    id: articleId(slug.slug, source),
    university: slug.slug,
    sourceId: source,
    version: 1,
    status: 'published',
    content: {
      title: 'Ice on the Nura',
      bodyHtml: '<p>Forty students measured the ice.</p>',
      language: 'en',
      publishedAt: {
        value: '2026-02-11T04:30:00Z',
        precision: 'second',
        instant: '2026-02-11T04:30:00Z',
        printed: '2026-02-11T09:30:00',
        timeZone: 'Asia/Almaty',
      },
      categories: [],
      images: [],
      ...content,
    },
    digest: digestOf({ sourceId }),
    acceptedAt: '2026-02-11T04:31:00.000Z',
    versionAt: '2026-02-11T04:31:00.000Z',
    firstVisibleAt: '2026-02-11T04:31:00.000Z',
    requests: [],
    ...over,
  }
}

/** The same before anybody may see it. */
export function embargoed(draft: Draft = {}): Article {
  const { firstVisibleAt: _never, ...hidden } = article(draft)
  return { ...hidden, status: 'embargoed' }
}

export function withdrawn(from: Article, reason = 'The date was wrong'): Article {
  return { ...from, status: 'withdrawn', withdrawal: { reason, at: '2026-03-01T00:00:00.000Z' } }
}
