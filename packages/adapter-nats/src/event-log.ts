import { checkPattern, checkSubject, LogUnavailableError } from '@uniwire/ports'
import type { EventLog } from '@uniwire/ports'
import { appendBatch } from './append-batch.ts'
import { append } from './append.ts'
import { durableConsumer, removeConsumer } from './durable-consumer.ts'
import { erase } from './erase.ts'
import { follow } from './follow.ts'
import { checkPosition, readPage } from './read-page.ts'
import { lastOn, messageAt } from './stored-message.ts'
import type { Stream } from './stream.ts'
import { ask } from './unavailable.ts'

/** One JetStream stream as the port sees it. */
export function eventLog(stream: Stream): EventLog {
  const { spec } = stream
  const call = async <T>(what: string, work: () => Promise<T>) => {
    if (stream.closing.aborted) throw new LogUnavailableError(`${spec.name} is closed`)
    return ask(`${spec.name}: ${what}`, work)
  }
  return {
    stream: spec.name,
    get generation() {
      return stream.generation()
    },
    append: (record) => call('append', () => append(stream, record)),
    appendBatch: (records) => call('append of a batch', () => appendBatch(stream, records)),
    last: (subject) =>
      call('last', async () => {
        checkSubject(spec, subject)
        return lastOn(stream, subject)
      }),
    end: () => call('end', async () => (await stream.refresh()).lastSequence),
    idAt: (sequence) =>
      call('idAt', async () => (sequence > 0 ? (await messageAt(stream, sequence))?.envelope.id : undefined)),
    read: (query) => call('read', async () => (await readPage(stream, query)).page),
    follow(query) {
      checkPosition(query.after)
      if (query.subject !== undefined) checkPattern(query.subject)
      return follow(stream, query)
    },
    consumer: (options) => call('consumer', () => durableConsumer(stream, options)),
    removeConsumer: (name) => call('removeConsumer', () => removeConsumer(stream, name)),
    erase: (subject, beforeSequence) => call('erase', () => erase(stream, subject, beforeSequence)),
  }
}
