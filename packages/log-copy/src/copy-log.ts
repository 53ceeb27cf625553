import { STREAMS } from '@uniwire/events'
import type { EventLogs, LogRecord, StreamSpec } from '@uniwire/ports'
import type { Begun } from './compare.ts'
import { compare } from './compare.ts'
import type { CopyStreamOptions } from './copy-stream.ts'
import { copyStream } from './copy-stream.ts'
import type { Erasure } from './erasures.ts'
import { appendErasures, isErasure, subjectOf } from './erasures.ts'
import type { CopyProgress } from './progress.ts'

export interface CopyOptions {
  readonly source: EventLogs
  /** Empty, or what an earlier run of the same copy has left. Nobody else may write into it meanwhile. */
  readonly target: EventLogs
  /** Made since the source was written: of these articles nothing but that they are erased is copied. */
  readonly erasures?: readonly Erasure[]
  readonly newId: () => string
  /** UTC instant. */
  readonly now: () => string
  readonly onProgress: (progress: CopyProgress) => void
}

export interface CopyReport {
  /** Records that were there before, by an earlier run, are not counted. */
  readonly copied: Readonly<Record<string, number>>
  /** Erasures that the source did not know. */
  readonly erased: number
}

/** What a projection could not apply is found again by the projections of the copy. */
const NOT_COPIED: ReadonlySet<StreamSpec> = new Set([STREAMS.dead])

interface Pair {
  readonly options: CopyStreamOptions
  readonly begun: Begun
}

/**
 * Copies every stream that is no projection's own: the same events with the same ids, times and payloads, in
 * the same order. A log that is kept for ever keeps its sequences as well, so entity tags, positions and
 * cursors of readers stay true (log §9). Everything is compared before anything is written; a run that was
 * killed is gone on with. Rejects with `NotACopyError` when the target holds anything else.
 */
export async function copyLog(copy: CopyOptions): Promise<CopyReport> {
  const { erasures = [], target, newId, now } = copy
  const pairs: Pair[] = []
  for (const spec of Object.values(STREAMS)) {
    if (NOT_COPIED.has(spec)) continue
    const options = await optionsFor(spec, copy, erasures)
    pairs.push({ options, begun: await compare(options) })
  }
  const copied: Record<string, number> = {}
  for (const { options, begun } of pairs) copied[options.spec.name] = await copyStream(options, begun)
  const erased = await appendErasures(await target.open(STREAMS.log), erasures, { newId, now })
  return { copied, erased }
}

async function optionsFor(
  spec: StreamSpec,
  { source, target, newId, now, onProgress }: CopyOptions,
  erasures: readonly Erasure[],
): Promise<CopyStreamOptions> {
  const erased = new Set(spec === STREAMS.log ? erasures.map(subjectOf) : [])
  return {
    source: await source.open(spec),
    target: await target.open(spec),
    spec,
    keepsSequences: spec.retention.kind === 'forever',
    omits: (record: LogRecord) => erased.has(record.subject) && !isErasure(record),
    mayFollow: (record: LogRecord) => isErasure(record) && erased.has(record.subject),
    newId,
    now,
    onProgress,
  }
}
