import { randomUUID } from 'node:crypto'
import { copyLog } from '@uniwire/log-copy'
import type { CopyReport, Erasure } from '@uniwire/log-copy'
import type { EventLogs } from '@uniwire/ports'
import { progressLines } from './progress.ts'

/** Copies, and says on standard error how far it is. */
export function copy(
  source: EventLogs,
  target: EventLogs,
  erasures: readonly Erasure[] = [],
): Promise<CopyReport> {
  const onProgress = progressLines(
    (line) => process.stderr.write(line),
    () => performance.now(),
  )
  const now = () => new Date().toISOString()
  return copyLog({ source, target, erasures, newId: randomUUID, now, onProgress })
}
