import { AckPolicy, DeliverPolicy, ReplayPolicy } from '@nats-io/jetstream'
import { checkConsumerName, LogMisuseError, MAX_PAGE_RECORDS } from '@uniwire/ports'
import type { Delivery, DurableConsumer } from '@uniwire/ports'
import { pause } from './backoff.ts'
import { toDelivered } from './delivered-message.ts'
import { outstanding } from './outstanding.ts'
import { nanoseconds, pullOnce } from './pull-once.ts'
import { MAX_PAGE_BYTES, pastHoles } from './read-page.ts'
import type { Stream } from './stream.ts'
import { ask, CODE, hasCode } from './unavailable.ts'

export interface ConsumerOptions {
  readonly name: string
  readonly ackWaitMs: number
}

/** The server may answer a pull early, because others wait as well. */
const ASK_AGAIN_MS = 20

/**
 * Its deliveries outlive it: what a disposed handle has not settled is delivered again when its time is up. The
 * server writes down what was settled a moment after it says so (about 100 ms, measured on 2.15.2): killed in
 * between, it delivers the newest of it again and the position goes back. Restarted in any way, it delivers
 * again at once what is older than the ack wait, for it keeps the time of the record and not of its delivery.
 */
export async function durableConsumer(stream: Stream, options: ConsumerOptions): Promise<DurableConsumer> {
  const { name, ackWaitMs } = options
  checkConsumerName(name)
  checkDuration(ackWaitMs)
  const { connection, requestTimeoutMs: timeoutMs, heartbeatMs } = stream
  const what = `consumer ${name} of ${stream.spec.name}`
  await ask(what, () => createOrUpdate(stream, options))
  const disposing = new AbortController()
  const held = outstanding(stream, ackWaitMs)
  // It is made again when the server does not know it any more: a restored log has none.
  let known = true

  async function pull(max: number, waitMs: number, signal: AbortSignal): Promise<readonly Delivery[]> {
    if (!known) await createOrUpdate(stream, options)
    known = true
    const request = { stream: stream.name, consumer: name, max, maxBytes: MAX_PAGE_BYTES }
    const messages = await pullOnce(connection, { ...request, waitMs, heartbeatMs, timeoutMs, signal }).catch(
      (error: unknown) => {
        known = false
        throw error
      },
    )
    return messages.map((message) => {
      const { record, attempt, ackSubject } = toDelivered(message, stream.names)
      held.hold(record.sequence, ackSubject)
      return { record, attempt }
    })
  }
  async function tell(sequences: readonly number[], body: string, settles = false): Promise<void> {
    if (disposing.signal.aborted) throw new LogMisuseError(`this handle of ${what} is closed`)
    await ask(what, () => held.tell(sequences, body, settles))
  }

  return {
    async pull({ max, waitMs, signal }) {
      if (!Number.isSafeInteger(max) || max < 1) throw new LogMisuseError(`${max} deliveries to pull`)
      const stopping = AbortSignal.any([signal, disposing.signal, stream.closing])
      const until = performance.now() + waitMs
      for (let leftMs = waitMs; ; leftMs = until - performance.now()) {
        if (stopping.aborted) return []
        const most = Math.min(max, MAX_PAGE_RECORDS)
        const deliveries = await ask(what, () => pull(most, Math.max(0, leftMs), stopping))
        if (deliveries.length > 0 || performance.now() >= until) return deliveries
        await pause(ASK_AGAIN_MS, stopping)
      }
    },
    ack: (sequences) => tell(sequences, '+ACK', true),
    term: (sequences) => tell(sequences, '+TERM', true),
    working: (sequences) => tell(sequences, '+WPI'),
    async retryAfter(sequences, delayMs) {
      checkDuration(delayMs)
      await tell(sequences, delayMs === 0 ? '-NAK' : `-NAK {"delay": ${nanoseconds(delayMs)}}`)
    },
    position: () => ask(what, () => ackFloor(stream, name)),
    [Symbol.asyncDispose]() {
      disposing.abort()
      return Promise.resolve()
    },
  }
}

/** Whoever still pulls from it makes it anew, from the beginning. */
export async function removeConsumer({ setUp, name: stream }: Stream, name: string): Promise<void> {
  checkConsumerName(name)
  try {
    await setUp((jsm) => jsm.consumers.delete(stream, name))
  } catch (error) {
    if (!hasCode(error, CODE.consumerNotFound)) throw error
  }
}

async function createOrUpdate({ setUp, name }: Stream, options: ConsumerOptions): Promise<void> {
  const changeable = {
    ack_wait: nanoseconds(options.ackWaitMs),
    // The service decides what is poison; the server would drop it and show no lag (log §4).
    max_deliver: -1,
    // At a limit the server holds back without a word, and a pull that waits for nothing would hang.
    max_ack_pending: -1,
  }
  const config = {
    durable_name: options.name,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    replay_policy: ReplayPolicy.Instant,
    ...changeable,
  }
  await setUp(async (jsm) => {
    try {
      await jsm.consumers.add(name, config)
    } catch (error) {
      if (!hasCode(error, CODE.consumerExists)) throw error
      await jsm.consumers.update(name, options.name, changeable)
    }
  })
}

/** What follows the server's ack floor and does not exist any more is settled, delivered or not. */
async function ackFloor(stream: Stream, consumer: string): Promise<number> {
  const { ack_floor: floor } = await stream.api((jsm) => jsm.consumers.info(stream.name, consumer))
  return pastHoles(stream, floor.stream_seq)
}

function checkDuration(ms: number): void {
  if (!Number.isFinite(ms) || ms < 0) throw new LogMisuseError(`${ms} is no duration`)
}
