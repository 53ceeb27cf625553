import { readSearchSource } from '@uniwire/projection'
import type { SearchableArticle } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import type { Draft } from './harness/articles.ts'
import { PUBLIC_URL, article, embargoed, withdrawn } from './harness/articles.ts'
import { toSearchDocument, withdrawnUnread } from './search-document.ts'

const documentOf = (from: ReturnType<typeof article>, sequence = 7) =>
  toSearchDocument(from, sequence, PUBLIC_URL)

function visible(draft: Draft = {}, sequence = 7): SearchableArticle {
  const document = documentOf(article(draft), sequence)
  if (document.kind !== 'article') throw new Error('it is a stub')
  return document
}

describe('the document of a visible article', () => {
  it('has the version of its event, and the words of title, summary, body and byline', () => {
    const document = visible({
      content: {
        title: 'Rivers froze',
        summary: 'An early winter',
        bodyHtml: '<p>Students &amp; teachers</p>',
        byline: 'Press service',
      },
    })
    expect(document).toMatchObject({ version: 7, university: 'nura', language: 'en' })
    expect(document.title).toMatchObject({ exact: 'rivers froze', stem: 'river froze' })
    expect(document.body.exact.split(' ')).toEqual([
      'an', 'early', 'winter', 'students', 'teachers', 'press', 'service',
    ]) // prettier-ignore
    expect(document.title.key.split(' ')).toHaveLength(2)
  })

  it('counts its day in its own zone', () => {
    const late = { value: '', printed: '', precision: 'second', instant: '2026-02-10T20:30:00Z' } as const
    expect(visible({ content: { publishedAt: { ...late, timeZone: 'Asia/Almaty' } } }).day).toBe('2026-02-11')
    expect(visible({ content: { publishedAt: { ...late, timeZone: 'UTC' } } }).day).toBe('2026-02-10')
    const day = { ...late, precision: 'day', value: '2023-10-12', timeZone: 'UTC' } as const
    expect(visible({ content: { publishedAt: day } }).day).toBe('2023-10-12')
  })

  it('is linked with near-duplicates of any university and with translations of its own', () => {
    const words = Array.from({ length: 60 }, (_, at) => `word${(at * 37) % 101}`).join(' ')
    const linksOf = (draft: Draft) => new Set(visible(draft).links)
    const release = linksOf({ content: { bodyHtml: `<p>${words}</p>`, translationGroup: 'g' } })
    const edited = linksOf({ content: { bodyHtml: `<p>${words} today</p>` } })
    expect(release.intersection(edited).size).toBeGreaterThan(0)
    const translated = linksOf({ content: { bodyHtml: '<p>Kurz</p>', translationGroup: 'g' } })
    expect([...release.intersection(translated)]).toEqual([...translated])
    expect(translated.size).toBe(1)
    expect(visible({ content: { bodyHtml: '<p>Short</p>' } }).links).toEqual([])
  })

  it('compares categories by key and shows them as they were written', () => {
    expect(visible({ content: { categories: ['  Наука ', 'NEWS'] } }).categories).toEqual([
      { key: 'наука', label: '  Наука ' },
      { key: 'news', label: 'NEWS' },
    ])
  })

  it('became visible with its own event, unless it remembers an earlier one', () => {
    expect(visible({}, 7).firstSequence).toBe(7)
    expect(visible({ firstVisibleSequence: 3 }, 7).firstSequence).toBe(3)
    expect(visible({ firstVisibleSequence: 900 }, 7).firstSequence).toBe(7)
  })

  it('carries the old views apart, and the whole public article', () => {
    const baseline = { count: 488, observedAt: '2026-01-01T00:00:00.000Z' }
    const document = visible({ baseline })
    expect(document.baselineViews).toBe(488)
    expect(readSearchSource(document.source)).toMatchObject({
      kind: 'visible',
      baseline,
      article: { id: document.id, title: 'Ice on the Nura', url: `${PUBLIC_URL}/articles/${document.id}` },
    })
  })

  it('tells nobody who posted it, by which key, or when it was embargoed', () => {
    const requests = [
      { key: 'idempotency-key-1', digest: article().digest, version: 1, status: 'published' },
    ] as const
    const { source } = visible({ requests, content: { embargoedUntil: '2026-02-11T04:30:00Z' } })
    expect(source).not.toMatch(/idempotency|digest|embargo|acceptedAt/)
  })
})

describe('the document of an article that is not visible', () => {
  it('is a stub with the reason once it was withdrawn', () => {
    const document = documentOf(withdrawn(article()))
    expect(document).toMatchObject({ kind: 'stub', version: 7 })
    expect(readSearchSource(document.source)).toEqual({
      kind: 'withdrawn',
      university: 'nura',
      reason: 'The date was wrong',
      at: '2026-03-01T00:00:00.000Z',
    })
  })

  it('is a stub that says nothing while it is embargoed, or was withdrawn before anybody saw it', () => {
    for (const hidden of [embargoed(), withdrawn(embargoed())]) {
      const document = documentOf(hidden)
      expect(document.kind).toBe('stub')
      expect(document.source).toBe('{"kind":"hidden"}')
    }
  })

  it('can be made from the envelope alone', () => {
    const { id } = article()
    const document = withdrawnUnread(id, 'nura', 9, '2026-03-01T00:00:00.000Z')
    expect(document).toMatchObject({ kind: 'stub', id, version: 9 })
    expect(readSearchSource(document.source)).toMatchObject({ kind: 'withdrawn', university: 'nura' })
  })
})
