import type { StoredMsg } from '@nats-io/jetstream'
import type { LogRecord } from '@uniwire/ports'
import { toEnvelope } from './record-headers.ts'
import type { Stream } from './stream.ts'

/** All three ask the leader of the stream, which has seen every append that it acknowledged (log §3). */
export async function lastOn(stream: Stream, subject: string): Promise<LogRecord | undefined> {
  const query = { last_by_subj: stream.names.subject(subject) }
  const message = await stream.api((jsm) => jsm.streams.getMessage(stream.name, query))
  return message === null ? undefined : toRecord(stream, message)
}

export async function messageAt(stream: Stream, sequence: number): Promise<LogRecord | undefined> {
  const message = await stream.api((jsm) => jsm.streams.getMessage(stream.name, { seq: sequence }))
  return message === null ? undefined : toRecord(stream, message)
}

/** The first record after `sequence`; on the subject, when one is given. */
export async function firstAfter(
  stream: Stream,
  sequence: number,
  subject?: string,
): Promise<LogRecord | undefined> {
  const query = {
    seq: sequence + 1,
    next_by_subj: subject === undefined ? '>' : stream.names.subject(subject),
  }
  const message = await stream.api((jsm) => jsm.streams.getMessage(stream.name, query))
  return message === null ? undefined : toRecord(stream, message)
}

function toRecord({ names }: Stream, message: StoredMsg): LogRecord {
  return {
    sequence: message.seq,
    subject: names.logical(message.subject),
    envelope: toEnvelope(message.header),
    payload: message.string(),
  }
}
