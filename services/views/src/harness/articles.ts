import type { Article, ArticleLanguage, ArticleStatus, Baseline } from '@uniwire/newsroom'
import { articleId, digestOf, parseSlug, parseSourceId } from '@uniwire/newsroom'

export interface ArticleSketch {
  readonly sourceId?: string
  readonly university?: string
  readonly language?: ArticleLanguage
  readonly status?: ArticleStatus
  readonly baseline?: Baseline
}

/** A whole article as an event carries it, of which only what a test is about is said. */
export function article(sketch: ArticleSketch = {}): Article {
  const { language = 'en', status = 'published', baseline } = sketch
  const { university, sourceId } = identity(sketch)
  const at = '2026-11-20T09:00:00Z'
  return {
    id: articleId(university, sourceId),
    university,
    sourceId,
    version: 1,
    status,
    content: {
      title: 'Students measured the ice on the Nura',
      bodyHtml: '<p>Forty students of hydrology spent a week on the river.</p>',
      language,
      publishedAt: { value: at, precision: 'second', instant: at, printed: at, timeZone: 'Asia/Almaty' },
      categories: [],
      images: [],
    },
    digest: digestOf(sketch),
    acceptedAt: at,
    versionAt: at,
    ...(status === 'embargoed' ? {} : { firstVisibleAt: at }),
    ...(baseline === undefined ? {} : { baseline }),
    requests: [],
  }
}

function identity({ university = 'nura', sourceId = '41' }: ArticleSketch) {
  const slug = parseSlug(university)
  const source = parseSourceId(sourceId)
  if (!slug.ok || !source.ok) throw new Error('a test names an impossible article')
  return { university: slug.slug, sourceId: source.sourceId }
}
