import type { EventLog, EventLogs } from '@uniwire/ports'
import { LogUnavailableError } from '@uniwire/ports'
import { STREAMS } from '@uniwire/events'

/** The line between a reader and its log. */
export interface Line {
  broken: boolean
  /** The end can be asked for while nothing can be read. */
  endOnly?: boolean
  instead?: EventLog | undefined
}

/** A log whose line to this reader can break, be held, or come back at another log. */
export function watched(
  logs: EventLogs,
  options: { line?: Line; hold?: Promise<void>; onFollow?: (after: number) => void },
): EventLogs {
  const { hold, onFollow } = options
  const line: Line = options.line ?? { broken: false }
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    if (line.broken && line.endOnly !== true) throw new LogUnavailableError('the line is broken')
    return work()
  }
  return {
    async open(spec) {
      const log = await logs.open(spec)
      if (spec.name !== STREAMS.log.name) return log
      const target = () => line.instead ?? log
      return {
        ...log,
        get generation() {
          return target().generation
        },
        end: () => ask(() => target().end()),
        idAt: (sequence) => ask(() => target().idAt(sequence)),
        async *follow(query) {
          onFollow?.(query.after)
          await hold
          for await (const page of target().follow(query)) {
            if (line.broken) throw new LogUnavailableError('the line is broken')
            yield page
          }
        },
      }
    },
    [Symbol.asyncDispose]: () => logs[Symbol.asyncDispose](),
  }
}
