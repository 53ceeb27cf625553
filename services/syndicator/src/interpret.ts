import type { EventOf } from '@uniwire/events'
import { readArticleSubject, readEvent } from '@uniwire/events'
import { isVisible, wasVisible } from '@uniwire/newsroom'
import type { LogRecord } from '@uniwire/ports'
import type { ArticleEvent } from '@uniwire/projection'
import { isArticleEvent, toPublicArticle } from '@uniwire/projection'
import type { FeedPlace } from './feed-address.ts'
import { feedsOf } from './feed-address.ts'
import { instantMs } from './instant.ts'
import type { Visibility } from './store/articles.ts'

/** An article as it is after an event, and all that can fail about it already done. */
export interface ArticleStep {
  readonly kind: 'article'
  readonly sequence: number
  /** The event's time. */
  readonly at: string
  readonly atMs: number
  readonly id: string
  readonly university: string
  readonly visibility: Visibility
  readonly version: number
  readonly publishedMs: number
  readonly updatedMs: number
  readonly language: string
  readonly feeds: readonly FeedPlace[]
  /** The public article, while it is visible. */
  readonly json: string | undefined
  readonly withdrawal: { readonly atMs: number; readonly reason: string } | undefined
}

/** A withdrawal whose payload cannot be read: its address says enough (log §4). */
export interface BareWithdrawalStep {
  readonly kind: 'bare-withdrawal'
  readonly sequence: number
  readonly at: string
  readonly id: string
}

/** By law, and by its address alone: nothing else of it is left, or need be read. */
export interface ErasureStep {
  readonly kind: 'erasure'
  readonly sequence: number
  readonly at: string
  readonly id: string
}

export interface UniversityStep {
  readonly kind: 'university'
  readonly event: EventOf<'university.registered' | 'university.changed'>
  readonly atMs: number
}

/** What a record means for feeds and changes. */
export type Step =
  | ArticleStep
  | BareWithdrawalStep
  | ErasureStep
  | UniversityStep
  /** A type of a newer release. */
  | { readonly kind: 'unknown' }
  /** A type that is no business of feeds. */
  | { readonly kind: 'other' }
  | { readonly kind: 'unusable'; readonly reason: string }

/** A pure function of the record: what it calls unusable will be so at every attempt. */
export function interpret(record: LogRecord, publicUrl: string): Step {
  const { sequence, envelope } = record
  const address = readArticleSubject(record.subject)
  if (envelope.type === 'article.erased' && address !== undefined) {
    return { kind: 'erasure', sequence, at: envelope.time, id: address.id }
  }
  const step = interpretPayload(record, publicUrl)
  if (step.kind !== 'unusable' && step.kind !== 'unknown') return step
  if (envelope.type !== 'article.withdrawn' || address === undefined) return step
  return { kind: 'bare-withdrawal', sequence, at: envelope.time, id: address.id }
}

function interpretPayload(record: LogRecord, publicUrl: string): Step {
  try {
    const read = readEvent(record)
    if (read.kind === 'unknown') return { kind: 'unknown' }
    if (read.kind === 'unreadable') return { kind: 'unusable', reason: read.reason }
    const { event } = read
    if (isArticleEvent(event)) return articleStep(event, publicUrl)
    if (event.type === 'university.registered' || event.type === 'university.changed') {
      const at = event.type === 'university.registered' ? event.payload.registeredAt : event.envelope.time
      return { kind: 'university', event, atMs: instantMs(at) }
    }
    return { kind: 'other' }
  } catch (error) {
    return { kind: 'unusable', reason: error instanceof Error ? error.message : String(error) }
  }
}

function articleStep(event: ArticleEvent, publicUrl: string): ArticleStep {
  const { payload: article, sequence, envelope } = event
  const { withdrawal } = article
  return {
    kind: 'article',
    sequence,
    at: envelope.time,
    atMs: instantMs(envelope.time),
    id: article.id,
    university: article.university,
    visibility: isVisible(article)
      ? 'visible'
      : article.status === 'withdrawn' && wasVisible(article)
        ? 'withdrawn'
        : 'hidden',
    version: article.version,
    publishedMs: instantMs(article.content.publishedAt.instant),
    updatedMs: instantMs(article.versionAt),
    language: article.content.language,
    feeds: feedsOf(article),
    json: isVisible(article) ? JSON.stringify(toPublicArticle(article, publicUrl)) : undefined,
    withdrawal:
      withdrawal === undefined ? undefined : { atMs: instantMs(withdrawal.at), reason: withdrawal.reason },
  }
}
