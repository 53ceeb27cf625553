import { articleSubject, readEvent } from '@uniwire/events'
import type { ArticleAlias, ArticleId, Erasure, Slug, StoredArticle } from '@uniwire/newsroom'
import { isArticleEvent } from '@uniwire/projection'
import type { EventLog, LogRecord } from '@uniwire/ports'
import { LogUnavailableError } from '@uniwire/ports'

export interface WriteTarget {
  readonly university: Slug
  readonly id: ArticleId
}

/** What the last event of an article's subject says. */
export type ArticleState =
  | { readonly kind: 'none' }
  | { readonly kind: 'article'; readonly stored: StoredArticle }
  | { readonly kind: 'alias'; readonly alias: ArticleAlias; readonly sequence: number; readonly at: string }
  | { readonly kind: 'erased'; readonly erasure: Erasure; readonly sequence: number; readonly at: string }

/** An article by any of its ids: `id` is its own, aliases are followed. */
export interface Located {
  readonly id: ArticleId
  readonly state: Exclude<ArticleState, { kind: 'alias' }>
}

/** Sees every write acknowledged before the call. */
export async function readState(log: EventLog, { university, id }: WriteTarget): Promise<ArticleState> {
  const record = await log.last(articleSubject(university, id))
  return record === undefined ? { kind: 'none' } : stateAt(record)
}

/** Each step asks the log itself, so that 404, 409 and 410 never rest on a stale answer (log §3). */
export async function locate(log: EventLog, target: WriteTarget): Promise<Located> {
  const { id } = target
  const state = await readState(log, target)
  if (state.kind !== 'alias') return { id, state }
  const meant = state.alias.target
  const own = await readState(log, { university: target.university, id: meant })
  if (own.kind === 'alias') throw new LogUnavailableError(`${meant} is an alias, and has one`)
  return { id: meant, state: own }
}

function stateAt(record: LogRecord): ArticleState {
  const { sequence } = record
  const at = record.envelope.time
  const read = readEvent(record)
  if (read.kind === 'event') {
    const { event } = read
    if (isArticleEvent(event)) return { kind: 'article', stored: { article: event.payload, sequence, at } }
    if (event.type === 'article.erased') return { kind: 'erased', erasure: event.payload, sequence, at }
    if (event.type === 'article.aliased') return { kind: 'alias', alias: event.payload, sequence, at }
  }
  // Deciding on top of an event that cannot be read could undo what a newer release wrote.
  throw new LogUnavailableError(`event ${sequence} (${record.envelope.type}) cannot be read by this release`)
}
