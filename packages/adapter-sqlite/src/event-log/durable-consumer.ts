import { checkConsumerName, LogMisuseError, LogUnavailableError } from '@uniwire/ports'
import type { Delivery, DurableConsumer } from '@uniwire/ports'
import { ackFloor, forgetConsumer, lease, nextDue, openConsumer, postpone, settle } from './leases.ts'
import type { Consumer } from './leases.ts'
import type { Stream } from './stream.ts'

export interface ConsumerOptions {
  readonly name: string
  readonly ackWaitMs: number
}

/**
 * Its deliveries outlive it: what a disposed handle has not settled is delivered again when its time is
 * up. A handle that was disposed refuses every call but `pull`, which is empty.
 */
export async function durableConsumer(
  stream: Stream,
  { name, ackWaitMs }: ConsumerOptions,
): Promise<DurableConsumer> {
  checkConsumerName(name)
  checkDuration(ackWaitMs)
  const commit = <T>(work: () => T) => commitOrRefuse(stream, work)
  const consumer = await commit(() => openConsumer(stream, name, ackWaitMs))
  const disposing = new AbortController()

  async function change(work: () => void): Promise<void> {
    if (disposing.signal.aborted) throw new LogMisuseError(`this handle of consumer ${name} is closed`)
    await commit(work)
    stream.arrivals.notify()
  }

  return {
    async pull({ max, waitMs, signal }) {
      if (!Number.isSafeInteger(max) || max < 1) throw new LogMisuseError(`${max} deliveries to pull`)
      const stopped = () => signal.aborted || disposing.signal.aborted
      return pull(consumer, { max, waitMs, signal, stopped, commit })
    },
    ack: (sequences) => change(() => settle(consumer, sequences)),
    term: (sequences) => change(() => settle(consumer, sequences)),
    working: (sequences) => change(() => postpone(consumer, sequences, ackWaitMs)),
    async retryAfter(sequences, delayMs) {
      checkDuration(delayMs)
      await change(() => postpone(consumer, sequences, delayMs))
    },
    position: () => commit(() => ackFloor(consumer)),
    [Symbol.asyncDispose]() {
      disposing.abort()
      stream.arrivals.notify()
      return Promise.resolve()
    },
  }
}

/** Whoever still has a handle of it is refused. */
export async function removeConsumer(stream: Stream, name: string): Promise<void> {
  checkConsumerName(name)
  await commitOrRefuse(stream, () => forgetConsumer(stream, name))
}

interface PullRequest {
  readonly max: number
  readonly waitMs: number
  readonly signal: AbortSignal
  readonly stopped: () => boolean
  readonly commit: <T>(work: () => T) => Promise<T>
}

async function pull(consumer: Consumer, request: PullRequest): Promise<readonly Delivery[]> {
  const { arrivals, now } = consumer.stream
  const deadline = performance.now() + request.waitMs
  for (;;) {
    let seen = 0
    let due: number | undefined
    const deliveries = await request.commit(() => {
      // Asked here, for an abort may come while this waits for its turn, and a lease would be lost.
      if (request.stopped()) return []
      seen = arrivals.count
      const leased = lease(consumer, request.max)
      due = nextDue(consumer)
      return leased
    })
    const leftMs = deadline - performance.now()
    if (deliveries.length > 0 || leftMs <= 0 || request.stopped()) return deliveries
    const untilDueMs = due === undefined ? leftMs : Math.max(due - now(), 1)
    await arrivals.wait({ seen, signal: request.signal, timeoutMs: Math.min(leftMs, untilDueMs) })
  }
}

async function commitOrRefuse<T>(stream: Stream, work: () => T): Promise<T> {
  try {
    return await stream.commits.run(work)
  } catch (cause) {
    throw new LogUnavailableError(`${stream.spec.name}: the consumer's change was not stored`, { cause })
  }
}

function checkDuration(durationMs: number): void {
  if (!(durationMs >= 0)) throw new LogMisuseError(`${durationMs} ms is no duration`)
}
