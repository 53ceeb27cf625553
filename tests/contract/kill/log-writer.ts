/**
 * Appends to the log named on the command line until it is killed, ten writers at once, and tells of each
 * acknowledged record by a line on stdout: `subject sequence id`. The line is written synchronously: one that
 * waits in a buffer dies with the process.
 */
import { writeSync } from 'node:fs'
import { openEventLogs } from '@uniwire/adapter-sqlite'
import { NEWS, newRecord } from '../event-log/engine.ts'

const [, , file = ''] = process.argv
const logs = await openEventLogs({ file, now: Date.now, newId: () => crypto.randomUUID() })
const log = await logs.open(NEWS)

async function write(subject: string): Promise<never> {
  let expected = (await log.last(subject))?.sequence ?? 0
  for (;;) {
    const record = newRecord(subject, expected, JSON.stringify('x'.repeat(3_000)))
    const outcome = await log.append(record)
    if (!outcome.ok) throw new Error(outcome.conflict)
    expected = outcome.sequence
    writeSync(1, `${subject} ${expected} ${record.envelope.id}\n`)
  }
}

await Promise.all(Array.from({ length: 10 }, (_, n) => write(`article.kaznu.${n}`)))
