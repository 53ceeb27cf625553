import type { TotalsPayload } from '@uniwire/events'
import { toRecord, totalsSubject } from '@uniwire/events'
import type { DayTotals, EventLog, NewRecord, ViewCounter } from '@uniwire/ports'
import { pause } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import type { LastTotal, LastTotals } from './last-totals.ts'
import { readTotals } from './logged-totals.ts'

export interface TotalsPublisher extends AsyncDisposable {
  /** Everything that is unsettled now goes to the log, as far as one round goes. */
  flush(): Promise<void>
}

/** A value, and the record that it is to follow. */
interface Line {
  readonly subject: string
  readonly payload: TotalsPayload
  readonly last: LastTotal
}

/** Also a batch of the log. */
const PAGE_DAYS = 500
/** One round; what is left waits for the next, so that a flood cannot keep the end from coming. */
const MAX_PAGES = 20

/**
 * Carries absolute totals to the log every few seconds and, for the last time, at the end: each article and day once
 * in a round, however often it changes meanwhile. Each append names the sequence it expects on its subject, so of
 * several replicas none sets a total back (log §6).
 */
export function startTotalsPublisher(options: {
  readonly totals: EventLog
  readonly lasts: LastTotals
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
  const { totals, lasts, counter, everyMs, now, newId, logger, onPublished, afterRound, onRound } = options
  const stopping = new AbortController()
  let failing = false

  const readLast = async (subject: string): Promise<LastTotal> => {
    const record = await totals.last(subject)
    return record === undefined ? { sequence: 0 } : { sequence: record.sequence, payload: readTotals(record) }
  }
  const toAppend = ({ subject, payload, last }: Line): NewRecord => {
    const id = newId()
    lasts.willAppend(id, payload)
    const stamp = { id, time: now(), source: '/views' }
    return toRecord({ type: 'views.totalled', subject, expected: last.sequence, payload, ...stamp })
  }
  const taken = ({ subject, payload }: Line, sequence: number) => {
    lasts.remember(subject, { sequence, payload })
    onPublished(payload)
  }
  const publishAlone = async (line: Line): Promise<void> => {
    let { last } = line
    while (supersedes(line.payload, last.payload)) {
      const outcome = await totals.append(toAppend({ ...line, last }))
      if (outcome.ok) return taken(line, outcome.sequence)
      last = await readLast(line.subject)
    }
    lasts.remember(line.subject, last)
  }
  const publish = async (values: readonly DayTotals[]): Promise<void> => {
    const lines = await Promise.all(
      values.map(async (value): Promise<Line> => {
        const subject = subjectOf(value)
        return { subject, payload: payloadOf(value), last: lasts.of(subject) ?? (await readLast(subject)) }
      }),
    )
    for (const { subject, last } of lines) lasts.remember(subject, last)
    const newer = lines.filter(({ payload, last }) => supersedes(payload, last.payload))
    // The memory of what was last is a guess until the append has been taken, or refused for its sake.
    for (const { subject } of newer) lasts.forget(subject)
    if (newer.length > 1) {
      const outcome = await totals.appendBatch(newer.map(toAppend))
      if (outcome.ok) {
        for (const [place, line] of newer.entries()) {
          const sequence = outcome.sequences[place]
          if (sequence !== undefined) taken(line, sequence)
        }
        return
      }
    }
    // One of the batch conflicts, and nobody may say which: another replica has published meanwhile.
    await Promise.all(newer.map(publishAlone))
  }
  const flush = async (): Promise<void> => {
    const published = new Set<string>()
    let again = 0
    for (let page = 0; page < MAX_PAGES; page += 1) {
      // What has changed since it was published keeps its place at the head of the queue.
      const limit = PAGE_DAYS + again
      const values = await counter.unsettled(limit)
      const waiting = values.filter((value) => !published.has(subjectOf(value)))
      const next = waiting.slice(0, PAGE_DAYS)
      await publish(next)
      await counter.settle(next)
      if (values.length < limit && next.length === waiting.length) return
      for (const value of next) published.add(subjectOf(value))
      again = values.length - waiting.length
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

function subjectOf({ day, totals }: DayTotals): string {
  return totalsSubject(totals.article, day)
}

function payloadOf({ day, live, totals }: DayTotals): TotalsPayload {
  return { article: totals.article, day, live, totals: { ...totals } }
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
