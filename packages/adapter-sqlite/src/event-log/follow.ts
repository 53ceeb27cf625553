import { LogUnavailableError, MAX_PAGE_RECORDS } from '@uniwire/ports'
import type { LogPage } from '@uniwire/ports'
import { readPage } from './read-page.ts'
import type { Stream } from './stream.ts'

export interface FollowQuery {
  readonly after: number
  readonly subject?: string
  readonly signal: AbortSignal
}

/** Ends without an error on abort; throws `LogUnavailableError` when the log closes under it. */
export async function* follow(
  stream: Stream,
  { after, subject, signal }: FollowQuery,
): AsyncGenerator<LogPage, void> {
  const only = subject === undefined ? {} : { subject }
  let position = after
  let first = true
  while (!signal.aborted) {
    if (stream.closing.aborted) throw new LogUnavailableError(`${stream.spec.name} was closed`)
    const seen = stream.arrivals.count
    const page = readPage(stream, { ...only, after: position, limit: MAX_PAGE_RECORDS })
    if (first || page.position > position) {
      first = false
      position = page.position
      yield page
    } else {
      await stream.arrivals.wait({ seen, signal })
    }
  }
}
