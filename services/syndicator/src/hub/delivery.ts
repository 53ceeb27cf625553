import { createHmac } from 'node:crypto'
import { LogUnavailableError } from '@uniwire/ports'
import { pause } from '@uniwire/projection'
import { linkHeader } from '../http/answer.ts'
import type { Outgoing } from './outgoing.ts'
import type { Answer, Receipts, Rendering } from './receipts.ts'
import type { HeldSubscription, Subscription } from './subscription.ts'
import { isFree, later, retryDelayMs } from './subscription.ts'
import { withQuery } from './intent.ts'
import type { Subscriptions } from './subscriptions.ts'

export interface DeliveryParts {
  readonly subscriptions: Subscriptions
  readonly outgoing: Outgoing
  readonly receipts: Receipts
  readonly render: (topic: string) => Rendering | undefined
  /** Why a topic is no more, in plain words; `undefined` while it is. */
  readonly endOf: (topic: string) => string | undefined
  readonly now: () => string
  readonly newId: () => string
}

/** The call to the subscriber, as whoever began the delivery sees it. */
export interface Call {
  readonly signal: AbortSignal
  begins(): void
  /** Answered or given up; what follows is our own work. */
  ends(): void
}

/** Longer than any call to a subscriber takes: whoever finds it over knows that its process died (log §7). */
const CLAIM_MS = 30_000
const AGAIN_MS = 500

/**
 * One delivery: claimed in the log, sent, and its outcome appended. Killed anywhere, the claim ends and the
 * same state is sent once more by whoever comes first. `false`: it was not this one's to do. Throws
 * LogUnavailableError.
 */
export async function deliver(
  subscription: HeldSubscription,
  parts: DeliveryParts,
  call: Call,
): Promise<boolean> {
  const { subscriptions, render, now, newId } = parts
  const { signal } = call
  const { id, sequence, state } = subscription
  if (!isFree(state, now())) return false
  const by = newId()
  const claim: Subscription = { ...state, sending: { by, until: later(now(), CLAIM_MS) } }
  const claimed = await subscriptions.write(id, sequence, claim, 'subscription.sending')
  // Somebody else began it, or it was renewed or ended.
  if (claimed === undefined) return false
  // Made after the claim, so never older than the change that is owed.
  const rendering = render(state.topic)
  const end = rendering === undefined ? parts.endOf(state.topic) : undefined
  call.begins()
  const answer =
    rendering === undefined
      ? await deny(state, end, parts.outgoing, signal)
      : await send(state, rendering, parts.outgoing, signal)
  call.ends()
  const wasStopped = signal.aborted && answer.status === undefined
  const at = now()
  await untilStored(claim, parts, signal, async () => {
    if (rendering !== undefined && !wasStopped)
      await parts.receipts.keep({ id, state, rendering, answer, at })
    await settle(claimed, by, parts, (current) => {
      if (end !== undefined && !wasStopped) return ended(current, 'denied')
      const { sending: _sent, nextAttemptAt: _waited, ...rest } = current
      return rendering === undefined || wasStopped ? rest : outcome(rest, rendering, answer, at)
    })
  })
  return true
}

/** What a subscriber was sent is not sent again because the log was away for a moment: the claim lasts as long. */
async function untilStored(
  { sending }: Subscription,
  { now }: DeliveryParts,
  signal: AbortSignal,
  store: () => Promise<void>,
): Promise<void> {
  for (;;) {
    try {
      return await store()
    } catch (error) {
      const isOver = signal.aborted || sending === undefined || sending.until <= now()
      if (isOver || !(error instanceof LogUnavailableError)) throw error
      await pause(AGAIN_MS, signal)
    }
  }
}

async function send(
  { topic, callback, secret }: Subscription,
  { document }: Rendering,
  outgoing: Outgoing,
  signal: AbortSignal,
): Promise<Answer> {
  const { body, mediaType, hubUrl } = document
  const headers = {
    'Content-Type': mediaType,
    // The topic as it was subscribed to, by which the subscriber knows it (WebSub §7).
    Link: linkHeader({ selfUrl: topic, hubUrl }) ?? '',
    ...(secret === undefined ? {} : { 'X-Hub-Signature': signatureOf(body, secret) }),
  }
  try {
    const { status } = await outgoing.send({ method: 'POST', url: callback, headers, body, signal })
    return { status }
  } catch (error) {
    return { error: reasonOf(error) }
  }
}

/** Said once: who does not hear it will find the feed gone (WebSub §5.3). */
async function deny(
  { topic, callback }: Subscription,
  reason: string | undefined,
  outgoing: Outgoing,
  signal: AbortSignal,
): Promise<Answer> {
  if (reason === undefined) return {}
  const parameters = { 'hub.mode': 'denied', 'hub.topic': topic, 'hub.reason': reason }
  try {
    const { status } = await outgoing.send({ method: 'GET', url: withQuery(callback, parameters), signal })
    return { status }
  } catch (error) {
    return { error: reasonOf(error) }
  }
}

function ended(current: Subscription, why: 'gone' | 'denied'): Subscription {
  const { secret: _secret, sending: _sent, nextAttemptAt: _waited, ...rest } = current
  return { ...rest, ended: why }
}

/** Of exactly the bytes that are sent (WebSub §8). */
function signatureOf(body: Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

/** 2xx alone is a success, and a redirect is none; 410 is a goodbye (WebSub §7). */
function outcome(
  current: Subscription,
  { position, generation }: Rendering,
  { status = 0 }: Answer,
  now: string,
): Subscription {
  if (status >= 200 && status <= 299) return { ...current, generation, delivered: position, failures: 0 }
  if (status === 410) return ended(current, 'gone')
  const failures = current.failures + 1
  return { ...current, failures, nextAttemptAt: later(now, retryDelayMs(failures)) }
}

/** On top of what was appended meanwhile, as long as the claim still is this one. */
async function settle(
  claimed: HeldSubscription,
  by: string,
  { subscriptions }: DeliveryParts,
  next: (current: Subscription) => Subscription,
): Promise<void> {
  const { id } = claimed
  for (let current: HeldSubscription | undefined = claimed; current?.state.sending?.by === by;) {
    const { sequence, state } = current
    if ((await subscriptions.write(id, sequence, next(state), 'subscription.settled')) !== undefined) return
    current = await subscriptions.read(id)
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof LogUnavailableError) throw error
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.name : 'unknown'
}
