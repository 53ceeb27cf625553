import type { EventLog, LogPage } from '@uniwire/ports'
import type { Follower } from '@uniwire/projection'
import { startFollower } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import { gatherAppends } from './gathered-appends.ts'
import { subscriptionSubject } from './subjects.ts'
import type { HeldSubscription, Subscription } from './subscription.ts'
import { isActive, readSubscription } from './subscription.ts'

/** Every subscription there is, followed from the log, and the one way to change one. */
export interface Subscriptions extends AsyncDisposable {
  active(now: string): readonly HeldSubscription[]
  /** As it is known here; the log may know more. */
  held(id: string): HeldSubscription | undefined
  /** Whether all that was there at the start is known. */
  complete(): boolean
  /** As the log has it at this moment. */
  read(id: string): Promise<HeldSubscription | undefined>
  /**
   * Appends the next state on top of the one that is held; `undefined` when somebody else was first.
   * Throws LogUnavailableError.
   */
  write(
    id: string,
    expected: number,
    state: Subscription,
    type: string,
  ): Promise<HeldSubscription | undefined>
}

export function followSubscriptions(log: EventLog, tools: ServiceTools): Subscriptions {
  const held = new Map<string, HeldSubscription>()
  const append = gatherAppends(log)
  const keep = (subscription: HeldSubscription) => {
    const known = held.get(subscription.id)
    if (known !== undefined && known.sequence >= subscription.sequence) return
    held.set(subscription.id, subscription)
  }
  const apply = ({ records }: LogPage) => {
    for (const record of records) {
      const subscription = readSubscription(record)
      if (subscription !== undefined) keep(subscription)
    }
  }
  const follower: Follower = startFollower({
    log,
    apply,
    onReplaced: () => held.clear(),
    onFailure: (error, retryInMs) =>
      tools.logger.warn(
        { err: error, event: 'hub-follow-failed', retryInMs },
        'subscriptions are not followed',
      ),
  })
  return {
    active: (now) => Array.from(held.values()).filter(({ state }) => isActive(state, now)),
    held: (id) => held.get(id),
    complete: () => follower.complete(),
    async read(id) {
      const record = await log.last(subscriptionSubject(id))
      return record === undefined ? undefined : readSubscription(record)
    },
    async write(id, expected, state, type) {
      const outcome = await append({
        subject: subscriptionSubject(id),
        expected,
        envelope: { id: tools.newId(), source: '/syndicator', type, time: tools.now(), schema: 1 },
        payload: JSON.stringify(state),
      })
      if (!outcome.ok) return undefined
      const written = { id, sequence: outcome.sequence, state }
      keep(written)
      return written
    },
    [Symbol.asyncDispose]: () => follower[Symbol.asyncDispose](),
  }
}
