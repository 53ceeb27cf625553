import { createHash } from 'node:crypto'
import { RequestError } from '@nats-io/transport-node'
import type { MsgHdrs } from '@nats-io/transport-node'
import type { NewRecord } from '@uniwire/ports'
import { pause } from './backoff.ts'
import { toHeaders } from './record-headers.ts'
import type { Stream } from './stream.ts'
import { AGAIN_MS } from './until-known.ts'

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
  { connection, names, requestTimeoutMs, closing }: Stream,
  { subject, payload }: NewRecord,
  headers: MsgHdrs,
  timeoutMs = requestTimeoutMs,
): Promise<Acknowledgement> {
  const until = performance.now() + timeoutMs
  const request = () =>
    connection.nc.request(names.subject(subject), payload, { timeout: timeoutMs, headers })
  for (;;) {
    try {
      return (await connection.during(timeoutMs, request)).json<Acknowledgement>()
    } catch (error) {
      // Nothing was stored, for nobody was there: the stream has no leader now, or is not known here yet.
      if (!isNobodyThere(error) || performance.now() > until) throw error
      await pause(AGAIN_MS, closing)
    }
  }
}

const isNobodyThere = (error: unknown): boolean => error instanceof RequestError && error.isNoResponders()

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
