import type { Delivery, DurableConsumer, EventLog } from '@uniwire/ports'
import type { Pause } from './backoff.ts'
import { backoffMs, pause } from './backoff.ts'
import type { DeadLetterBox } from './dead-letters.ts'
import type { LogPlace } from './log-place.ts'
import { placeAfter, whyAnotherLog } from './log-place.ts'
import { SUSPICIOUS_ATTEMPTS, settleAlone, settleTogether } from './settle.ts'

/** What became of one delivery; a transient failure is thrown instead, as `EngineUnavailableError`. */
export type Applied = { readonly kind: 'done' } | { readonly kind: 'dead'; readonly reason: string }

export interface CompetingConsumerOptions {
  readonly consumer: DurableConsumer
  /** The log that the consumer reads. */
  readonly log: Pick<EventLog, 'generation' | 'end' | 'idAt'>
  /** How far what is built has come, and in which log; at the beginning of this one when left out. */
  readonly from?: LogPlace | undefined
  readonly deadLetters: DeadLetterBox
  readonly ackWaitMs: number
  readonly maxBatch: number
  /** One outcome per delivery, in order. */
  readonly apply: (deliveries: readonly Delivery[]) => Promise<readonly Applied[]>
  /** Called after every settled batch with the ack floor. */
  readonly onPosition: (position: number) => Promise<void>
  /**
   * The log is another one than was read, restored or copied: nothing more is applied, and nothing pulled.
   * Asked before every batch, for the engine may have been restarted between two of them (log §4).
   */
  readonly onReplaced: (reason: string) => void
  readonly onDead: (delivery: Delivery, reason: string) => void
  readonly onFailure: (error: unknown, retryInMs: number) => void
  /** Between two attempts. */
  readonly wait?: Pause
}

export interface CompetingConsumer extends AsyncDisposable {
  failing(): boolean
}

const PULL_WAIT_MS = 5_000

/**
 * Settles every event of a durable consumer: an engine that is away is waited for, for ever, with what
 * is held kept alive; an event that cannot be applied becomes a dead letter and blocks nobody (log §4).
 */
export function startCompetingConsumer(options: CompetingConsumerOptions): CompetingConsumer {
  const { consumer, log, maxBatch, onPosition, onReplaced, onFailure, wait = pause } = options
  const stopping = new AbortController()
  const { signal } = stopping
  let seen: LogPlace = options.from ?? { generation: log.generation, position: 0 }
  let failures = 0
  let floor = -1

  /** `undefined` when it was stopped before it succeeded. */
  const persist = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    while (!signal.aborted) {
      try {
        const result = await work()
        failures = 0
        return result
      } catch (error) {
        failures += 1
        onFailure(error, backoffMs(failures))
        await wait(backoffMs(failures), signal)
      }
    }
    return undefined
  }
  /** Ends the work when it is not. */
  const isTheSame = async () => {
    const reason = await whyAnotherLog(seen, log)
    if (reason === undefined) return true
    stopping.abort()
    onReplaced(reason)
    return false
  }
  const publishPosition = async () => {
    const position = await consumer.position()
    // Or what is there of the other log would be written down as done.
    if (position === floor || !(await isTheSame())) return
    await onPosition(position)
    floor = position
  }
  const settleAll = async (deliveries: readonly Delivery[]) => {
    const ordinary = deliveries.filter(({ attempt }) => attempt <= SUSPICIOUS_ATTEMPTS)
    const suspicious = deliveries.filter(({ attempt }) => attempt > SUSPICIOUS_ATTEMPTS)
    const doubtful = (await persist(() => settleTogether(options, ordinary))) ?? []
    for (const delivery of [...doubtful, ...suspicious]) await persist(settleAlone(options, delivery))
  }
  const pullOfTheSameLog = () =>
    persist(async () => {
      const deliveries = await consumer.pull({ max: maxBatch, waitMs: PULL_WAIT_MS, signal })
      if (!(await isTheSame())) return []
      seen = furthest(deliveries, seen)
      return deliveries
    })
  const run = async () => {
    if ((await persist(isTheSame)) !== true) return
    await persist(publishPosition)
    while (!signal.aborted) {
      const deliveries = await pullOfTheSameLog()
      if (deliveries !== undefined && deliveries.length > 0) {
        await keepAlive(options, deliveries, () => settleAll(deliveries))
        if (signal.aborted) await handBack(options, deliveries)
      }
      await persist(publishPosition)
    }
  }
  const running = run()
  return {
    failing: () => failures > 0,
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running
    },
  }
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
