import { LogUnavailableError, MAX_PAGE_RECORDS, takes } from '@uniwire/ports'
import type { LogPage, LogRecord } from '@uniwire/ports'
import { pauseAfter } from './backoff.ts'
import { livePages } from './live-pages.ts'
import { readPage } from './read-page.ts'
import { messageAt } from './stored-message.ts'
import type { Stream } from './stream.ts'
import { reasonOf } from './unavailable.ts'

export interface FollowQuery {
  readonly after: number
  readonly subject?: string
  readonly signal: AbortSignal
}

/**
 * Reads what is there, then follows, from one consumer to the next: a lost connection, a restarted server or
 * three missed heartbeats begin a new one where the last page ended, after a look whether it is still the
 * same log (log §4). Throws `LogUnavailableError` when it is another one, and when the server cannot be asked
 * for as long as a call may take; backing off is the caller's then.
 */
export async function* follow(stream: Stream, query: FollowQuery): AsyncGenerator<LogPage, void> {
  const { subject, signal } = query
  const { name } = stream.spec
  const stopping = AbortSignal.any([signal, stream.closing])
  const known: Known = { generation: stream.generation(), position: query.after, newest: undefined }
  let failures = 0
  let silentSince: number | undefined

  while (!stopping.aborted) {
    try {
      await expectSameLog(stream, known)
      for await (const page of pagesFrom(
        stream,
        { ...query, after: known.position, signal: stopping },
        failures > 0,
      )) {
        silentSince = undefined
        if (page === 'caught up') continue
        failures = 0
        known.position = page.position
        known.newest = page.records.at(-1) ?? known.newest
        yield { ...page, records: page.records.filter((record) => takes(subject, record.subject)) }
      }
    } catch (cause) {
      if (cause instanceof LogUnavailableError) throw cause
      silentSince ??= performance.now()
      if (performance.now() - silentSince > stream.requestTimeoutMs) {
        throw new LogUnavailableError(`following ${name}: ${reasonOf(cause)}`, { cause })
      }
      failures += 1
      await pauseAfter(failures, stopping)
    }
  }
  if (!signal.aborted) throw new LogUnavailableError(`${name} was closed`)
}

/** Everything from a position on; the first page comes at once, empty or not, unless this goes on from one. */
async function* pagesFrom(
  stream: Stream,
  { after, subject, signal }: FollowQuery,
  goesOn: boolean,
): AsyncGenerator<LogPage | 'caught up', void> {
  const only = subject === undefined ? {} : { subject }
  let position = after
  let first = !goesOn
  for (let more = true; more && !signal.aborted;) {
    const read = await readPage(stream, { ...only, after: position, limit: MAX_PAGE_RECORDS })
    more = read.more
    if (first || read.page.position > position) yield read.page
    first = false
    position = read.page.position
  }
  yield 'caught up'
  // Unfiltered, so that the position moves with the whole stream; what was there was read by subject.
  yield* livePages(stream, position, signal)
}

interface Known {
  readonly generation: string
  position: number
  newest: LogRecord | undefined
}

async function expectSameLog(stream: Stream, { generation, position, newest }: Known): Promise<void> {
  const now = await stream.refresh()
  const { name } = stream.spec
  if (now.generation !== generation)
    throw new LogUnavailableError(`${name} is another log: ${now.generation}`)
  if (now.lastSequence < position) {
    throw new LogUnavailableError(`${name} ends at ${now.lastSequence}, before the position ${position}`)
  }
  if (newest === undefined) return
  const id = (await messageAt(stream, newest.sequence))?.envelope.id
  if (id !== undefined && id !== newest.envelope.id) {
    throw new LogUnavailableError(`${name} has another event at ${newest.sequence}: ${id}`)
  }
}
