import type { EventLog, LogPage } from '@uniwire/ports'
import { MAX_PAGE_RECORDS } from '@uniwire/ports'

/** Pages up to the end, and what comes while they are read; the end may be asked of a page that was given. */
export async function* everyPage(
  log: EventLog,
  after = 0,
): AsyncGenerator<LogPage & { readonly end: number }> {
  let position = after
  for (let end = await log.end(); position < end; end = await log.end()) {
    const page = await log.read({ after: position, limit: MAX_PAGE_RECORDS })
    // A reading that lags behind is asked again.
    if (page.position === position) continue
    position = page.position
    yield { ...page, end: Math.max(end, position) }
  }
}
