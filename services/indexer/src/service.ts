import { setImmediate as nextTurn } from 'node:timers/promises'
import { readArticleSubject, readEvent } from '@uniwire/events'
import type { Article } from '@uniwire/newsroom'
import type { Delivery, LogRecord, SearchDocument, SearchIndexWriter, SearchStub } from '@uniwire/ports'
import type { Applied } from '@uniwire/projection'
import { isArticleEvent } from '@uniwire/projection'
import { alias, erased, toSearchDocument, withdrawnUnread } from './search-document.ts'

/** What one event means for the index. */
type Reading =
  | { readonly kind: 'document'; readonly document: SearchDocument }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'dead'; readonly reason: string }

export interface IndexerService {
  /**
   * One outcome per delivery; throws `EngineUnavailableError` while the index is away. `withdraw` is given what
   * has to disappear from the index that is kept as well, before anything is said to be done.
   */
  apply(
    writer: SearchIndexWriter,
    deliveries: readonly Delivery[],
    withdraw?: (stubs: readonly SearchStub[]) => Promise<void>,
  ): Promise<readonly Applied[]>
}

/** Taking apart the words of so many takes a few milliseconds; others of the process have a turn in between. */
const AT_A_TIME = 8
/** UTF-16 units of events: of long articles fewer are taken apart between two turns. */
const LENGTH_AT_A_TIME = 64 * 1024
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
    async apply(writer, deliveries, withdraw) {
      /** `undefined` where a document stands for the delivery. */
      const settled: (Applied | undefined)[] = []
      const stubs: SearchStub[] = []
      // Each document is made when the index asks for it: all of a batch would be ten times its events.
      const outcomes = await writer.apply(
        documentsOf(deliveries, (reading) => {
          settled.push(reading.kind === 'document' ? undefined : reading.kind === 'nothing' ? DONE : reading)
          if (reading.kind === 'document' && reading.document.kind === 'stub') stubs.push(reading.document)
        }),
      )
      if (stubs.length > 0) await withdraw?.(stubs)
      let next = 0
      return settled.map((known): Applied => {
        if (known !== undefined) return known
        const outcome = outcomes[next]
        next += 1
        return outcome?.kind === 'refused' ? { kind: 'dead', reason: outcome.reason } : DONE
      })
    },
  }

  async function* documentsOf(deliveries: readonly Delivery[], onRead: (reading: Reading) => void) {
    let count = 0
    let length = 0
    for (const delivery of deliveries) {
      count += 1
      length += delivery.record.payload.length
      if (count > AT_A_TIME || (length > LENGTH_AT_A_TIME && count > 1)) {
        await nextTurn()
        count = 1
        length = delivery.record.payload.length
      }
      const reading = read(delivery)
      onRead(reading)
      if (reading.kind === 'document') yield reading.document
    }
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
