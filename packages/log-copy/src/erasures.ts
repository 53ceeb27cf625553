import { STREAMS, articleSubject, readEvent, toRecord } from '@uniwire/events'
import type { PayloadOf } from '@uniwire/events'
import type { EventLog, EventLogs, LogRecord } from '@uniwire/ports'
import { everyPage } from './every-record.ts'

/** That an article was erased: its id, university, time and legal basis. */
export type Erasure = PayloadOf<'article.erased'>

const ERASED = 'article.erased'

/** Every erasure that a log knows of, in order. */
export async function* erasuresIn(logs: EventLogs): AsyncGenerator<Erasure> {
  for await (const page of everyPage(await logs.open(STREAMS.log))) {
    for (const record of page.records) {
      const erasure = erasureOf(record)
      if (erasure !== undefined) yield erasure
    }
  }
}

/** One line of the file that a restore is given. */
export const writeErasure = (erasure: Erasure): string => `${JSON.stringify(erasure)}\n`

/** Throws with the number of the first line that is no erasure. */
export function readErasures(text: string): readonly Erasure[] {
  return text.split('\n').flatMap((line, n) => {
    if (line.trim() === '') return []
    const erasure = erasureOf(recordOf(line))
    if (erasure === undefined) throw new Error(`line ${n + 1} is no erasure: ${line.slice(0, 100)}`)
    return [erasure]
  })
}

export const subjectOf = ({ university, id }: Erasure): string => articleSubject(university, id)
export const isErasure = ({ envelope }: LogRecord): boolean => envelope.type === ERASED

/** Says in the log that these are erased, where it does not yet; returns how many were new to it. */
export async function appendErasures(
  log: EventLog,
  erasures: readonly Erasure[],
  { newId, now }: { readonly newId: () => string; readonly now: () => string },
): Promise<number> {
  let count = 0
  for (const payload of erasures) {
    const subject = subjectOf(payload)
    const last = await log.last(subject)
    if (last !== undefined && isErasure(last)) continue
    const expected = last?.sequence ?? 0
    const stamp = { id: newId(), time: now(), source: '/restore' }
    const outcome = await log.append(toRecord({ type: ERASED, subject, expected, payload, ...stamp }))
    if (!outcome.ok) throw new Error(`the target was written to meanwhile: ${outcome.conflict}`)
    count += 1
  }
  return count
}

function erasureOf(record: LogRecord): Erasure | undefined {
  if (!isErasure(record)) return undefined
  const read = readEvent(record)
  return read.kind === 'event' && read.event.type === ERASED ? read.event.payload : undefined
}

/** As if it came from a log, so that the event's own schema checks it. */
function recordOf(payload: string): LogRecord {
  const nobody = '00000000-0000-0000-0000-000000000000'
  const envelope = { id: nobody, source: '/file', type: ERASED, time: '', schema: 1 }
  return { sequence: 0, subject: `article.none.${nobody}`, envelope, payload }
}
