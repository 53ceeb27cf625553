import type { Language } from '@uniwire/language'
import { analyse, sameTextBands } from '@uniwire/language'
import type { Article } from '@uniwire/newsroom'
import { categoryKey, dayIn, isVisible, plainText, wasVisible } from '@uniwire/newsroom'
import type { FieldStreams, SearchDocument } from '@uniwire/ports'
import type { SearchSource } from '@uniwire/projection'
import { sameTextLink, toPublicArticle, translationLink, writeSearchSource } from '@uniwire/projection'

/** The whole document of an article as it is after the event with this sequence. */
export function toSearchDocument(article: Article, sequence: number, publicUrl: string): SearchDocument {
  return isVisible(article) ? visible(article, sequence, publicUrl) : hidden(article, sequence)
}

/** From the envelope alone: what nobody can read must still disappear (log §4). */
export function withdrawnUnread(
  id: string,
  university: string,
  sequence: number,
  at: string,
): SearchDocument {
  return stub(id, sequence, { kind: 'withdrawn', university, at })
}

/** Also from the envelope alone. */
export function erased(id: string, university: string, sequence: number): SearchDocument {
  return stub(id, sequence, { kind: 'erased', university })
}

export function alias(id: string, target: string, sequence: number): SearchDocument {
  return stub(id, sequence, { kind: 'alias', target })
}

function visible(article: Article, sequence: number, publicUrl: string): SearchDocument {
  const { content } = article
  const { publishedAt, language, translationGroup } = content
  const { baseline } = article
  const words = [content.summary, plainText(content.bodyHtml), content.byline].filter(
    (part) => part !== undefined,
  )
  const body = streams(words.join('\n'), language)
  return {
    kind: 'article',
    id: article.id,
    version: sequence,
    university: article.university,
    language,
    categories: content.categories.map((label) => ({ key: categoryKey(label), label })),
    publishedAt: publishedAt.instant,
    day:
      publishedAt.precision === 'day' ? publishedAt.value : dayIn(publishedAt.instant, publishedAt.timeZone),
    // In a copied log sequences may differ from the one remembered; it cannot be later than this event.
    firstSequence: Math.min(article.firstVisibleSequence ?? sequence, sequence),
    baselineViews: baseline?.count ?? 0,
    title: streams(content.title, language),
    body,
    links: [
      ...sameTextBands(body.key.split(' ')).map(sameTextLink),
      ...(translationGroup === undefined ? [] : [translationLink(article.university, translationGroup)]),
    ],
    source: writeSearchSource({ kind: 'visible', article: toPublicArticle(article, publicUrl), baseline }),
  }
}

function hidden(article: Article, sequence: number): SearchDocument {
  const { withdrawal, university } = article
  if (withdrawal === undefined || !wasVisible(article)) return stub(article.id, sequence, { kind: 'hidden' })
  return stub(article.id, sequence, {
    kind: 'withdrawn',
    university,
    reason: withdrawal.reason,
    at: withdrawal.at,
  })
}

function stub(id: string, version: number, source: SearchSource): SearchDocument {
  return { kind: 'stub', id, version, source: writeSearchSource(source) }
}

function streams(text: string, language: Language): FieldStreams {
  const { stem, key, exact } = analyse(text, language)
  return { stem: stem.join(' '), key: key.join(' '), exact: exact.join(' ') }
}
