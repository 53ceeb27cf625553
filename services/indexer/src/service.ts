import { readArticleSubject, readEvent } from '@uniwire/events'
import type { Article } from '@uniwire/newsroom'
import type { Delivery, SearchDocument, SearchIndexWriter } from '@uniwire/ports'
import type { Applied } from '@uniwire/projection'
import { isArticleEvent } from '@uniwire/projection'
import { toSearchDocument, withdrawnUnread } from './search-document.ts'

/** What one event means for the index. */
type Reading =
  | { readonly kind: 'document'; readonly document: SearchDocument }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'dead'; readonly reason: string }

export interface IndexerService {
  /** One outcome per delivery; throws `EngineUnavailableError` while the index is away. */
  apply(writer: SearchIndexWriter, deliveries: readonly Delivery[]): Promise<readonly Applied[]>
}

const DONE: Applied = { kind: 'done' }

export function createIndexerService(publicUrl: string, onUnknown: (type: string) => void): IndexerService {
  const read = ({ record }: Delivery): Reading => {
    const result = readEvent(record)
    if (result.kind === 'unknown') {
      onUnknown(result.type)
      return { kind: 'nothing' }
    }
    if (result.kind === 'event') {
      const { event } = result
      if (!isArticleEvent(event)) return { kind: 'nothing' }
      return documentOf(event.payload, event.sequence, publicUrl)
    }
    const article = readArticleSubject(record.subject)
    if (result.type !== 'article.withdrawn' || article === undefined)
      return { kind: 'dead', reason: result.reason }
    const { id, university } = article
    return {
      kind: 'document',
      document: withdrawnUnread(id, university, record.sequence, record.envelope.time),
    }
  }

  return {
    async apply(writer, deliveries) {
      const readings = deliveries.map(read)
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

/** A pure function fails the same way at every attempt: what it refuses is dead at once. */
function documentOf(article: Article, sequence: number, publicUrl: string): Reading {
  try {
    return { kind: 'document', document: toSearchDocument(article, sequence, publicUrl) }
  } catch (error) {
    return { kind: 'dead', reason: `cannot become a document: ${String(error)}` }
  }
}
