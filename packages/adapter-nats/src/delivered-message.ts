import type { Msg } from '@nats-io/transport-node'
import type { LogRecord } from '@uniwire/ports'
import type { Names } from './names.ts'
import { toEnvelope } from './record-headers.ts'

export interface Delivered {
  readonly record: LogRecord
  /** Which delivery of this record it is, from 1. */
  readonly attempt: number
  /** Counts everything that the consumer delivered: a gap is a loss on the way. */
  readonly delivery: number
  /** Where it is acknowledged. */
  readonly ackSubject: string
}

/**
 * A message that a consumer delivers says what it is in its reply subject (ADR-15):
 * `$JS.ACK.[domain.account.]stream.consumer.attempt.sequence.delivery.time.pending[.…]`.
 */
export function toDelivered(message: Msg, names: Names): Delivered {
  const ackSubject = message.reply ?? ''
  const tokens = ackSubject.split('.')
  const [attempt = 0, sequence = 0, delivery = 0] = tokens.slice(tokens.length === 9 ? 4 : 6).map(Number)
  if (!(attempt > 0 && sequence > 0 && delivery > 0))
    throw new Error(`not an address to acknowledge: ${ackSubject}`)
  const { subject, headers } = message
  const envelope = toEnvelope(headers)
  return {
    record: { sequence, subject: names.logical(subject), envelope, payload: message.string() },
    attempt,
    delivery,
    ackSubject,
  }
}
