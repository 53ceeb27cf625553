import type { Delivery } from '@uniwire/ports'
import { backoffMs, pause } from './backoff.ts'
import type { CompetingConsumerOptions } from './competing-consumer-options.ts'
import type { LogPlace } from './log-place.ts'
import { placeAfter, whyAnotherLog } from './log-place.ts'
import { SUSPICIOUS_ATTEMPTS, settleAlone, settleTogether } from './settle.ts'

export interface CompetingConsumer extends AsyncDisposable {
  failing(): boolean
}

const PULL_WAIT_MS = 5_000

/**
 * Settles every event of a durable consumer: an engine that is away is waited for, for ever, with what
 * is held kept alive; an event that cannot be applied becomes a dead letter and blocks nobody (log §4).
 */
export function startCompetingConsumer(options: CompetingConsumerOptions): CompetingConsumer {
  const { consumer, log, maxBatch, maxBatchesAtOnce = 1, onPosition, onReplaced, onFailure } = options
  const { retryMs = backoffMs, wait = pause } = options
  const stopping = new AbortController()
  const { signal } = stopping
  /** Batches, and the publication of positions, that are not over. */
  const open = new Set<Promise<void>>()
  let seen: LogPlace = options.from ?? { generation: log.generation, position: 0 }
  let batches = 0
  let pulling = new AbortController()
  let isPullFailing = false
  /** Of what is worked on: how many wait for an engine to come back. */
  let waiting = 0
  let floor = -1

  /** `undefined` when it was stopped before it succeeded. */
  const persist = async <T>(
    work: () => Promise<T>,
    onFailing: (is: boolean) => void,
  ): Promise<T | undefined> => {
    let failures = 0
    try {
      while (!signal.aborted) {
        try {
          return await work()
        } catch (error) {
          if (failures === 0) onFailing(true)
          failures += 1
          const retryInMs = retryMs(failures)
          onFailure(error, retryInMs)
          await wait(retryInMs, signal)
        }
      }
      return undefined
    } finally {
      if (failures > 0) onFailing(false)
    }
  }
  /** Meanwhile nothing more is pulled. */
  const persistAtWork = <T>(work: () => Promise<T>) =>
    persist(work, (isFailing) => {
      waiting += isFailing ? 1 : -1
      if (isFailing) pulling.abort()
    })
  /** Ends the work when it is not. */
  const isTheSame = async () => {
    const reason = await whyAnotherLog(seen, log)
    if (reason === undefined) return true
    // Several may find out.
    if (!signal.aborted) {
      stopping.abort()
      onReplaced(reason)
    }
    return false
  }
  const publishPosition = inTurn(async () => {
    const position = await consumer.position()
    // Or what is there of the other log would be written down as done.
    if (position === floor || !(await isTheSame())) return
    await onPosition(position)
    floor = position
  })
  const settleAll = async (deliveries: readonly Delivery[]) => {
    const ordinary = deliveries.filter(({ attempt }) => attempt <= SUSPICIOUS_ATTEMPTS)
    const suspicious = deliveries.filter(({ attempt }) => attempt > SUSPICIOUS_ATTEMPTS)
    const doubtful = (await persistAtWork(() => settleTogether(options, ordinary))) ?? []
    for (const delivery of [...doubtful, ...suspicious]) await persistAtWork(settleAlone(options, delivery))
  }
  const pullOfTheSameLog = () =>
    persist(
      async () => {
        if (waiting > 0) return []
        pulling = new AbortController()
        const until = AbortSignal.any([signal, pulling.signal])
        const deliveries = await consumer.pull({ max: maxBatch, waitMs: PULL_WAIT_MS, signal: until })
        if (!(await isTheSame())) return []
        seen = furthest(deliveries, seen)
        return deliveries
      },
      (isFailing) => (isPullFailing = isFailing),
    )
  const begin = (work: () => Promise<void>) => {
    const running = work().finally(() => open.delete(running))
    open.add(running)
  }
  const publish = () => begin(() => persistAtWork(publishPosition))
  const settle = async (deliveries: readonly Delivery[]) => {
    batches += 1
    await keepAlive(options, deliveries, () => settleAll(deliveries))
    if (signal.aborted) await handBack(options, deliveries)
    batches -= 1
    publish()
  }
  const run = async () => {
    if ((await persistAtWork(isTheSame)) !== true) return
    await persistAtWork(publishPosition)
    while (!signal.aborted) {
      const deliveries = (await pullOfTheSameLog()) ?? []
      if (deliveries.length > 0) begin(() => settle(deliveries))
      // Others of the group settle as well.
      else publish()
      while (open.size > 0 && (batches >= maxBatchesAtOnce || waiting > 0)) await Promise.race(open)
    }
    while (open.size > 0) await Promise.race(open)
  }
  const running = run()
  return {
    failing: () => isPullFailing || waiting > 0,
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running
    },
  }
}

/** One at a time; who asks while one has yet to begin shares it. */
function inTurn(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  const begin = async () => {
    await running.catch(() => undefined)
    next = undefined
    running = work()
    await running
  }
  return () => (next ??= begin())
}

/** Says `working` for all that is held, as long as any of it is worked on or waited with. */
async function keepAlive(
  { consumer, ackWaitMs, onFailure }: CompetingConsumerOptions,
  held: readonly Delivery[],
  work: () => Promise<void>,
): Promise<void> {
  const sequences = sequencesOf(held)
  const everyMs = ackWaitMs / 3
  const timer = setInterval(() => {
    // What is settled by now is ignored.
    consumer.working(sequences).catch((error: unknown) => onFailure(error, everyMs))
  }, everyMs)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
}

/** Whoever comes next need not wait for what this one leaves unsettled. */
async function handBack(
  { consumer, onFailure }: CompetingConsumerOptions,
  held: readonly Delivery[],
): Promise<void> {
  try {
    await consumer.retryAfter(sequencesOf(held), 0)
  } catch (error) {
    onFailure(error, 0)
  }
}

/** Deliveries come again, and out of order. */
function furthest(deliveries: readonly Delivery[], seen: LogPlace): LogPlace {
  const [newest] = deliveries.map(({ record }) => record).toSorted((a, b) => b.sequence - a.sequence)
  if (newest === undefined || newest.sequence <= seen.position) return seen
  return placeAfter({ records: [newest], position: newest.sequence }, seen)
}

function sequencesOf(deliveries: readonly Delivery[]): readonly number[] {
  return deliveries.map(({ record }) => record.sequence)
}
