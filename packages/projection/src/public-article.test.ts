import { articleId, digestOf, parseSlug } from '@uniwire/newsroom'
import type { Article, SourceId } from '@uniwire/newsroom'
import { describe, expect, it } from 'vitest'
import { toPublicArticle } from './public-article.ts'
import { toPublicUniversity } from './public-university.ts'
import { readSearchSource, writeSearchSource } from './search-source.ts'

const PUBLIC_URL = 'https://wire.example'

function nura() {
  const slug = parseSlug('nura')
  if (!slug.ok) throw new Error(slug.reason)
  return slug.slug
}

function article(over: Partial<Article> = {}): Article {
  // Written by hand, with what intake would have let through.
  const sourceId = 'news/1' as SourceId
  return {
    id: articleId(nura(), sourceId),
    university: nura(),
    sourceId,
    version: 2,
    status: 'published',
    content: {
      title: 'Ice',
      bodyHtml: '<p>Thick.</p>',
      language: 'en',
      publishedAt: {
        value: '2023-10-12',
        precision: 'day',
        instant: '2023-10-12T06:00:00Z',
        printed: '12 October 2023',
        timeZone: 'Asia/Almaty',
      },
      categories: ['News'],
      images: [{ url: 'https://nura.example/ice.jpg' }],
    },
    digest: digestOf({ a: 1 }),
    acceptedAt: '2026-01-01T00:00:00.000Z',
    versionAt: '2026-02-01T00:00:00.000Z',
    firstVisibleAt: '2026-01-02T00:00:00.000Z',
    requests: [{ key: 'k', digest: digestOf({ a: 1 }), version: 1, status: 'published' }],
    ...over,
  }
}

describe('an article in public', () => {
  it('has its guid, its times as they are known, and its own page', () => {
    const shown = toPublicArticle(article(), PUBLIC_URL)
    expect(shown).toMatchObject({
      uri: `urn:uuid:${shown.id}`,
      publishedAt: '2023-10-12',
      datePrecision: 'day',
      printedDate: '12 October 2023',
      firstVisibleAt: '2026-01-02T00:00:00.000Z',
      revisedAt: '2026-02-01T00:00:00.000Z',
      pageUrl: `${PUBLIC_URL}/articles/${shown.id}`,
      url: `${PUBLIC_URL}/articles/${shown.id}`,
    })
    const { content } = article()
    const linked = toPublicArticle(
      article({ content: { ...content, url: 'https://nura.example/1' } }),
      PUBLIC_URL,
    )
    expect(linked.url).toBe('https://nura.example/1')
  })

  it('shows nothing of who wrote it when, and no member without a value', () => {
    const text = JSON.stringify(toPublicArticle(article(), PUBLIC_URL))
    expect(text).not.toMatch(/requests|digest|acceptedAt|embargo|legacy/)
    expect(Object.values(toPublicArticle(article(), PUBLIC_URL))).not.toContain(undefined)
  })

  it('comes out of the search index as it went in', () => {
    const shown = toPublicArticle(article(), PUBLIC_URL)
    const baseline = { count: 488, observedAt: '2026-01-01T00:00:00.000Z' }
    const source = { kind: 'visible', article: shown, baseline } as const
    expect(readSearchSource(writeSearchSource(source))).toEqual(source)
    expect(readSearchSource(writeSearchSource({ kind: 'hidden' }))).toEqual({ kind: 'hidden' })
    expect(() => readSearchSource('{"kind":"other"}')).toThrow('kind')
  })
})

describe('a university in public', () => {
  it('has its page and, while it is open, its three feeds', () => {
    const names = { kk: 'Нұра', ru: 'Нура', en: 'Nura' }
    const university = {
      slug: nura(), names, formerNames: [], homepage: 'https://nura.example/', timeZone: 'Asia/Almaty',
      languages: ['en'], registeredAt: '2026-01-01T00:00:00.000Z',
    } as const // prettier-ignore
    expect(toPublicUniversity(university, PUBLIC_URL)).toEqual({
      ...university,
      pageUrl: `${PUBLIC_URL}/universities/nura`,
      feeds: {
        rss: `${PUBLIC_URL}/feeds/nura.rss`,
        atom: `${PUBLIC_URL}/feeds/nura.atom`,
        json: `${PUBLIC_URL}/feeds/nura.json`,
      },
    })
    const closed = { ...university, closed: { at: '2026-02-01T00:00:00.000Z' } }
    expect(toPublicUniversity(closed, PUBLIC_URL)).not.toHaveProperty('feeds')
  })
})
