import type { Envelope, LogRecord, NewRecord } from '@uniwire/ports'
import type { EventType, PayloadOf } from './schemas.ts'
import { EVENTS, isEventType } from './schemas.ts'
import { upcast } from './upcasters.ts'

/** A record read as what it means. `type` tells the shape of `payload`. */
export type DomainEvent = {
  [T in EventType]: {
    readonly type: T
    readonly sequence: number
    readonly subject: string
    readonly envelope: Envelope
    readonly payload: PayloadOf<T>
  }
}[EventType]

export type EventOf<T extends EventType> = Extract<DomainEvent, { type: T }>

export type ReadEvent =
  | { readonly kind: 'event'; readonly event: DomainEvent }
  /** From a newer release: skipped, the position moves (log §2). */
  | { readonly kind: 'unknown'; readonly type: string }
  /** Of a known type, but not as its schema says: a dead letter. */
  | { readonly kind: 'unreadable'; readonly type: EventType; readonly reason: string }

export interface NewEvent<T extends EventType> {
  readonly type: T
  readonly subject: string
  readonly expected: number
  readonly payload: PayloadOf<T>
  readonly id: string
  /** UTC instant. */
  readonly time: string
  /** Service that writes, as a path: `/intake`. */
  readonly source: string
  readonly actor?: string | undefined
  readonly traceparent?: string | undefined
}

export function toRecord<T extends EventType>(event: NewEvent<T>): NewRecord {
  const { type, subject, expected, payload, id, time, source, actor, traceparent } = event
  const envelope = {
    id,
    source,
    type,
    time,
    schema: EVENTS[type].schema,
    ...(actor === undefined ? {} : { actor }),
    ...(traceparent === undefined ? {} : { traceparent }),
  }
  return { subject, expected, envelope, payload: JSON.stringify(payload) }
}

/** Never throws: what cannot be read blocks nobody (design §3.11). */
export function readEvent(record: LogRecord): ReadEvent {
  const { type, schema } = record.envelope
  if (!isEventType(type) || schema > EVENTS[type].schema) return { kind: 'unknown', type }
  const payload = currentPayload(type, schema, record.payload)
  if (!payload.ok) return { kind: 'unreadable', type, reason: payload.reason }
  const parsed = EVENTS[type].payload.safeParse(payload.value)
  if (!parsed.success) return { kind: 'unreadable', type, reason: parsed.error.message }
  const { sequence, subject, envelope } = record
  // The schema looked up by `type` has just parsed this payload; the compiler cannot tie the two.
  return { kind: 'event', event: { type, sequence, subject, envelope, payload: parsed.data } as DomainEvent }
}

/** No upcaster sees a payload that was checked, so one may stumble over it. */
function currentPayload(
  type: EventType,
  schema: number,
  json: string,
): { ok: true; value: unknown } | { ok: false; reason: string } {
  if (!Number.isInteger(schema) || schema < 1) return { ok: false, reason: `there is no schema ${schema}` }
  try {
    return { ok: true, value: upcast(type, schema, JSON.parse(json)) }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}
