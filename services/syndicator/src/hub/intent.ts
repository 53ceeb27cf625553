import type { ServiceTools } from '@uniwire/service-kit'
import type { HubRequest } from './hub-request.ts'
import type { Outgoing } from './outgoing.ts'
import { subscriptionId } from './subjects.ts'
import type { HeldSubscription, Subscription } from './subscription.ts'
import { isActive, later } from './subscription.ts'
import type { Subscriptions } from './subscriptions.ts'

export interface IntentParts {
  readonly subscriptions: Subscriptions
  readonly outgoing: Outgoing
  readonly generation: () => string
  readonly tools: ServiceTools
}

export type Verified = 'verified' | 'refused' | 'unnecessary'

/**
 * Asks the callback whether it wants what was asked in its name, and keeps it only then; a refusal leaves
 * what there was (WebSub §5.3). Rejects when the callback cannot be reached or the log does not answer.
 */
export async function verifyIntent(
  request: HubRequest,
  parts: IntentParts,
  signal: AbortSignal,
): Promise<Verified> {
  const { subscriptions, outgoing, tools } = parts
  const id = subscriptionId(request.topic, request.callback)
  const before = await subscriptions.read(id)
  const isOn = before !== undefined && isActive(before.state, tools.now())
  if (request.mode === 'unsubscribe' && !isOn) return 'unnecessary'
  const challenge = tools.newId()
  const url = intentUrl(request, challenge)
  const { status, body } = await outgoing.send({ method: 'GET', url, signal })
  if (status < 200 || status > 299 || body !== challenge) return 'refused'
  const { mode } = request
  await keep(id, parts, mode, (current) =>
    mode === 'subscribe' ? subscribed(request, current, parts) : unsubscribed(current),
  )
  return 'verified'
}

function intentUrl({ mode, topic, callback, leaseSeconds }: HubRequest, challenge: string): string {
  return withQuery(callback, {
    'hub.mode': mode,
    'hub.topic': topic,
    'hub.challenge': challenge,
    ...(mode === 'subscribe' && { 'hub.lease_seconds': String(leaseSeconds) }),
  })
}

/** The callback's own query stays as it is, byte for byte (WebSub §5.3). */
export function withQuery(callback: string, parameters: Readonly<Record<string, string>>): string {
  return `${callback}${callback.includes('?') ? '&' : '?'}${new URLSearchParams(parameters).toString()}`
}

/** Again on top of whatever was appended meanwhile: a delivery's outcome must not undo a renewal, nor it that. */
async function keep(
  id: string,
  { subscriptions }: IntentParts,
  type: string,
  next: (current: Subscription | undefined) => Subscription | undefined,
): Promise<HeldSubscription | undefined> {
  for (;;) {
    const current = await subscriptions.read(id)
    const state = next(current?.state)
    if (state === undefined) return undefined
    const written = await subscriptions.write(id, current?.sequence ?? 0, state, `subscription.${type}d`)
    if (written !== undefined) return written
  }
}

/** A renewal replaces lease and secret and keeps what was delivered; what begins anew is owed the feed as it is. */
function subscribed(
  { topic, callback, leaseSeconds, secret }: HubRequest,
  current: Subscription | undefined,
  { generation, tools }: IntentParts,
): Subscription {
  const now = tools.now()
  const kept =
    current !== undefined && isActive(current, now)
      ? current
      : { generation: generation(), delivered: -1, sending: undefined }
  return {
    topic,
    callback,
    ...(secret === undefined ? {} : { secret }),
    leaseUntil: later(now, leaseSeconds * 1000),
    generation: kept.generation,
    delivered: kept.delivered,
    ...(kept.sending === undefined ? {} : { sending: kept.sending }),
    // It has just answered, so it is not made to wait for its next attempt.
    failures: 0,
  }
}

function unsubscribed(current: Subscription | undefined): Subscription | undefined {
  if (current === undefined) return undefined
  const { secret: _secret, ...rest } = current
  return { ...rest, ended: 'unsubscribed' }
}
