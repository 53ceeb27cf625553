import type { DomainEvent } from '@uniwire/events'
import { readEvent } from '@uniwire/events'
import type { LogPage, LogRecord } from '@uniwire/ports'

export interface Unread {
  /** From a newer release; counted, and skipped. */
  readonly onUnknown: (type: string) => void
  /** Cannot be read: to become a dead letter. */
  readonly onUnreadable: (record: LogRecord, reason: string) => void | Promise<void>
}

/** The events of a page in order; what cannot be read is handed over and blocks nothing behind it. */
export async function readPage(page: LogPage, unread: Unread): Promise<readonly DomainEvent[]> {
  const events: DomainEvent[] = []
  for (const record of page.records) {
    const read = readEvent(record)
    if (read.kind === 'event') events.push(read.event)
    else if (read.kind === 'unknown') unread.onUnknown(read.type)
    else await unread.onUnreadable(record, read.reason)
  }
  return events
}
