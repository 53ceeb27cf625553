import { createHmac } from 'node:crypto'
import { LogUnavailableError } from '@uniwire/ports'
import type { Document } from '../documents/document.ts'
import { linkHeader } from '../http/answer.ts'
import type { Outgoing } from './outgoing.ts'
import type { Receipts } from './receipts.ts'
import type { HeldSubscription, Subscription } from './subscription.ts'
import { isFree, later, retryDelayMs } from './subscription.ts'
import { withQuery } from './intent.ts'
import type { Subscriptions } from './subscriptions.ts'

/** A feed as it is at a position of the log. */
export interface Rendering {
  readonly document: Document
  readonly position: number
  readonly generation: string
}

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

/** What a subscriber said; `error` when it said nothing. */
export interface Answer {
  readonly status?: number
  readonly error?: string
}

/** Longer than any call to a subscriber takes: whoever finds it over knows that its process died (log §7). */
const CLAIM_MS = 30_000

/**
 * One delivery: claimed in the log, sent, and its outcome appended. Killed anywhere, the claim ends and the
 * same state is sent once more by whoever comes first. `false`: it was not this one's to do. Throws
 * LogUnavailableError.
 */
export async function deliver(
  subscription: HeldSubscription,
  parts: DeliveryParts,
  signal: AbortSignal,
): Promise<boolean> {
  const { subscriptions, render, now, newId, receipts } = parts
  const { id, sequence, state } = subscription
  if (!isFree(state, now())) return false
  const by = newId()
  const claim: Subscription = { ...state, sending: { by, until: later(now(), CLAIM_MS) } }
  // `undefined`: somebody else began it, or it was renewed or ended.
  if ((await subscriptions.write(id, sequence, claim, 'subscription.sending')) === undefined) return false
  // Made after the claim, so never older than the change that is owed.
  const rendering = render(state.topic)
  const end = rendering === undefined ? parts.endOf(state.topic) : undefined
  if (end !== undefined) {
    await deny(state, end, parts.outgoing, signal)
    await settle(id, by, parts, (current) => ended(current, 'denied'))
    return true
  }
  const answer = rendering === undefined ? {} : await send(state, rendering, parts.outgoing, signal)
  const wasStopped = signal.aborted && answer.status === undefined
  if (rendering !== undefined && !wasStopped) {
    await receipts.keep({ id, state, rendering, answer, at: now() })
  }
  await settle(id, by, parts, (current) => {
    const { sending: _sent, nextAttemptAt: _waited, ...rest } = current
    if (rendering === undefined || wasStopped) return rest
    return outcome(rest, rendering, answer, now())
  })
  return true
}

async function send(
  { callback, secret }: Subscription,
  { document }: Rendering,
  outgoing: Outgoing,
  signal: AbortSignal,
): Promise<Answer> {
  const { body, mediaType } = document
  const headers = {
    'Content-Type': mediaType,
    Link: linkHeader(document) ?? '',
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
  reason: string,
  outgoing: Outgoing,
  signal: AbortSignal,
): Promise<void> {
  const parameters = { 'hub.mode': 'denied', 'hub.topic': topic, 'hub.reason': reason }
  try {
    await outgoing.send({ method: 'GET', url: withQuery(callback, parameters), signal })
  } catch (error) {
    reasonOf(error)
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
  id: string,
  by: string,
  { subscriptions }: DeliveryParts,
  next: (current: Subscription) => Subscription,
): Promise<void> {
  for (;;) {
    const current = await subscriptions.read(id)
    if (current?.state.sending?.by !== by) return
    const written = await subscriptions.write(
      id,
      current.sequence,
      next(current.state),
      'subscription.settled',
    )
    if (written !== undefined) return
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof LogUnavailableError) throw error
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.name : 'unknown'
}
