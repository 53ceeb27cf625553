import { readEvent } from '@uniwire/events'
import type { LogPage } from '@uniwire/ports'
import type { KeyOwners } from './authorise.ts'

/** Follows the stream of keys, to tell a key of another university from no key at all. */
export function createKeyOwners(): KeyOwners & { apply(page: LogPage): void; forget(): void } {
  const owners = new Map<string, string>()
  return {
    ownerOf: (id) => owners.get(id),
    forget: () => owners.clear(),
    apply(page) {
      for (const record of page.records) {
        const read = readEvent(record)
        if (read.kind === 'event' && read.event.type === 'key.issued') {
          owners.set(read.event.payload.id, read.event.payload.university)
        }
      }
    },
  }
}
