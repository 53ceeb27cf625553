import { LogUnavailableError } from '@uniwire/ports'
import type { EventLog, EventLogs } from '@uniwire/ports'

export interface ReplaceableLogs extends EventLogs {
  /** From here on every stream is that of these logs: as an engine that was restarted over another store. */
  replaceBy(logs: EventLogs): Promise<void>
}

/** Logs that can be exchanged under those who read them; who follows one then is told that it went away. */
export function replaceableLogs(first: EventLogs): ReplaceableLogs {
  const streams = new Map<string, { readonly log: EventLog; replaceBy(logs: EventLogs): Promise<void> }>()
  return {
    async open(spec) {
      const known = streams.get(spec.name)
      if (known !== undefined) return known.log
      const log = await first.open(spec)
      const stream = replaceableLog(log)
      const replaceBy = async (logs: EventLogs) => stream.replaceBy(await logs.open(spec))
      streams.set(spec.name, { log: stream.log, replaceBy })
      return stream.log
    },
    async replaceBy(logs) {
      for (const stream of streams.values()) await stream.replaceBy(logs)
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

function replaceableLog(first: EventLog) {
  let current = first
  let interruption = new AbortController()
  const log: EventLog = {
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
      const signal = AbortSignal.any([query.signal, interruption.signal])
      yield* current.follow({ ...query, signal })
      if (!query.signal.aborted) throw new LogUnavailableError('the engine was restarted')
    },
    /** A handle outlives the restart and pulls from what is there then. */
    async consumer(options) {
      let [of, consumer] = [current, await current.consumer(options)]
      const now = async () => {
        if (of !== current) [of, consumer] = [current, await current.consumer(options)]
        return consumer
      }
      return {
        async pull(request) {
          const signal = AbortSignal.any([request.signal, interruption.signal])
          return (await now()).pull({ ...request, signal })
        },
        ack: async (sequences) => (await now()).ack(sequences),
        retryAfter: async (sequences, delayMs) => (await now()).retryAfter(sequences, delayMs),
        working: async (sequences) => (await now()).working(sequences),
        term: async (sequences) => (await now()).term(sequences),
        position: async () => (await now()).position(),
        [Symbol.asyncDispose]: () => consumer[Symbol.asyncDispose](),
      }
    },
    removeConsumer: (name) => current.removeConsumer(name),
    erase: (subject, beforeSequence) => current.erase(subject, beforeSequence),
  }
  return {
    log,
    replaceBy(next: EventLog) {
      current = next
      interruption.abort()
      interruption = new AbortController()
    },
  }
}
