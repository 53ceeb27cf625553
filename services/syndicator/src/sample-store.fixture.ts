import type { LogRecord } from '@uniwire/ports'
import { text } from '@uniwire/projection'
import { applyPage } from './apply-page.ts'
import { PUBLIC_URL } from './sample-address.fixture.ts'
import { SAMPLE_START_MS } from './sample-log.fixture.ts'
import type { FeedService } from './service.ts'
import { createFeedService } from './service.ts'
import { readCheckpoint } from './store/checkpoint.ts'
import type { FeedDatabase } from './store/database.ts'
import { beginStore } from './store/open-store.ts'
import { parseFeedPath } from './feed-address.ts'

/** The store and what is rendered from it, without a log: for tests that choose the pages themselves. */
export interface GrownStore {
  readonly database: FeedDatabase
  readonly service: FeedService
  /** Rejects, as if the process had ended there, when it needs more statements than `statements`. */
  apply(records: readonly LogRecord[], statements?: number): Promise<void>
  /** Forgets everything that is in memory only, as a new process would. */
  reopen(): void
  /** Every document there is, by its path. */
  everything(): Readonly<Record<string, unknown>>
}

export async function growStore(records: readonly LogRecord[], file = ':memory:'): Promise<GrownStore> {
  const config = { publicUrl: PUBLIC_URL, databaseFile: file }
  const { database } = beginStore(config, 'a-generation')
  const now = () => new Date(SAMPLE_START_MS).toISOString()
  const newService = () => createFeedService({ database: () => database, publicUrl: PUBLIC_URL, now })
  let service = newService()
  const unexpected = (what: unknown) => {
    throw new Error(`unexpected: ${JSON.stringify(what)}`)
  }
  const store: GrownStore = {
    database,
    get service() {
      return service
    },
    async apply(page, statements = Number.POSITIVE_INFINITY) {
      const checkpoint = readCheckpoint(database)
      if (checkpoint === undefined) throw new Error('no checkpoint')
      await applyPage({ records: page, position: page.at(-1)?.sequence ?? 0 }, checkpoint, {
        database: interruptedAfter(database, statements),
        publicUrl: PUBLIC_URL,
        target: 0,
        deadLetters: { write: async (record, reason) => unexpected([record.sequence, reason]) },
        onUnknown: unexpected,
        onDead: unexpected,
        onCommit: (_checkpoint, touched) => service.invalidate(touched),
      })
    },
    reopen() {
      service = newService()
    },
    everything() {
      const names = database.statement('SELECT name FROM feeds ORDER BY name').all()
      const feeds = names.flatMap((row) =>
        ['rss', 'atom', 'json'].map((format) => {
          const path = `/feeds/${encodeURI(text(row, 'name'))}.${format}`
          const request = parseFeedPath(path)
          const document = request === undefined ? undefined : service.feed(request)
          return [path, [document?.body.toString(), document?.tag, document?.lastModified]]
        }),
      )
      return {
        ...Object.fromEntries(feeds),
        changes: service.changes({ after: 0, limit: 500 })?.body.toString(),
        opml: service.subscriptions().body.toString(),
        archive: service.archive({ of: { kind: 'all' }, page: 1 })?.document.body.toString(),
        news: service.newsSitemap().body.toString(),
      }
    },
  }
  if (records.length > 0) await store.apply(records)
  return store
}

function interruptedAfter(database: FeedDatabase, statements: number): FeedDatabase {
  let left = statements
  return {
    ...database,
    statement(sql) {
      left -= 1
      if (left < 0) throw new InterruptedError()
      return database.statement(sql)
    },
  }
}

export class InterruptedError extends Error {
  override readonly name = 'InterruptedError'
}
