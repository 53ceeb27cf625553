import type { DeadLetter } from '@uniwire/events'
import { deadSubject, readEvent } from '@uniwire/events'
import type { EventLog, LogRecord } from '@uniwire/ports'
import { MAX_PAGE_RECORDS } from '@uniwire/ports'

/** A dead letter as an operator sees it; `at`: when the event was given up. */
export type KeptLetter = DeadLetter & { readonly at: string }

/** What projections gave up and nobody has dealt with yet (log §1). */
export interface KeptLetters {
  /** In the order in which they were given up. */
  list(): Promise<readonly KeptLetter[]>
  find(projection: string, sequence: number): Promise<KeptLetter | undefined>
  /** `false` when there is none. The event stays in the log as it is. */
  drop(projection: string, sequence: number): Promise<boolean>
}

export function keptLetters(dead: EventLog): KeptLetters {
  return {
    async list() {
      const letters: KeptLetter[] = []
      const end = await dead.end()
      for (let after = 0; after < end;) {
        const page = await dead.read({ after, limit: MAX_PAGE_RECORDS, subject: 'dead.>' })
        letters.push(...page.records.flatMap((record) => letterIn(record) ?? []))
        if (page.position <= after) break
        after = page.position
      }
      return letters
    },
    async find(projection, sequence) {
      const record = await dead.last(deadSubject(projection, sequence))
      return record === undefined ? undefined : letterIn(record)
    },
    async drop(projection, sequence) {
      const record = await dead.last(deadSubject(projection, sequence))
      if (record === undefined) return false
      // As a hole it is nothing: the same event may be given up again.
      await dead.erase(record.subject, record.sequence + 1)
      return true
    },
  }
}

function letterIn(record: LogRecord): KeptLetter | undefined {
  const read = readEvent(record)
  if (read.kind !== 'event' || read.event.type !== 'letter.dead') return undefined
  return { ...read.event.payload, at: record.envelope.time }
}
