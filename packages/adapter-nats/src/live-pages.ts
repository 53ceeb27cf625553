import { AckPolicy, DeliverPolicy, ReplayPolicy } from '@nats-io/jetstream'
import { MAX_PAGE_RECORDS } from '@uniwire/ports'
import type { LogPage } from '@uniwire/ports'
import { toDelivered } from './delivered-message.ts'
import type { Delivered } from './delivered-message.ts'
import { nanoseconds, pullOnce } from './pull-once.ts'
import type { Idle } from './pull-once.ts'
import { MAX_PAGE_BYTES } from './read-page.ts'
import type { Stream } from './stream.ts'

const WAIT_MS = 30_000
/** The server forgets a consumer that nobody pulls from; its follower is gone, or busy for so long. */
const FORGOTTEN_AFTER_MS = 60_000

/**
 * What comes after a position, page by page, from a consumer that lives as long as this. Throws as soon as
 * anything may have been missed: whoever reads on begins anew where the last page ended.
 */
export async function* livePages(
  stream: Stream,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<LogPage, void> {
  const { name, connection, heartbeatMs, requestTimeoutMs: timeoutMs } = stream
  const consumer = await createConsumer(stream, after)
  let position = after
  let deliveries = 0
  const request = { stream: name, consumer, max: MAX_PAGE_RECORDS, maxBytes: MAX_PAGE_BYTES }
  try {
    while (!signal.aborted) {
      let idle: Idle | undefined
      const onIdle = (now: Idle) => {
        idle = now
        return now.delivery !== deliveries || now.sequence > position
      }
      const messages = await pullOnce(connection, {
        ...request,
        waitMs: WAIT_MS,
        heartbeatMs,
        timeoutMs,
        signal,
        onIdle,
      })
      const delivered = messages.map((message) => toDelivered(message, stream.names))
      expectUnbroken(delivered, deliveries)
      deliveries += delivered.length
      const records = delivered.map(({ record }) => record)
      const last = records.at(-1)?.sequence ?? lookedThrough(idle, deliveries) ?? position
      if (last > position) {
        position = last
        yield { records, position }
      }
    }
  } finally {
    forget(stream, consumer)
  }
}

async function createConsumer({ api, name, newId }: Stream, after: number): Promise<string> {
  const config = {
    name: `follow-${newId()}`,
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: after + 1,
    replay_policy: ReplayPolicy.Instant,
    mem_storage: true,
    num_replicas: 1,
    inactive_threshold: nanoseconds(FORGOTTEN_AFTER_MS),
  }
  await api((jsm) => jsm.consumers.add(name, config))
  return config.name
}

function expectUnbroken(delivered: readonly Delivered[], before: number): void {
  for (const [n, { delivery }] of delivered.entries()) {
    if (delivery !== before + n + 1) throw new Error(`delivery ${before + n + 1} was lost on its way`)
  }
}

/** Where the consumer has looked and found holes, or nothing yet; `undefined` when it said nothing. */
function lookedThrough(idle: Idle | undefined, deliveries: number): number | undefined {
  if (idle !== undefined && idle.delivery !== deliveries) throw new Error('a delivery was lost on its way')
  return idle?.sequence
}

/** Nobody waits for it, and where it fails the server forgets by itself. */
function forget({ api, name }: Stream, consumer: string): void {
  api((jsm) => jsm.consumers.delete(name, consumer)).catch(() => undefined)
}
