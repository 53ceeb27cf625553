import type { Msg, MsgHdrs } from '@nats-io/transport-node'
import { checkPattern, LogMisuseError, MAX_PAGE_RECORDS } from '@uniwire/ports'
import type { LogPage, LogRecord } from '@uniwire/ports'
import { toEnvelope } from './record-headers.ts'
import { firstAfter } from './stored-message.ts'
import type { Stream } from './stream.ts'
import { untilKnown } from './until-known.ts'

export interface PageQuery {
  readonly after: number
  readonly limit: number
  readonly subject?: string
}

/** A page of the largest payloads would be half a gigabyte; a page ends after this much, and has one record. */
export const MAX_PAGE_BYTES = 8 * 1024 * 1024

export interface ReadPage {
  readonly page: LogPage
  /** Whether there is more now, as far as the server that answered knows. */
  readonly more: boolean
}

export async function readPage(stream: Stream, query: PageQuery): Promise<ReadPage> {
  checkQuery(query)
  const { records, more } = await batchFrom(stream, query)
  const last = records.at(-1)?.sequence ?? query.after
  const position = more ? last : await pastHoles(stream, last, query.subject)
  return { page: { records, position }, more }
}

/**
 * The last sequence from which on, after `position`, there are holes alone.
 *  * Any replica answers a batch, and it may be behind. So where its records end, the leader says up to which
 * sequence there are holes alone: `end` is asked first, for what comes between the two questions is found.
 */
export async function pastHoles(stream: Stream, position: number, subject?: string): Promise<number> {
  const end = (await stream.refresh()).lastSequence
  if (end <= position) return position
  const next = await firstAfter(stream, position, subject)
  return next === undefined ? end : Math.min(end, next.sequence - 1)
}

interface Batch {
  readonly records: readonly LogRecord[]
  readonly more: boolean
}

const STATUS = { endOfBatch: 204, notFound: 404, nobodyThere: 503 }

/** Direct get of many (ADR-31): one request, an answer per message, and one that says how many are left. */
async function batchFrom(stream: Stream, { after, limit, subject }: PageQuery): Promise<Batch> {
  const { connection, names, requestTimeoutMs } = stream
  const { promise, resolve, reject } = Promise.withResolvers<Batch>()
  const records: LogRecord[] = []
  const lose = (reason: string) => reject(new Error(`reading ${stream.name}: ${reason}`))
  const watchdog = setTimeout(() => lose(`no answer for ${requestTimeoutMs} ms`), requestTimeoutMs)
  const inbox = connection.newInbox()
  const body = JSON.stringify({
    seq: after + 1,
    batch: limit,
    max_bytes: MAX_PAGE_BYTES,
    ...(subject !== undefined && { next_by_subj: names.subject(subject) }),
  })
  const ask = () => connection.nc.publish(`$JS.API.DIRECT.GET.${stream.name}`, body, { reply: inbox })
  const askAgain = untilKnown(ask, requestTimeoutMs)
  const subscription = connection.nc.subscribe(inbox, {
    callback(error, message) {
      watchdog.refresh()
      const { headers } = message
      if (error !== null || headers === undefined) lose(error?.message ?? 'an answer without headers')
      else if (headers.code === 0) take(message, headers)
      else if (headers.code === STATUS.endOfBatch)
        resolve({ records, more: numberIn(headers, 'Nats-Num-Pending') > 0 })
      else if (headers.code === STATUS.notFound) resolve({ records, more: false })
      else if (headers.code !== STATUS.nobodyThere || !askAgain.later()) {
        lose(`${headers.code} ${headers.description}`)
      }
    },
  })
  const take = (message: Msg, headers: MsgHdrs) => {
    try {
      records.push(toRecord(stream, message, headers))
    } catch (error) {
      reject(error)
    }
  }
  const stopListening = connection.onInterruption(() => lose('the connection was lost'))
  try {
    ask()
    return await promise
  } finally {
    clearTimeout(watchdog)
    askAgain[Symbol.dispose]()
    stopListening()
    subscription.unsubscribe()
  }
}

function toRecord({ names }: Stream, message: Msg, headers: MsgHdrs): LogRecord {
  return {
    sequence: numberIn(headers, 'Nats-Sequence'),
    // The last: a message that was sourced from another stream has two.
    subject: names.logical(headers.last('Nats-Subject')),
    envelope: toEnvelope(headers),
    payload: message.string(),
  }
}

const numberIn = (headers: MsgHdrs, name: string): number => Number(headers.last(name))

function checkQuery({ after, limit, subject }: PageQuery): void {
  checkPosition(after)
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > MAX_PAGE_RECORDS) {
    throw new LogMisuseError(`a page of ${limit} records, between 1 and ${MAX_PAGE_RECORDS}`)
  }
  if (subject !== undefined) checkPattern(subject)
}

export function checkPosition(after: number): void {
  if (!Number.isSafeInteger(after) || after < 0) throw new LogMisuseError(`${after} is no position`)
}
