import type { EventLog, EventLogs } from '@uniwire/ports'

/** Holds back from the services behind it what is new in the log, while it is shut; at the beginning it is open. */
export interface Gate {
  /** The same logs, for the services behind it. */
  readonly logs: EventLogs
  open(): void
  shut(): void
  /** Whether all who follow the whole of this stream are done with what is in it up to there. */
  isDone(stream: string, position: number): boolean
}

/** So that accepting, indexing and rendering, which otherwise go on at the same time, can be measured apart. */
export function createGate(logs: EventLogs): Gate {
  const followers = new Set<{ readonly stream: string; position: number }>()
  let opened = Promise.withResolvers<void>()
  let shutting = new AbortController()
  opened.resolve()

  const passed = async (signal: AbortSignal) => {
    const aborted = Promise.withResolvers<void>()
    const leave = () => aborted.resolve()
    signal.addEventListener('abort', leave, { once: true })
    if (!signal.aborted) await Promise.race([opened.promise, aborted.promise])
    signal.removeEventListener('abort', leave)
  }
  async function* follow(log: EventLog, query: Parameters<EventLog['follow']>[0]) {
    const follower = { stream: log.stream, position: query.after }
    if (query.subject === undefined) followers.add(follower)
    try {
      for await (const page of log.follow(query)) {
        await passed(query.signal)
        yield page
        // It asks for the next one.
        follower.position = page.position
      }
    } finally {
      followers.delete(follower)
    }
  }
  const consumer = async (log: EventLog, options: Parameters<EventLog['consumer']>[0]) => {
    const inner = await log.consumer(options)
    return {
      ...inner,
      async pull(request: Parameters<typeof inner.pull>[0]) {
        await passed(request.signal)
        // What it would be given once the gate is shut would be held until its lease is over.
        return inner.pull({ ...request, signal: AbortSignal.any([request.signal, shutting.signal]) })
      },
    }
  }
  return {
    logs: {
      async open(spec) {
        const log = await logs.open(spec)
        return {
          ...log,
          follow: (query) => follow(log, query),
          consumer: (options) => consumer(log, options),
        }
      },
      // Whoever opened them closes them.
      [Symbol.asyncDispose]: () => Promise.resolve(),
    },
    open() {
      shutting = new AbortController()
      opened.resolve()
    },
    shut() {
      opened = Promise.withResolvers()
      shutting.abort()
    },
    isDone: (stream, position) =>
      [...followers].every((each) => each.stream !== stream || each.position >= position),
  }
}
