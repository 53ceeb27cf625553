import type { EventLog, LogRecord, StreamSpec } from '@uniwire/ports'
import { MAX_BATCH_RECORDS } from '@uniwire/ports'

/** Readers skip a type that they do not know (log §2), should one of them be faster than the erasing. */
const HOLE = 'log.hole'

export const isHole = ({ envelope }: LogRecord): boolean => envelope.type === HOLE

export interface HoleOptions {
  readonly target: EventLog
  readonly spec: StreamSpec
  readonly newId: () => string
  readonly now: () => string
}

/**
 * Moves the end of the target from `from` to `to` without a record in between: what the source gave and
 * destroyed, the target gives and destroys.
 */
export async function makeHoles(options: HoleOptions, from: number, to: number): Promise<void> {
  const { target, spec, newId, now } = options
  for (let end = from; end < to;) {
    const count = Math.min(MAX_BATCH_RECORDS, to - end)
    const subjects = Array.from({ length: count }, (_, n) => holeSubject(spec, end + n + 1))
    const outcome = await target.appendBatch(
      subjects.map((subject) => {
        const envelope = { id: newId(), source: '/copy', type: HOLE, time: now(), schema: 1 }
        return { subject, expected: 0, envelope, payload: '{}' }
      }),
    )
    if (!outcome.ok) throw new Error(`the target was written to meanwhile: ${outcome.conflict}`)
    expectSequences(outcome.sequences, end + 1)
    for (const [n, subject] of subjects.entries()) await target.erase(subject, end + n + 2)
    end += count
  }
}

/** What a copy that was killed has left; a hole afterwards. */
export async function fillUp({ target }: HoleOptions, { subject, sequence }: LogRecord): Promise<void> {
  await target.erase(subject, sequence + 1)
}

/** Throws when somebody else has appended to the target in between. */
export function expectSequences(sequences: readonly number[], first: number): void {
  const wrong = sequences.find((sequence, n) => sequence !== first + n)
  if (wrong === undefined) return
  throw new Error(`the target was written to meanwhile: it gave ${wrong} and not ${first}`)
}

function holeSubject({ subjects: [pattern = ''] }: StreamSpec, sequence: number): string {
  return `${pattern.replace(/\.>$/, '')}.hole.${sequence}`
}
