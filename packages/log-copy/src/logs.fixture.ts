import { randomUUID } from 'node:crypto'
import { openEventLogs } from '@uniwire/adapter-sqlite'
import { STREAMS } from '@uniwire/events'
import type { EventLog, EventLogs, LogRecord, StreamSpec } from '@uniwire/ports'
import type { CopyOptions } from './copy-log.ts'
import { everyPage } from './every-record.ts'

export const newLogs = (): Promise<EventLogs> =>
  openEventLogs({ file: ':memory:', now: () => 0, newId: () => randomUUID() })

export const article = (n: number): string => `article.nura.${idOf(n)}`
export const idOf = (n: number): string => `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`

/** One event after whatever is last on the subject. */
export async function append(log: EventLog, subject: string, payload = '{"n":1}'): Promise<number> {
  const expected = (await log.last(subject))?.sequence ?? 0
  const type = subject.startsWith('article') ? 'article.published' : 'test.noted'
  const envelope = { id: randomUUID(), source: '/test', type, time: '2026-11-22T10:00:00.000Z', schema: 2 }
  const outcome = await log.append({ subject, expected, envelope: { ...envelope, actor: 'key' }, payload })
  if (!outcome.ok) throw new Error(outcome.conflict)
  return outcome.sequence
}

export async function everything(
  logs: EventLogs,
  spec: StreamSpec = STREAMS.log,
): Promise<readonly LogRecord[]> {
  const records: LogRecord[] = []
  for await (const page of everyPage(await logs.open(spec))) records.push(...page.records)
  return records
}

export const withoutSequence = (records: readonly LogRecord[]) =>
  records.map(({ subject, envelope, payload }) => ({ subject, envelope, payload }))

export const quietly = (source: EventLogs, target: EventLogs): CopyOptions => ({
  source,
  target,
  newId: () => randomUUID(),
  now: () => '2026-11-23T00:00:00.000Z',
  onProgress: () => undefined,
})

/** Every write into it counts down; the last one and whatever comes later fails, as after a kill. */
export function dying(logs: EventLogs, writes: number): EventLogs {
  let left = writes
  const or = async <T>(work: () => Promise<T>): Promise<T> => {
    left -= 1
    if (left < 0) throw new Error('killed')
    return work()
  }
  return {
    async open(spec) {
      const log = await logs.open(spec)
      return {
        ...log,
        append: (record) => or(() => log.append(record)),
        appendBatch: (records) => or(() => log.appendBatch(records)),
        erase: (subject, before) => or(() => log.erase(subject, before)),
      }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}
