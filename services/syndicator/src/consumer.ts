import type { EventLog, LogPage } from '@uniwire/ports'
import type { DeadLetterBox, PositionGate } from '@uniwire/projection'
import { createPositionGate, startFollower } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import { applyPage } from './apply-page.ts'
import type { SyndicatorConfig } from './config.ts'
import type { Checkpoint } from './store/checkpoint.ts'
import type { FeedDatabase } from './store/database.ts'
import { beginStore, openStore, placeOf } from './store/open-store.ts'
import type { Touched } from './touched.ts'

const PROJECTION = 'feeds'

export interface FeedProjection extends AsyncDisposable {
  database(): FeedDatabase
  /**
   * `false` until the end that the log had at the start was reached: until then feeds would go back in time for
   * whoever read them elsewhere meanwhile.
   */
  complete(): boolean
  readonly position: Pick<PositionGate, 'now' | 'current' | 'reached'>
  /** When the log stopped answering, in milliseconds; `undefined` while it answers. */
  failingSince(): number | undefined
}

export interface FeedProjectionOptions {
  readonly log: EventLog
  readonly config: SyndicatorConfig
  readonly deadLetters: DeadLetterBox
  readonly tools: ServiceTools
  readonly onTouched: (touched: Touched) => void
  /** The store was given up for a fresh one. */
  readonly onReset: () => void
}

/** Follows the log into the store; begins anew when the log is no longer the one it was made of (log §4). */
export async function startFeedProjection(options: FeedProjectionOptions): Promise<FeedProjection> {
  const { log, config, tools } = options
  const { logger, metrics } = tools
  let failingSince: number | undefined
  let target = await log.end()
  let store = await openStore(config, log)
  // What was complete when it was stopped is older by now than what another replica shows: complete it again.
  let checkpoint = { ...store.checkpoint, complete: store.checkpoint.position >= target }
  const gate = createPositionGate(checkpoint.position)

  const onFailure = (error: unknown, retryInMs: number) => {
    failingSince ??= Date.parse(tools.now())
    logger.warn({ err: error, event: 'follow-failed', retryInMs }, 'the log could not be followed')
  }
  const onCommit = (committed: Checkpoint, touched: Touched) => {
    checkpoint = committed
    options.onTouched(touched)
    metrics.positions.set({ projection: PROJECTION }, committed.position)
    gate.advance(committed.position)
  }
  const apply = async (page: LogPage) => {
    await applyPage(page, checkpoint, {
      database: store.database,
      publicUrl: config.publicUrl,
      target,
      deadLetters: options.deadLetters,
      onUnknown: () => metrics.skipped.inc({ projection: PROJECTION }),
      onDead: (record, reason) => {
        metrics.deadLetters.inc({ projection: PROJECTION })
        logger.error({ event: 'dead-letter', sequence: record.sequence, reason }, 'an event was given up')
      },
      onCommit,
    })
    failingSince = undefined
  }
  const onReplaced = async (reason: string) => {
    logger.warn({ event: 'log-replaced', reason }, `the feeds are made anew: ${reason}`)
    checkpoint = { ...checkpoint, complete: false }
    gate.reset()
    target = await log.end()
    store.database[Symbol.dispose]()
    store = beginStore(config, log.generation)
    checkpoint = store.checkpoint
    options.onReset()
  }
  const follower = startFollower({ log, from: placeOf(checkpoint), apply, onReplaced, onFailure })
  return {
    database: () => store.database,
    complete: () => checkpoint.complete,
    position: gate,
    failingSince: () => failingSince,
    async [Symbol.asyncDispose]() {
      await follower[Symbol.asyncDispose]()
      store.database[Symbol.dispose]()
    },
  }
}
