import { STREAMS } from '@uniwire/events'
import type { EventLog, EventLogs } from '@uniwire/ports'
import { createDeadLetterBox } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import type { FeedProjection } from '../consumer.ts'
import { feedName } from '../feed-address.ts'
import type { FeedService } from '../service.ts'
import { deliveredChanges } from '../store/delivered-changes.ts'
import { findFeed } from '../store/feeds.ts'
import { startDispatcher } from './dispatcher.ts'
import { startFanOut } from './fan-out.ts'
import type { HubRequest } from './hub-request.ts'
import { topicOf } from './hub-request.ts'
import { verifyIntent } from './intent.ts'
import { createOutgoing } from './outgoing.ts'
import type { Receipt, Rendering } from './receipts.ts'
import { createReceipts } from './receipts.ts'
import { followSubscriptions } from './subscriptions.ts'
import { limitUnverified } from './unverified-limit.ts'

export interface HubOptions {
  readonly log: EventLog
  readonly logs: EventLogs
  readonly service: FeedService
  readonly projection: FeedProjection
  readonly publicUrl: string
  /** For tests and closed networks: callbacks may lie on private addresses. */
  readonly allowPrivate: boolean
  readonly tools: ServiceTools
  readonly monotonicMs: () => number
}

/** A subscription that still has to be told of a change. */
export interface Pending {
  readonly subscription: string
  readonly topic: string
  readonly host: string
  readonly failures: number
  readonly nextAttemptAt?: string | undefined
}

export interface Hub extends AsyncDisposable {
  /** Begins to verify it; answers what is wrong with it instead, once the callback was looked up. */
  request(request: HubRequest, caller: string): Promise<HubRefusal | undefined>
  /** Deliveries of what happened up to here have begun. Throws LogUnavailableError. */
  position(): Promise<number>
  receipts(article: string): Promise<readonly Receipt[]>
  /** Active subscriptions to these feeds that have not confirmed what happened at `sequence`. */
  pending(feeds: ReadonlySet<string>, sequence: number): readonly Pending[]
}

export type HubRefusal =
  | { readonly kind: 'wrong'; readonly reason: string }
  | { readonly kind: 'too-many' }
  /** The feeds are being made, so nobody can say which there are. */
  | { readonly kind: 'not-ready' }

/** The WebSub hub of our own feeds (contract §6, log §7). Rejects when the log cannot be opened. */
export async function startHub(options: HubOptions): Promise<Hub> {
  await using opened = new AsyncDisposableStack()
  const { log, logs, service, projection, publicUrl, tools, monotonicMs } = options
  const { now, newId, logger } = tools
  const generation = () => log.generation
  const outgoing = opened.use(createOutgoing({ allowPrivate: options.allowPrivate }))
  const subscriptions = opened.use(followSubscriptions(await logs.open(STREAMS.hub), tools))
  const feedOf = (topic: string) => {
    const request = topicOf(topic, publicUrl)
    const feed =
      request === undefined ? undefined : findFeed(projection.database(), feedName(request.address))
    return { request, feed }
  }
  const receipts = createReceipts({
    log: await logs.open(STREAMS.receipts),
    newId,
    changes(topic, after, upTo) {
      const { feed } = feedOf(topic)
      return feed === undefined ? [] : deliveredChanges(projection.database(), feed, after, upTo)
    },
  })
  const render = (topic: string): Rendering | undefined => {
    const { request } = feedOf(topic)
    const document = request === undefined ? undefined : service.feed(request)
    if (document === undefined) return undefined
    return { document, position: projection.position.now(), generation: generation() }
  }
  const endOf = (topic: string): string | undefined => {
    const { request } = feedOf(topic)
    const end = request === undefined ? undefined : service.ended(request)
    if (end === undefined) return undefined
    return end.movedTo === undefined ? 'The feed has ended.' : `The feed has moved to ${end.movedTo}`
  }
  const dispatcher = opened.use(
    startDispatcher({
      parts: { subscriptions, outgoing, receipts, render, endOf, now, newId },
      owed(topic) {
        const { request, feed } = feedOf(topic)
        // The word that it has ended is owed to everybody who is still subscribed.
        if (endOf(topic) !== undefined) return Number.POSITIVE_INFINITY
        return feed?.owed[request?.format === 'atom' ? 'atom' : 'entries'] ?? 0
      },
      generation,
      ready: () => projection.complete() && subscriptions.complete(),
      tools,
      monotonicMs,
    }),
  )
  const deadLetters = createDeadLetterBox({
    dead: await logs.open(STREAMS.dead),
    projection: 'hub',
    newId,
    now,
  })
  const { position } = projection
  const onEvents = () => dispatcher.wake()
  const fanOut = opened.use(await startFanOut({ log, position, onEvents, deadLetters, tools }))

  const limit = limitUnverified(monotonicMs)
  const stopping = new AbortController()
  const verifications = new Set<Promise<void>>()
  const verify = async (request: HubRequest, proven: () => void) => {
    try {
      const parts = { subscriptions, outgoing, generation, tools }
      const result = await verifyIntent(request, parts, stopping.signal)
      logger.info({ event: 'hub-intent', mode: request.mode, topic: request.topic, result }, 'hub: intent')
      if (result !== 'verified') return
      proven()
      dispatcher.wake()
    } catch (error) {
      logger.info({ err: error, event: 'hub-intent', topic: request.topic, result: 'failed' }, 'hub: intent')
    }
  }
  opened.defer(async () => {
    stopping.abort()
    await Promise.all(verifications)
  })
  const stack = opened.move()
  return {
    async request(request, caller) {
      if (!projection.complete()) return { kind: 'not-ready' }
      const end = endOf(request.topic)
      if (end !== undefined && request.mode === 'subscribe') return { kind: 'wrong', reason: end }
      if (end === undefined && render(request.topic) === undefined) {
        return { kind: 'wrong', reason: 'hub.topic is a feed of a university that is not here.' }
      }
      try {
        await outgoing.check(request.callback)
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        return { kind: 'wrong', reason: `hub.callback cannot be called: ${reason}.` }
      }
      const proven = limit.begin([`from ${caller}`, `to ${new URL(request.callback).host}`])
      if (proven === undefined) return { kind: 'too-many' }
      const verification = verify(request, proven)
      verifications.add(verification)
      void verification.finally(() => verifications.delete(verification))
      return undefined
    },
    position: () => fanOut.position(),
    receipts: (article) => receipts.of(article),
    pending: (feeds, sequence) =>
      subscriptions
        .active(now())
        .filter(({ state }) => {
          const { request, feed } = feedOf(state.topic)
          if (request === undefined || feed === undefined || !feeds.has(feed.name)) return false
          // Or it was old news, of which subscribers are not told.
          if (feed.owed[request.format === 'atom' ? 'atom' : 'entries'] < sequence) return false
          return state.generation !== generation() || state.delivered < sequence
        })
        .map(({ id, state }) => ({
          subscription: id,
          topic: state.topic,
          host: new URL(state.callback).host,
          failures: state.failures,
          ...(state.nextAttemptAt === undefined ? {} : { nextAttemptAt: state.nextAttemptAt }),
        })),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}
