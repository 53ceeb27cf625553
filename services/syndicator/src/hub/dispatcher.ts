import type { ServiceTools } from '@uniwire/service-kit'
import type { DeliveryParts } from './delivery.ts'
import { deliver } from './delivery.ts'
import { createHostQueues } from './host-queues.ts'
import type { Lane } from './lanes.ts'
import { createLanes } from './lanes.ts'
import type { HeldSubscription } from './subscription.ts'
import { deliveredIn, isActive, isFree } from './subscription.ts'

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
/** After so long without an answer, a call no longer keeps others from theirs. */
const PROMPT_MS = 500
/** Whose last answer took longer is met among the slow ones next time. */
const SLOW_MS = 2_000
/** After the end was asked for, so long for what is under way. */
const PATIENCE_MS = 3_000

/** Delivers what is owed; a subscriber that is slow or dead takes nothing from the others. */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const { parts, generation, ready, tools, monotonicMs } = options
  const { subscriptions } = parts
  const stopping = new AbortController()
  const underWay = new Map<string, Promise<void>>()
  const slow = new Set<string>()
  const waiting = { quick: createHostQueues(), slow: createHostQueues() }
  let owedBefore: ReadonlySet<string> = new Set()
  let closing = false

  const isDue = ({ id, state }: HeldSubscription, now: string, owed: (topic: string) => number) =>
    !underWay.has(id) &&
    isActive(state, now) &&
    isFree(state, now) &&
    deliveredIn(generation(), state) < owed(state.topic)
  const due = (): readonly HeldSubscription[] => {
    const now = tools.now()
    const owed = askedOnce(options.owed)
    return subscriptions.active(now).filter((subscription) => isDue(subscription, now, owed))
  }
  const queue = (owing: readonly HeldSubscription[]) => {
    for (const { id, state } of owing) {
      const lane = slow.has(id) || state.failures > 0 ? 'slow' : 'quick'
      waiting[lane].add(hostOf(state.callback), id)
    }
    begin()
  }
  const begin = inOneTurn(() => {
    if (closing || !ready()) return
    const now = tools.now()
    const owed = askedOnce(options.owed)
    for (const lane of ['quick', 'slow'] as const) {
      while (lanes.hasRoom(lane)) {
        const id = waiting[lane].next((host) => lanes.mayCall(host))
        if (id === undefined) break
        const subscription = subscriptions.held(id)
        if (subscription === undefined || !isDue(subscription, now, owed)) continue
        underWay.set(id, run(subscription, lane))
      }
    }
  })
  const lanes = createLanes(begin)
  const run = async (subscription: HeldSubscription, lane: Lane) => {
    const { id, state } = subscription
    const place = lanes.enter(lane, hostOf(state.callback))
    let overdue: NodeJS.Timeout | undefined
    let calledMs = 0
    const call = {
      signal: stopping.signal,
      begins() {
        calledMs = monotonicMs()
        overdue = setTimeout(() => place.stepAside(), PROMPT_MS)
      },
      ends() {
        clearTimeout(overdue)
        place.leave()
        if (monotonicMs() - calledMs > SLOW_MS) slow.add(id)
        else slow.delete(id)
      },
    }
    let settled = false
    try {
      settled = await deliver(subscription, parts, call)
    } catch (error) {
      tools.logger.warn({ err: error, event: 'delivery-interrupted' }, 'a delivery is left to the next sweep')
    }
    clearTimeout(overdue)
    underWay.delete(id)
    place.leave()
    const after = subscriptions.held(id)
    // What changed meanwhile; after a failure of ours the sweep is soon enough.
    if (settled && after !== undefined && isDue(after, tools.now(), options.owed)) queue([after])
  }
  const sweep = () => {
    if (closing || !ready()) return
    const now = due()
    // What is owed since this moment belongs to the replica that was given the event.
    queue(now.filter(({ id, state }) => owedBefore.has(id) || state.failures > 0))
    owedBefore = new Set(now.map(({ id }) => id))
  }
  const timer = setInterval(sweep, SWEEP_MS)
  return {
    wake: inOneTurn(() => {
      if (!closing && ready()) queue(due())
    }),
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

/** However often it is asked for in a turn of the event loop, it is done once, after it. */
function inOneTurn(work: () => void): () => void {
  let asked = false
  return () => {
    if (asked) return
    asked = true
    setImmediate(() => {
      asked = false
      work()
    })
  }
}

/** Thousands of subscriptions have few topics. */
function askedOnce(owed: (topic: string) => number): (topic: string) => number {
  const known = new Map<string, number>()
  return (topic) => {
    const last = known.get(topic) ?? owed(topic)
    known.set(topic, last)
    return last
  }
}

function hostOf(callback: string): string {
  return new URL(callback).host
}
