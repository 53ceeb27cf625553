import type { ServiceTools } from '@uniwire/service-kit'
import type { DeliveryParts } from './delivery.ts'
import { deliver } from './delivery.ts'
import type { HeldSubscription } from './subscription.ts'
import { deliveredIn, isFree } from './subscription.ts'

export interface Dispatcher extends AsyncDisposable {
  /** Something is owed: begins every delivery that may begin. */
  wake(): void
}

export interface DispatcherOptions {
  readonly parts: DeliveryParts
  /** Sequence of the last change of the topic that subscribers are told of; 0 before the first. */
  readonly owed: (topic: string) => number
  readonly generation: () => string
  /** The feeds are as new as the log. */
  readonly ready: () => boolean
  readonly tools: ServiceTools
  readonly monotonicMs: () => number
}

/** Looked for what was left over: by a process that died, by an attempt that failed, by an event whose time came. */
const SWEEP_MS = 1_000
/** Deliveries under way at once; those to subscribers that failed or were slow have lanes of their own. */
const LANES = { quick: 256, slow: 64 } as const
const SLOW_MS = 2_000
/** After the end was asked for, so long for what is under way. */
const PATIENCE_MS = 3_000

/** Delivers what is owed; a subscriber that is slow or dead takes nothing from the others. */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const { parts, owed, generation, ready, tools, monotonicMs } = options
  const stopping = new AbortController()
  const underWay = new Map<string, Promise<void>>()
  const slow = new Set<string>()
  const busy = { quick: 0, slow: 0 }
  let owedBefore: ReadonlySet<string> = new Set()

  const due = (): readonly HeldSubscription[] => {
    const now = tools.now()
    const topics = new Map<string, number>()
    return parts.subscriptions.active(now).filter(({ id, state }) => {
      if (underWay.has(id) || !isFree(state, now)) return false
      const last = topics.get(state.topic) ?? owed(state.topic)
      topics.set(state.topic, last)
      return deliveredIn(generation(), state) < last
    })
  }
  const begin = (subscriptions: readonly HeldSubscription[]) => {
    for (const subscription of subscriptions) {
      const { id, state } = subscription
      const lane = slow.has(id) || state.failures > 0 ? 'slow' : 'quick'
      if (busy[lane] >= LANES[lane]) continue
      busy[lane] += 1
      underWay.set(id, run(subscription, lane))
    }
  }
  const run = async (subscription: HeldSubscription, lane: keyof typeof LANES) => {
    const { id } = subscription
    const startedMs = monotonicMs()
    let settled = false
    try {
      settled = await deliver(subscription, parts, stopping.signal)
    } catch (error) {
      tools.logger.warn({ err: error, event: 'delivery-interrupted' }, 'a delivery is left to the next sweep')
    }
    if (monotonicMs() - startedMs > SLOW_MS) slow.add(id)
    else slow.delete(id)
    busy[lane] -= 1
    underWay.delete(id)
    // What waited for a lane, and what changed meanwhile; after a failure of ours the sweep is soon enough.
    if (settled) wake()
  }
  let woken = false
  let closing = false
  const wake = () => {
    if (woken || closing || !ready()) return
    woken = true
    setImmediate(() => {
      woken = false
      if (!closing && ready()) begin(due())
    })
  }
  const sweep = () => {
    if (!ready()) return
    const now = due()
    // What is owed since this moment belongs to the replica that was given the event.
    begin(now.filter(({ id, state }) => owedBefore.has(id) || state.failures > 0))
    owedBefore = new Set(now.map(({ id }) => id))
  }
  const timer = setInterval(sweep, SWEEP_MS)
  return {
    wake,
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      closing = true
      const late = setTimeout(() => stopping.abort(), PATIENCE_MS)
      while (underWay.size > 0) await Promise.all(underWay.values())
      clearTimeout(late)
      stopping.abort()
    },
  }
}
