import type { TotalsPayload } from '@uniwire/events'
import { toRecord, totalsSubject } from '@uniwire/events'
import type { DayTotals, EventLog, ViewCounter } from '@uniwire/ports'
import { pause } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import { readTotals } from './logged-totals.ts'

export interface TotalsPublisher extends AsyncDisposable {
  /** Everything that is unsettled now goes to the log, as far as one round goes. */
  flush(): Promise<void>
}

/** The record that is last on a subject. */
interface Published {
  readonly sequence: number
  readonly payload?: TotalsPayload | undefined
}

const PAGE_DAYS = 200
/** One round; what is left waits for the next, so that a flood cannot keep the end from coming. */
const MAX_PAGES = 50
const MAX_REMEMBERED_SUBJECTS = 20_000

/**
 * Carries absolute totals to the log every few seconds and, for the last time, at the end. Each append
 * names the sequence it expects on its subject, so of several replicas none sets a total back (log §6).
 */
export function startTotalsPublisher(options: {
  readonly totals: EventLog
  readonly counter: ViewCounter
  readonly everyMs: number
  readonly now: () => string
  readonly newId: () => string
  readonly logger: ServiceTools['logger']
  /** A value of ours is in the log. */
  readonly onPublished: (payload: TotalsPayload) => void
  /** Called after each round that succeeded. */
  readonly afterRound: () => Promise<void>
  /** Called before each round with the time. */
  readonly onRound: (at: string) => Promise<void>
}): TotalsPublisher {
  const { totals, counter, everyMs, now, newId, logger, onPublished, afterRound, onRound } = options
  const lasts = new Map<string, Published>()
  const stopping = new AbortController()
  let failing = false

  const remember = (subject: string, published: Published) => {
    lasts.delete(subject)
    lasts.set(subject, published)
    const [oldest] = lasts.keys()
    if (lasts.size > MAX_REMEMBERED_SUBJECTS && oldest !== undefined) lasts.delete(oldest)
  }
  const readLast = async (subject: string): Promise<Published> => {
    const record = await totals.last(subject)
    return record === undefined ? { sequence: 0 } : { sequence: record.sequence, payload: readTotals(record) }
  }
  const publish = async (value: DayTotals): Promise<void> => {
    const subject = totalsSubject(value.totals.article, value.day)
    const payload = {
      article: value.totals.article,
      day: value.day,
      live: value.live,
      totals: { ...value.totals },
    }
    let last = lasts.get(subject) ?? (await readLast(subject))
    // The memory of what was last is a guess until the append has been taken, or refused for its sake.
    lasts.delete(subject)
    while (supersedes(payload, last.payload)) {
      const stamp = { id: newId(), time: now(), source: '/views' }
      const record = toRecord({ type: 'views.totalled', subject, expected: last.sequence, payload, ...stamp })
      const outcome = await totals.append(record)
      last = outcome.ok ? { sequence: outcome.sequence, payload } : await readLast(subject)
      if (outcome.ok) onPublished(payload)
    }
    remember(subject, last)
  }
  const flush = async (): Promise<void> => {
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const values = await counter.unsettled(PAGE_DAYS)
      await Promise.all(values.map(publish))
      await counter.settle(values)
      if (values.length < PAGE_DAYS) return
    }
  }
  const attempt = async (): Promise<void> => {
    try {
      await onRound(now())
      await flush()
      await afterRound()
      if (failing) logger.info({ event: 'totals-published' }, 'totals reach the log again')
      failing = false
    } catch (error) {
      if (!failing) logger.warn({ event: 'totals-failed', err: error }, 'totals do not reach the log')
      failing = true
    }
  }
  const run = async () => {
    while (await pause(everyMs, stopping.signal)) await attempt()
    await attempt()
  }
  const running = run()
  return {
    flush,
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running
    },
  }
}

/**
 * Whether a value may follow the last one. A newer revision that counts less comes from a counter that
 * was seeded before the last value had reached the log; the log keeps what it has.
 */
export function supersedes(next: TotalsPayload, last: TotalsPayload | undefined): boolean {
  if (last === undefined) return true
  const newer = next.totals.revision > last.totals.revision
  return newer && next.live >= last.live && next.totals.live >= last.totals.live
}
