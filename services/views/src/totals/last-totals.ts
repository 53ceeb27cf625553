import type { TotalsPayload } from '@uniwire/events'
import type { LogRecord } from '@uniwire/ports'

/** The record that is last on a subject, as far as this replica knows; sequence 0: there is none. */
export interface LastTotal {
  readonly sequence: number
  readonly payload?: TotalsPayload | undefined
}

/** What this replica knows of the totals in the log without reading them there. */
export interface LastTotals {
  /** A guess, until an append that expects it has been taken. */
  of(subject: string): LastTotal | undefined
  remember(subject: string, last: LastTotal): void
  forget(subject: string): void
  /** Somebody appended it. Nobody's memory grows by the totals of others: only what is known here is renewed. */
  renew(record: LogRecord, payload: TotalsPayload): void
  /** The payload of a record that this replica is about to append, for whoever reads it back. */
  willAppend(id: string, payload: TotalsPayload): void
  /** What `willAppend` was told, once. An event id is unique for ever, also where the log is another one. */
  takeOwn(id: string): TotalsPayload | undefined
  clear(): void
}

const MAX_SUBJECTS = 20_000
/** Of records that were refused, too, which nobody takes. */
const MAX_OWN = 2_000

export function createLastTotals(): LastTotals {
  const lasts = new Map<string, LastTotal>()
  const own = new Map<string, TotalsPayload>()
  const remember = (subject: string, last: LastTotal) => {
    lasts.delete(subject)
    putNewest(lasts, subject, last, MAX_SUBJECTS)
  }
  return {
    of: (subject) => lasts.get(subject),
    remember,
    forget: (subject) => void lasts.delete(subject),
    renew({ subject, sequence }, payload) {
      const known = lasts.get(subject)
      if (known !== undefined && known.sequence < sequence) remember(subject, { sequence, payload })
    },
    willAppend: (id, payload) => putNewest(own, id, payload, MAX_OWN),
    takeOwn(id) {
      const payload = own.get(id)
      own.delete(id)
      return payload
    },
    clear: () => lasts.clear(),
  }
}

function putNewest<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > most && oldest !== undefined) map.delete(oldest)
}
