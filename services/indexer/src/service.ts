import { setImmediate as nextTurn } from 'node:timers/promises'
import { readArticleSubject, readEvent } from '@uniwire/events'
import type { Article } from '@uniwire/newsroom'
import type { Delivery, LogRecord, SearchDocument, SearchIndexWriter } from '@uniwire/ports'
import type { Applied } from '@uniwire/projection'
import { isArticleEvent } from '@uniwire/projection'
import { alias, erased, toSearchDocument, withdrawnUnread } from './search-document.ts'

/** What one event means for the index. */
type Reading =
  | { readonly kind: 'document'; readonly document: SearchDocument }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'dead'; readonly reason: string }

export interface IndexerService {
  /** One outcome per delivery; throws `EngineUnavailableError` while the index is away. */
  apply(writer: SearchIndexWriter, deliveries: readonly Delivery[]): Promise<readonly Applied[]>
}

/** Taking apart the words of so many takes a few milliseconds; others of the process have a turn in between. */
const AT_A_TIME = 8
const DONE: Applied = { kind: 'done' }

export function createIndexerService(publicUrl: string, onUnknown: (type: string) => void): IndexerService {
  const read = ({ record }: Delivery): Reading => {
    const gone = goneUnread(record)
    const result = readEvent(record)
    if (result.kind === 'unknown') {
      onUnknown(result.type)
      return gone ?? { kind: 'nothing' }
    }
    if (result.kind === 'unreadable') return gone ?? { kind: 'dead', reason: result.reason }
    const { event } = result
    if (isArticleEvent(event)) return documentOf(event.payload, event.sequence, publicUrl)
    if (event.type === 'article.erased') {
      const { id, university } = event.payload
      return { kind: 'document', document: erased(id, university, event.sequence) }
    }
    if (event.type === 'article.aliased') {
      const { id, target } = event.payload
      return { kind: 'document', document: alias(id, target, event.sequence) }
    }
    return { kind: 'nothing' }
  }

  return {
    async apply(writer, deliveries) {
      const readings: Reading[] = []
      for (let start = 0; start < deliveries.length; start += AT_A_TIME) {
        if (start > 0) await nextTurn()
        readings.push(...deliveries.slice(start, start + AT_A_TIME).map(read))
      }
      const documents = readings.flatMap((reading) => (reading.kind === 'document' ? [reading.document] : []))
      const outcomes = documents.length === 0 ? [] : await writer.apply(documents)
      let next = 0
      return readings.map((reading): Applied => {
        if (reading.kind === 'nothing') return DONE
        if (reading.kind === 'dead') return reading
        const outcome = outcomes[next]
        next += 1
        return outcome?.kind === 'refused' ? { kind: 'dead', reason: outcome.reason } : DONE
      })
    },
  }
}

/** Withdrawn and erased hold where the payload cannot be read: the envelope says enough (log §4). */
function goneUnread({ subject, sequence, envelope }: LogRecord): Reading | undefined {
  const article = readArticleSubject(subject)
  if (article === undefined) return undefined
  const { id, university } = article
  switch (envelope.type) {
    case 'article.withdrawn':
      return { kind: 'document', document: withdrawnUnread(id, university, sequence, envelope.time) }
    case 'article.erased':
      return { kind: 'document', document: erased(id, university, sequence) }
    default:
      return undefined
  }
}

/** A pure function fails the same way at every attempt: what it refuses is dead at once. */
function documentOf(article: Article, sequence: number, publicUrl: string): Reading {
  try {
    return { kind: 'document', document: toSearchDocument(article, sequence, publicUrl) }
  } catch (error) {
    return { kind: 'dead', reason: `cannot become a document: ${String(error)}` }
  }
}
