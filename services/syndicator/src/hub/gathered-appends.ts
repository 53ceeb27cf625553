import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import type { AppendOutcome, EventLog, NewRecord } from '@uniwire/ports'
import { MAX_BATCH_RECORDS } from '@uniwire/ports'

interface Waiting {
  readonly record: NewRecord
  readonly resolve: (outcome: AppendOutcome) => void
  readonly reject: (error: unknown) => void
}

/** Appends of a fan-out come by the hundred, each in a turn of its own: so many share one write of the log. */
const GAP_MS = 10

/**
 * `EventLog.append` for many callers at once: the first is written at once, what comes within 10 ms after it, or
 * while the log is writing, is one batch. Each caller has the outcome of its own record. As `append`, it throws
 * LogUnavailableError.
 */
export function gatherAppends(
  log: Pick<EventLog, 'append' | 'appendBatch'>,
): (record: NewRecord) => Promise<AppendOutcome> {
  let queue: Waiting[] = []
  let writing = false

  const writeAll = async () => {
    await turn()
    while (queue.length > 0) {
      const batch = withoutRepeatedSubjects(queue)
      const chosen = new Set(batch)
      queue = queue.filter((waiting) => !chosen.has(waiting))
      await write(log, batch)
      await delay(GAP_MS)
    }
    writing = false
  }
  return (record) =>
    new Promise((resolve, reject) => {
      queue.push({ record, resolve, reject })
      if (writing) return
      writing = true
      void writeAll()
    })
}

/** In a batch, a subject occurs once; the second one waits for the next. */
function withoutRepeatedSubjects(queue: readonly Waiting[]): readonly Waiting[] {
  const bySubject = new Map<string, Waiting>()
  for (const waiting of queue) {
    if (bySubject.size === MAX_BATCH_RECORDS) break
    const { subject } = waiting.record
    if (!bySubject.has(subject)) bySubject.set(subject, waiting)
  }
  return Array.from(bySubject.values())
}

async function write(
  log: Pick<EventLog, 'append' | 'appendBatch'>,
  batch: readonly Waiting[],
): Promise<void> {
  const [first] = batch
  if (batch.length === 1 && first !== undefined) return alone(log, first)
  try {
    const outcome = await log.appendBatch(batch.map(({ record }) => record))
    if (outcome.ok) {
      for (const [n, { resolve }] of batch.entries())
        resolve({ ok: true, sequence: outcome.sequences[n] ?? 0 })
      return
    }
  } catch (error) {
    for (const { reject } of batch) reject(error)
    return
  }
  // One of them conflicts, and nobody may say which: each is decided for itself.
  await Promise.all(batch.map((waiting) => alone(log, waiting)))
}

async function alone(log: Pick<EventLog, 'append'>, { record, resolve, reject }: Waiting): Promise<void> {
  try {
    resolve(await log.append(record))
  } catch (error) {
    reject(error)
  }
}
