import { createHash } from 'node:crypto'
import type { MsgHdrs } from '@nats-io/transport-node'
import type { NewRecord } from '@uniwire/ports'
import { toHeaders } from './record-headers.ts'
import type { Stream } from './stream.ts'

/** What the server answers to a message for a stream, or to the last one of a batch. */
export interface Acknowledgement {
  readonly stream?: string
  readonly seq?: number
  readonly duplicate?: boolean
  /** Of a batch: how many messages it had; `seq` is that of the last one. */
  readonly count?: number
  readonly error?: { readonly err_code?: number; readonly description?: string }
}

/** Rejects when no answer comes: then it is unknown whether anything was stored. */
export async function publish(
  { connection, names, requestTimeoutMs }: Stream,
  { subject, payload }: NewRecord,
  headers: MsgHdrs,
  timeoutMs = requestTimeoutMs,
): Promise<Acknowledgement> {
  const answer = await connection.during(timeoutMs, () =>
    connection.nc.request(names.subject(subject), payload, { timeout: timeoutMs, headers }),
  )
  return answer.json<Acknowledgement>()
}

/** The CloudEvents headers, and the sequence that must be last on the subject. */
export function expectingHeaders({ envelope, expected }: NewRecord): MsgHdrs {
  const headers = toHeaders(envelope)
  headers.set('Nats-Expected-Last-Subject-Sequence', String(expected))
  return headers
}

/**
 * Never the content alone: with A, B, A inside the window the server would drop the third append as a
 * repetition of the first (log §3). The event's id is in the digest, so that another writer's equal
 * content is not taken for a repetition either.
 */
export function messageId({ subject, expected, envelope, payload }: NewRecord): string {
  const digest = createHash('sha256').update(JSON.stringify(envelope)).update(payload).digest('base64url')
  return `${subject.slice(subject.lastIndexOf('.') + 1)}:${expected}:${digest}`
}
