import { LogUnavailableError, MAX_PAGE_RECORDS } from '@uniwire/ports'
import type { LogPage, LogRecord } from '@uniwire/ports'
import { pauseAfter } from './backoff.ts'
import { livePages } from './live-pages.ts'
import { readPage } from './read-page.ts'
import { messageAt } from './stored-message.ts'
import { takes } from './subjects.ts'
import type { Stream } from './stream.ts'
import { ask } from './unavailable.ts'

export interface FollowQuery {
  readonly after: number
  readonly subject?: string
  readonly signal: AbortSignal
}

/**
 * Reads what is there, then follows, from one consumer to the next: a lost connection, a restarted server or
 * three missed heartbeats begin a new one where the last page ended, after a look whether it is still the
 * same log (log §4). Throws `LogUnavailableError` when that look fails; backing off is the caller's then.
 */
export async function* follow(stream: Stream, query: FollowQuery): AsyncGenerator<LogPage, void> {
  const { subject, signal } = query
  const { name } = stream.spec
  const only = subject === undefined ? {} : { subject }
  const stopping = AbortSignal.any([signal, stream.closing])
  const generation = stream.generation()
  let position = query.after
  let newest: LogRecord | undefined
  let first = true
  let failures = 0

  while (!stopping.aborted) {
    await ask(`following ${name}`, () => expectSameLog(stream, { generation, position, newest }))
    for (let more = true; more && !stopping.aborted;) {
      const read = await ask(`following ${name}`, () =>
        readPage(stream, { ...only, after: position, limit: MAX_PAGE_RECORDS }),
      )
      more = read.more
      if (!first && read.page.position === position) continue
      first = false
      failures = 0
      position = read.page.position
      newest = read.page.records.at(-1) ?? newest
      yield read.page
    }
    try {
      // Unfiltered, so that the position moves with the whole stream; the rest was read by subject.
      for await (const page of livePages(stream, position, stopping)) {
        failures = 0
        position = page.position
        newest = page.records.at(-1) ?? newest
        yield { ...page, records: page.records.filter((record) => takes(subject, record.subject)) }
      }
    } catch {
      // Whatever it was: the next round asks the server, and fails with a reason if it has to.
      failures += 1
      await pauseAfter(failures, stopping)
    }
  }
  if (!signal.aborted) throw new LogUnavailableError(`${name} was closed`)
}

interface Known {
  readonly generation: string
  readonly position: number
  readonly newest: LogRecord | undefined
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
