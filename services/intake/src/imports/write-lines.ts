import type { ArticleId, ArticleStatus, StoredArticle, WriteDecision } from '@uniwire/newsroom'
import { eventTime } from '@uniwire/newsroom'
import type { EventLog, NewRecord } from '@uniwire/ports'
import { LogUnavailableError } from '@uniwire/ports'
import { articleRecord } from '../articles/article-record.ts'
import type { Located } from '../articles/article-state.ts'
import { locate } from '../articles/article-state.ts'
import type { ArticleWriter } from '../articles/article-writer.ts'
import type { WriteContext } from '../articles/write-context.ts'
import { refusal } from '../refusal.ts'
import type { ImportLane } from './import-lane.ts'
import type { Trouble } from './item.ts'
import type { ReadyLine } from './prepare-line.ts'
import { troubleOf } from './prepare-line.ts'
import type { SeenArticles } from './seen-articles.ts'

/** What became of a line; `created` and `revised` only once the event is known to be stored (log §3). */
export type LineOutcome =
  | {
      readonly outcome: 'created' | 'revised' | 'unchanged'
      readonly id: ArticleId
      readonly version: number
      readonly status: ArticleStatus
      readonly sequence: number
    }
  | { readonly outcome: 'skipped' | 'failed'; readonly trouble: Trouble }

/** A line whose event waits for the batch. */
interface Pending {
  readonly place: number
  readonly line: ReadyLine
  readonly record: NewRecord
  readonly written: Omit<Extract<LineOutcome, { id: ArticleId }>, 'sequence'>
}

/** NATS is asked for these at once; over SQLite each is work of this thread. */
const READ_TOGETHER = 20

/** Together they take as long as the one article that is checked in a turn of its own. */
const DECIDED_TOGETHER = 5

export interface LineWriter {
  /** In the order of the lines. Throws `LogUnavailableError`; some lines may be stored then, and sending them again says so. */
  write(
    lines: readonly ReadyLine[],
    document: { readonly seen: SeenArticles; readonly context: WriteContext },
  ): Promise<readonly LineOutcome[]>
}

export function createLineWriter(parts: {
  readonly log: EventLog
  readonly writer: ArticleWriter
  readonly lane: Pick<ImportLane, 'turn'>
  readonly now: () => string
  readonly newId: () => string
}): LineWriter {
  const { log, writer, lane, now, newId } = parts

  const locateAll = async (lines: readonly ReadyLine[]): Promise<readonly Located[]> => {
    const found: Located[] = []
    for (let from = 0; from < lines.length; from += READ_TOGETHER) {
      await lane.turn()
      const some = lines.slice(from, from + READ_TOGETHER)
      found.push(...(await Promise.all(some.map(({ article }) => locate(log, article.target)))))
    }
    return found
  }

  /** Nothing of the batch was stored, or nobody knows: each line finds its own event, or is decided anew. */
  const writeAlone = async (
    { line, record, written }: Pending,
    context: WriteContext,
  ): Promise<LineOutcome> => {
    const last = await log.last(record.subject)
    if (last?.envelope.id === record.envelope.id) return { ...written, sequence: last.sequence }
    const decisions: WriteDecision['kind'][] = []
    const decide: typeof line.article.decide = (stored, at) => {
      const decision = line.article.decide(stored, at)
      decisions.push(decision.kind)
      return decision
    }
    try {
      const { created, ...answer } = await writer.write(line.article.target, decide, context)
      return {
        ...answer,
        outcome: decisions.at(-1) === 'append' ? (created ? 'created' : 'revised') : 'unchanged',
      }
    } catch (error) {
      return refused(troubleOf(error))
    }
  }

  const store = async (batch: readonly Pending[], context: WriteContext): Promise<readonly LineOutcome[]> => {
    const stored = await log.appendBatch(batch.map(({ record }) => record)).catch((error: unknown) => {
      if (error instanceof LogUnavailableError) return { ok: false } as const
      throw error
    })
    if (stored.ok) {
      return batch.map(({ written }, place) => ({
        ...written,
        sequence: sequenceAt(stored.sequences, place),
      }))
    }
    const outcomes: LineOutcome[] = []
    for (const each of batch) outcomes.push(await writeAlone(each, context))
    return outcomes
  }

  return {
    async write(lines, { seen, context }) {
      const located = await locateAll(lines)
      const outcomes = new Map<number, LineOutcome>()
      const batch: Pending[] = []
      for (const [place, line] of lines.entries()) {
        const { id, state } = located[place] ?? unlocated(line)
        if (state.kind === 'erased') {
          outcomes.set(place, refused({ kind: 'problem', problem: { code: 'erased' } }))
        } else if (!seen.add(id)) {
          outcomes.set(place, refused({ kind: 'note', note: { code: 'repeated-in-document' } }))
        } else {
          if (batch.length % DECIDED_TOGETHER === 0) await lane.turn()
          const stored = state.kind === 'article' ? state.stored : undefined
          const next = decideLine(line, id, stored, {
            at: eventTime(now(), stored?.at),
            eventId: newId(),
            context,
          })
          if ('outcome' in next) outcomes.set(place, next)
          else batch.push({ ...next, place, line })
        }
      }
      const stored = await store(batch, context)
      for (const [n, { place }] of batch.entries()) outcomes.set(place, stored[n] ?? unlocated(lines[place]))
      return lines.map((line, place) => outcomes.get(place) ?? unlocated(line))
    },
  }
}

function decideLine(
  { article: { target, decide } }: ReadyLine,
  id: ArticleId,
  stored: StoredArticle | undefined,
  event: { readonly at: string; readonly eventId: string; readonly context: WriteContext },
): LineOutcome | Pick<Pending, 'record' | 'written'> {
  const decision = decide(stored, event.at)
  if (decision.kind === 'refused') return refused(troubleOf(refusal(decision.code)))
  if (decision.kind === 'settled') {
    const { created: _created, ...answer } = decision.answer
    return { ...answer, id, outcome: 'unchanged' }
  }
  try {
    const { version, status } = decision.article
    const outcome = stored === undefined ? 'created' : 'revised'
    return {
      record: articleRecord({ target, id, stored, decision, ...event }),
      written: { outcome, id, version, status },
    }
  } catch (error) {
    return refused(troubleOf(error))
  }
}

/** A withdrawn article is left as it is, by a rule that the university knows; the rest is a mistake in the line. */
function refused(trouble: Trouble): LineOutcome {
  const isWithdrawn = trouble.kind === 'problem' && trouble.problem.code === 'withdrawn'
  return { outcome: isWithdrawn ? 'skipped' : 'failed', trouble }
}

function sequenceAt(sequences: readonly number[], place: number): number {
  const sequence = sequences[place]
  if (sequence === undefined) throw new Error('a stored record has a sequence')
  return sequence
}

function unlocated(line: ReadyLine | undefined): never {
  throw new Error(`line ${line?.line} has no outcome`)
}
