import { setImmediate } from 'node:timers/promises'
import type { LogPage, LogRecord } from '@uniwire/ports'
import type { DeadLetterBox } from '@uniwire/projection'
import { applyArticle } from './handlers/article.ts'
import { applyBareWithdrawal } from './handlers/bare-withdrawal.ts'
import { applyErasure } from './handlers/erasure.ts'
import { applyUniversity } from './handlers/university.ts'
import type { Step } from './interpret.ts'
import { interpret } from './interpret.ts'
import type { Checkpoint } from './store/checkpoint.ts'
import { saveCheckpoint } from './store/checkpoint.ts'
import type { FeedDatabase } from './store/database.ts'
import type { Touched } from './touched.ts'
import { nothingTouched } from './touched.ts'

export interface ApplyContext {
  readonly database: FeedDatabase
  readonly publicUrl: string
  /** End of the log when the follow began: at it, the store is complete. */
  readonly target: number
  readonly deadLetters: Pick<DeadLetterBox, 'write'>
  readonly onUnknown: (type: string) => void
  readonly onDead: (record: LogRecord, reason: string) => void
  /** After every commit, so that readers see nothing older than the position says. */
  readonly onCommit: (checkpoint: Checkpoint, touched: Touched) => void
}

/** Events per transaction: requests are answered between two of them. */
const SLICE = 50

/**
 * Applies what the store does not contain yet; each transaction carries the position that it leads to,
 * so a process may be killed anywhere and a page may come again.
 */
export async function applyPage(page: LogPage, from: Checkpoint, context: ApplyContext): Promise<Checkpoint> {
  const records = page.records.filter((record) => record.sequence > from.position)
  let checkpoint = from
  for (let start = 0; start < records.length; start += SLICE) {
    if (start > 0) await setImmediate()
    const slice = records.slice(start, start + SLICE)
    const last = start + SLICE >= records.length
    const steps = await readSlice(slice, context)
    checkpoint = commit(steps, advanced(checkpoint, slice, last ? page.position : 0, context), context)
  }
  const unmoved = advanced(checkpoint, [], page.position, context)
  const moved = unmoved.position > checkpoint.position || unmoved.complete !== checkpoint.complete
  return moved ? commit([], unmoved, context) : checkpoint
}

/** A dead letter is stored before the position moves past its event. */
async function readSlice(
  slice: readonly LogRecord[],
  { publicUrl, deadLetters, onUnknown, onDead }: ApplyContext,
): Promise<readonly Step[]> {
  const steps: Step[] = []
  for (const record of slice) {
    const step = interpret(record, publicUrl)
    if (step.kind === 'unknown') onUnknown(record.envelope.type)
    if (step.kind === 'unusable') {
      await deadLetters.write(record, step.reason)
      onDead(record, step.reason)
    }
    steps.push(step)
  }
  return steps
}

function commit(steps: readonly Step[], checkpoint: Checkpoint, context: ApplyContext): Checkpoint {
  const { database, onCommit } = context
  const touched = nothingTouched()
  database.transaction(() => {
    for (const step of steps) applyStep(database, step, touched)
    saveCheckpoint(database, checkpoint)
  })
  onCommit(checkpoint, touched)
  return checkpoint
}

function applyStep(database: FeedDatabase, step: Step, touched: Touched): void {
  switch (step.kind) {
    case 'article':
      return applyArticle(database, step, touched)
    case 'bare-withdrawal':
      return applyBareWithdrawal(database, step, touched)
    case 'erasure':
      return applyErasure(database, step, touched)
    case 'university':
      return applyUniversity(database, step, touched)
    case 'unknown':
    case 'other':
    case 'unusable':
      return undefined
  }
}

function advanced(
  checkpoint: Checkpoint,
  slice: readonly LogRecord[],
  pagePosition: number,
  { target }: ApplyContext,
): Checkpoint {
  const last = slice.at(-1)
  const position = Math.max(checkpoint.position, last?.sequence ?? 0, pagePosition)
  return {
    ...checkpoint,
    position,
    ...(last === undefined ? {} : { eventSequence: last.sequence, eventId: last.envelope.id }),
    complete: checkpoint.complete || position >= target,
  }
}
