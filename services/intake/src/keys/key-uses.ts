import { keyUseSubject, readEvent, toRecord } from '@uniwire/events'
import type { KeyId, Slug } from '@uniwire/newsroom'
import type { EventLog } from '@uniwire/ports'
import { MAX_PAGE_RECORDS } from '@uniwire/ports'

/**
 * When each key opened something last, so that an operator sees which one nobody needs any more. Written down
 * behind the request that used it, which neither waits for it nor fails with it; after a crash the time may be
 * `WRITTEN_EVERY_MS` too old. Disposing writes down the rest.
 */
export interface KeyUses extends AsyncDisposable {
  note(university: Slug, id: KeyId): void
  /** UTC instants, as far as any process has written them down, and newer for what this one saw. */
  lastUsed(university: Slug): Promise<ReadonlyMap<string, string>>
}

interface Use {
  readonly university: Slug
  readonly id: KeyId
  usedAt: string
  writtenMs: number
  writtenAt: string | undefined
}

const WRITTEN_EVERY_MS = 10 * 60 * 1000

export function createKeyUses(options: {
  readonly log: EventLog
  readonly now: () => string
  readonly newId: () => string
  readonly monotonicMs: () => number
  readonly onFailure: (error: unknown) => void
}): KeyUses {
  const { log, now, newId, monotonicMs, onFailure } = options
  const uses = new Map<KeyId, Use>()
  const writing = new Set<Promise<void>>()

  const append = async ({ university, id, usedAt }: Readonly<Use>) => {
    const subject = keyUseSubject(university, id)
    const last = await log.last(subject)
    if (last !== undefined && last.envelope.time >= usedAt) return
    const payload = { id, university, usedAt }
    const expected = last?.sequence ?? 0
    // A conflict means that another process has just written a use of its own, as new as this one.
    await log.append(
      toRecord({
        type: 'key.used',
        subject,
        expected,
        payload,
        id: newId(),
        time: usedAt,
        source: '/intake',
      }),
    )
  }
  const write = (use: Use) => {
    use.writtenMs = monotonicMs()
    use.writtenAt = use.usedAt
    const written = append({ ...use })
      .catch(onFailure)
      .finally(() => writing.delete(written))
    writing.add(written)
  }
  return {
    note(university, id) {
      const known = uses.get(id)
      const use = known ?? { university, id, usedAt: '', writtenMs: -Infinity, writtenAt: undefined }
      use.usedAt = now()
      if (known === undefined) uses.set(id, use)
      if (monotonicMs() - use.writtenMs >= WRITTEN_EVERY_MS) write(use)
    },
    async lastUsed(university) {
      const found = new Map<string, string>()
      const end = await log.end()
      for (let after = 0; after < end;) {
        const page = await log.read({ after, limit: MAX_PAGE_RECORDS, subject: `used.${university}.>` })
        for (const record of page.records) {
          const read = readEvent(record)
          if (read.kind === 'event' && read.event.type === 'key.used') {
            found.set(read.event.payload.id, read.event.payload.usedAt)
          }
        }
        if (page.position <= after) break
        after = page.position
      }
      for (const { id, usedAt, university: owner } of uses.values()) {
        if (owner === university && usedAt > (found.get(id) ?? '')) found.set(id, usedAt)
      }
      return found
    },
    async [Symbol.asyncDispose]() {
      for (const use of uses.values()) if (use.writtenAt !== use.usedAt) write(use)
      await Promise.all(writing)
    },
  }
}
