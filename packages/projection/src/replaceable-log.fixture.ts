import { LogUnavailableError } from '@uniwire/ports'
import type { EventLog } from '@uniwire/ports'

export interface ReplaceableLog extends EventLog {
  /** From here on it is that log: as an engine that was restarted over another store. */
  replaceBy(log: EventLog): void
}

/** A log that can be exchanged under those who read it; who follows it then is told that it went away. */
export function replaceableLog(first: EventLog): ReplaceableLog {
  let current = first
  let interruption = new AbortController()
  return {
    stream: first.stream,
    get generation() {
      return current.generation
    },
    append: (record) => current.append(record),
    appendBatch: (records) => current.appendBatch(records),
    last: (subject) => current.last(subject),
    end: () => current.end(),
    idAt: (sequence) => current.idAt(sequence),
    read: (query) => current.read(query),
    async *follow(query) {
      const interrupted = interruption.signal
      yield* current.follow({ ...query, signal: AbortSignal.any([query.signal, interrupted]) })
      if (!query.signal.aborted) throw new LogUnavailableError('the engine was restarted')
    },
    consumer: (options) => current.consumer(options),
    removeConsumer: (name) => current.removeConsumer(name),
    erase: (subject, beforeSequence) => current.erase(subject, beforeSequence),
    replaceBy(log) {
      current = log
      interruption.abort()
      interruption = new AbortController()
    },
  }
}
