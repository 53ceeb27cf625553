import { deadSubject, readEvent, toRecord, trySubject } from '@uniwire/events'
import type { EventLog, LogRecord } from '@uniwire/ports'

/** Where a projection leaves what it could not apply, and notes what it is about to try alone (log §4). */
export interface DeadLetterBox {
  /** Written once, however often the event comes back. */
  write(record: LogRecord, reason: string): Promise<void>
  /** Attempts that were begun and never ended. */
  uncleared(sequence: number): Promise<number>
  noteTry(sequence: number): Promise<void>
  clearTries(sequence: number): Promise<void>
}

/** A reason may quote what an engine said; a letter must always fit into the log. */
const LONGEST_REASON = 2_000

export function createDeadLetterBox(options: {
  readonly dead: EventLog
  readonly projection: string
  readonly newId: () => string
  readonly now: () => string
}): DeadLetterBox {
  const { dead, projection, newId, now } = options
  const stamp = () => ({ id: newId(), time: now(), source: `/${projection}` })
  const lastTries = async (sequence: number) => {
    const last = await dead.last(trySubject(projection, sequence))
    const read = last === undefined ? undefined : readEvent(last)
    const tries = read?.kind === 'event' && read.event.type === 'try.noted' ? read.event.payload.tries : 0
    return { tries, expected: last?.sequence ?? 0 }
  }
  const setTries = async (sequence: number, expected: number, tries: number) => {
    const subject = trySubject(projection, sequence)
    await dead.append(
      toRecord({
        type: 'try.noted',
        subject,
        expected,
        payload: { projection, sequence, tries },
        ...stamp(),
      }),
    )
  }
  return {
    async write(record, reason) {
      const { sequence, subject } = record
      const { type } = record.envelope
      const payload = { projection, sequence, subject, type, reason: reason.slice(0, LONGEST_REASON) }
      const letter = {
        type: 'letter.dead',
        subject: deadSubject(projection, sequence),
        expected: 0,
        payload,
      } as const
      // A conflict means that the letter is there already: the same event was given up before.
      await dead.append(toRecord({ ...letter, ...stamp() }))
    },
    uncleared: async (sequence) => (await lastTries(sequence)).tries,
    async noteTry(sequence) {
      const { tries, expected } = await lastTries(sequence)
      await setTries(sequence, expected, tries + 1)
    },
    async clearTries(sequence) {
      const { tries, expected } = await lastTries(sequence)
      if (tries > 0) await setTries(sequence, expected, 0)
    },
  }
}
