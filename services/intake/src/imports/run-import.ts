import type { ImportNote, Warning } from '@uniwire/messages'
import type { University } from '@uniwire/newsroom'
import { LogUnavailableError } from '@uniwire/ports'
import { ProblemError } from '@uniwire/service-kit'
import type { WriteContext } from '../articles/write-context.ts'
import { batches } from './batches.ts'
import type { ImportLane } from './import-lane.ts'
import type { ImportItem, Trouble } from './item.ts'
import { ImportStopped, stopped } from './item.ts'
import type { PreparedLine, ReadyLine } from './prepare-line.ts'
import { prepareLine } from './prepare-line.ts'
import { createSeenArticles } from './seen-articles.ts'
import type { LineOutcome, LineWriter } from './write-lines.ts'

export interface LineReport {
  readonly line: number
  readonly sourceId?: string
  readonly outcome: LineOutcome
  readonly warnings: readonly (Warning | ImportNote)[]
}

export type ImportCounts = Readonly<Record<'lines' | LineOutcome['outcome'], number>>

export type ReportEntry =
  | { readonly kind: 'line'; readonly report: LineReport }
  /** The last one; `trouble` says why the document was not read to its end. */
  | { readonly kind: 'summary'; readonly counts: ImportCounts; readonly trouble?: Trouble }

const MOST_LINES = 4_000_000
/** Of one batch, in characters of what came. */
const MOST_BATCH_SIZE = 2_000_000

/** Reads, checks and writes a document group by group; a group's report comes once it is stored. */
export async function* runImport(parts: {
  readonly items: AsyncIterator<ImportItem>
  readonly university: University
  readonly lines: LineWriter
  readonly lane: Pick<ImportLane, 'turn' | 'batchSize'>
  readonly context: WriteContext
  /** Throws when the key opens nothing any more. */
  readonly stillAllowed: () => Promise<unknown>
}): AsyncGenerator<readonly ReportEntry[]> {
  const { items, university, lines, lane, context, stillAllowed } = parts
  const seen = createSeenArticles()
  const counts = { lines: 0, created: 0, revised: 0, unchanged: 0, skipped: 0, failed: 0 }
  const prepared = prepareInTurn(items, university, lane)
  const limit = () => ({ count: lane.batchSize(), size: MOST_BATCH_SIZE })
  try {
    for await (const batch of batches(prepared, limit)) {
      await stillAllowed()
      const ready = batch.map(({ line }) => line).filter((line) => line.kind === 'ready')
      const outcomes = new Map(await pairs(ready, lines.write(ready, { seen, context })))
      const reports = batch.map(({ line }) => reportOf(line, outcomes))
      for (const { outcome } of reports) counts[outcome.outcome] += 1
      counts.lines += reports.length
      yield reports.map((report) => ({ kind: 'line', report }))
    }
    yield [{ kind: 'summary', counts }]
  } catch (error) {
    yield [{ kind: 'summary', counts, trouble: endOf(error) }]
  }
}

interface SizedLine {
  readonly line: PreparedLine
  readonly size: number
}

async function* prepareInTurn(
  items: AsyncIterator<ImportItem>,
  university: University,
  lane: Pick<ImportLane, 'turn'>,
): AsyncGenerator<SizedLine> {
  for (let count = 1; ; count += 1) {
    const next = await items.next()
    if (next.done === true) return
    if (count > MOST_LINES) throw stopped({ code: 'too-many-lines', max: MOST_LINES })
    await lane.turn()
    const size = next.value.kind === 'input' ? next.value.size : 0
    yield { line: prepareLine(next.value, university), size }
  }
}

async function pairs(
  ready: readonly ReadyLine[],
  writing: Promise<readonly LineOutcome[]>,
): Promise<[PreparedLine, LineOutcome][]> {
  return (await writing).flatMap((outcome, place) => {
    const line = ready[place]
    return line === undefined ? [] : [[line, outcome] as [PreparedLine, LineOutcome]]
  })
}

function reportOf(prepared: PreparedLine, outcomes: ReadonlyMap<PreparedLine, LineOutcome>): LineReport {
  const { line, sourceId } = prepared
  const named = { line, ...(sourceId === undefined ? {} : { sourceId }) }
  if (prepared.kind === 'trouble') {
    return { ...named, outcome: { outcome: 'failed', trouble: prepared.trouble }, warnings: [] }
  }
  const outcome = outcomes.get(prepared)
  if (outcome === undefined) throw new Error(`line ${line} was not written`)
  return { ...named, outcome, warnings: [...prepared.notes, ...prepared.article.warnings] }
}

/** A write that the log did not answer is safe to repeat, soon. */
const RETRY_AFTER_SECONDS = 2

function endOf(error: unknown): Trouble {
  if (error instanceof ImportStopped) return error.trouble
  if (error instanceof ProblemError) return { kind: 'problem', problem: error.problem }
  if (error instanceof LogUnavailableError) {
    return { kind: 'problem', problem: { code: 'log-unavailable', retryAfterSeconds: RETRY_AFTER_SECONDS } }
  }
  throw error
}
