import type { EventLog, LogPage } from '@uniwire/ports'
import type { DeadLetterBox, Follower, PositionGate } from '@uniwire/projection'
import { backoffMs, createPositionGate, pause, startFollower } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import { applyPage } from './apply-page.ts'
import type { SyndicatorConfig } from './config.ts'
import type { Checkpoint } from './store/checkpoint.ts'
import type { FeedDatabase } from './store/database.ts'
import type { OpenStore } from './store/open-store.ts'
import { continues, beginStore, openStore } from './store/open-store.ts'
import type { Touched } from './touched.ts'

const PROJECTION = 'feeds'

export interface FeedProjection extends AsyncDisposable {
  database(): FeedDatabase
  /** `false` until the end of the log was reached once: until then feeds would go back in time. */
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

interface Following {
  readonly store: OpenStore
  readonly follower: Follower
  checkpoint: Checkpoint
}

/** Follows the log into the store; begins anew when the log is no longer the one it was made of (log §4). */
export async function startFeedProjection(options: FeedProjectionOptions): Promise<FeedProjection> {
  const { log, config, tools } = options
  const { logger, metrics } = tools
  const stopping = new AbortController()
  let gate = createPositionGate(0)
  let failingSince: number | undefined
  let suspect = false
  let rebuilding: Promise<void> = Promise.resolve()

  const follow = (store: OpenStore, target: number): Following => {
    const { database } = store
    const start = store.checkpoint
    gate = createPositionGate(start.position)
    const context = {
      database,
      publicUrl: config.publicUrl,
      target,
      deadLetters: options.deadLetters,
      onUnknown: () => metrics.skipped.inc({ projection: PROJECTION }),
      onDead: (record: { readonly sequence: number }, reason: string) => {
        metrics.deadLetters.inc({ projection: PROJECTION })
        logger.error({ event: 'dead-letter', sequence: record.sequence, reason }, 'an event was given up')
      },
      onCommit: (checkpoint: Checkpoint, touched: Touched) => {
        following.checkpoint = checkpoint
        options.onTouched(touched)
        metrics.positions.set({ projection: PROJECTION }, checkpoint.position)
        gate.advance(checkpoint.position)
      },
    }
    const apply = async (page: LogPage) => {
      if (suspect && !(await continues(following.checkpoint, log))) {
        rebuilding = rebuild(following)
        throw new Error('the log is another one than the store was made of')
      }
      suspect = false
      await applyPage(page, following.checkpoint, context)
      failingSince = undefined
    }
    const follower = startFollower({ log, after: start.position, apply, onFailure })
    const following: Following = { store, follower, checkpoint: start }
    return following
  }
  const onFailure = (error: unknown, retryInMs: number) => {
    suspect = true
    failingSince ??= Date.parse(tools.now())
    logger.warn({ err: error, event: 'follow-failed', retryInMs }, 'the log could not be followed')
  }
  const rebuild = async (old: Following) => {
    old.checkpoint = { ...old.checkpoint, complete: false }
    await old.follower[Symbol.asyncDispose]()
    for (let failures = 1; !stopping.signal.aborted; failures += 1) {
      try {
        const target = await log.end()
        old.store.database[Symbol.dispose]()
        const store = beginStore(config, log.generation)
        options.onReset()
        suspect = false
        current = follow(store, target)
        return
      } catch (error) {
        onFailure(error, backoffMs(failures))
        await pause(backoffMs(failures), stopping.signal)
      }
    }
  }

  const target = await log.end()
  let current = follow(await openStore(config, log), target)
  return {
    database: () => current.store.database,
    complete: () => current.checkpoint.complete,
    position: {
      now: () => gate.now(),
      current: () => gate.current(),
      reached: (position, timeoutMs) => gate.reached(position, timeoutMs),
    },
    failingSince: () => failingSince,
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await rebuilding
      await current.follower[Symbol.asyncDispose]()
      current.store.database[Symbol.dispose]()
    },
  }
}
