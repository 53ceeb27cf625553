import type { Language } from '@uniwire/language'
import { analyse } from '@uniwire/language'
import type { SourceId } from '@uniwire/newsroom'
import { articleId, categoryKey, plainText } from '@uniwire/newsroom'
import type { FieldStreams, SearchableArticle, SearchStub } from '@uniwire/ports'
import type { PublishedArticle, SearchSource } from '@uniwire/projection'
import { guidOf, pageUrlOf, writeSearchSource } from '@uniwire/projection'
import { PUBLIC_URL, slugOf } from './place.ts'

export interface Draft {
  readonly sourceId: string
  readonly title: string
  readonly body?: string
  readonly summary?: string
  readonly language?: Language
  readonly university?: string
  readonly categories?: readonly string[]
  /** UTC instant. */
  readonly publishedAt?: string
  /** Calendar day in the article's own zone, when it differs from the UTC one. */
  readonly day?: string
  readonly version?: number
}

export const idOf = (sourceId: string, university = 'nura'): string =>
  // Written by hand in these tests, with what intake would have let through.
  articleId(slugOf(university), sourceId as SourceId)

/** A visible article as the index keeps it. */
export function visible(draft: Draft): SearchableArticle {
  const { sourceId, title, university = 'nura', language = 'en', version = 1 } = draft
  const { body = '<p>Text.</p>', categories = [], publishedAt = '2026-02-11T09:30:00Z' } = draft
  const id = idOf(sourceId, university)
  const article: PublishedArticle = {
    id,
    uri: guidOf(id),
    university,
    sourceId,
    version: 1,
    status: 'published',
    title,
    bodyHtml: body,
    ...(draft.summary === undefined ? {} : { summary: draft.summary }),
    language,
    publishedAt,
    datePrecision: 'second',
    printedDate: publishedAt,
    timeZone: 'Asia/Almaty',
    categories: [...categories],
    images: [],
    url: pageUrlOf(PUBLIC_URL, id),
    pageUrl: pageUrlOf(PUBLIC_URL, id),
    firstVisibleAt: publishedAt,
    revisedAt: publishedAt,
  }
  return {
    kind: 'article',
    id,
    version,
    university,
    language,
    categories: categories.map((label) => ({ key: categoryKey(label), label })),
    publishedAt,
    day: draft.day ?? publishedAt.slice(0, 10),
    firstSequence: version,
    baselineViews: 0,
    title: streams(title, language),
    body: streams(plainText(body), language),
    source: writeSearchSource({ kind: 'visible', article }),
  }
}

/** What stays of an article that is not to be found. */
export function stub(sourceId: string, source: SearchSource, version = 2): SearchStub {
  return { kind: 'stub', id: idOf(sourceId), version, source: writeSearchSource(source) }
}

function streams(text: string, language: Language): FieldStreams {
  const { stem, key, exact } = analyse(text, language)
  return { stem: stem.join(' '), key: key.join(' '), exact: exact.join(' ') }
}
