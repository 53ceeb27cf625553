import { rmSync } from 'node:fs'
import type { LogPlace } from '@uniwire/projection'
import type { Seed } from '../logged-totals.ts'
import type { RegisteredArticle } from '../article-registry.ts'
import type { Alias, ArticleChange } from './articles.ts'
import { changeArticle, forgetArticles, readAliases, readArticles } from './articles.ts'
import type { Database } from './database.ts'
import { integer, openDatabase } from './database.ts'
import type { Stream } from './places.ts'
import { forgetPlace, readPlace, savePlace } from './places.ts'
import { CREATE_TABLES, STORE_SCHEMA } from './schema.ts'
import type { LoggedTotals } from './totals.ts'
import { applyTotals, forgetTotals, readRevisions, readSeeds, readSeedsOf } from './totals.ts'

/**
 * What a start would otherwise read from the whole log: the articles, and the totals that the log has of
 * them. Each change is stored together with the place in the stream that it leads to (log §4).
 */
export interface ViewsStore extends Disposable {
  readonly database: Database
  /** How far a stream is contained; `undefined`: not at all. */
  place(stream: Stream): LogPlace | undefined
  articles(): Iterable<RegisteredArticle>
  aliases(): readonly Alias[]
  /** Of each article's newest totals, the newest record last. */
  revisions(): Iterable<{ readonly article: string; readonly revision: number }>
  /** Totals in order of the articles' ids, from the one after `after`. */
  seeds(after: string, limit: number): readonly Seed[]
  seedsOf(articles: readonly string[]): readonly Seed[]
  changeArticles(changes: readonly ArticleChange[], place: LogPlace): void
  applyTotals(records: readonly LoggedTotals[], place: LogPlace): void
  /** The stream is another one: nothing of it stays. */
  forget(stream: Stream): void
}

/** `file`: a path, or `:memory:`. What is no such store, or damaged, is thrown away: the log has it all. */
export function openViewsStore(file: string): ViewsStore {
  const database = openFound(file) ?? begin(file)
  return {
    database,
    place: (stream) => readPlace(database, stream),
    articles: () => readArticles(database),
    aliases: () => readAliases(database),
    revisions: () => readRevisions(database),
    seeds: (after, limit) => readSeeds(database, after, limit),
    seedsOf: (articles) => readSeedsOf(database, articles),
    changeArticles: (changes, place) =>
      database.transaction(() => {
        for (const change of changes) changeArticle(database, change)
        savePlace(database, 'articles', place)
      }),
    applyTotals: (records, place) =>
      database.transaction(() => {
        for (const record of records) applyTotals(database, record)
        savePlace(database, 'totals', place)
      }),
    forget: (stream) =>
      database.transaction(() => {
        if (stream === 'articles') forgetArticles(database)
        else forgetTotals(database)
        forgetPlace(database, stream)
      }),
    [Symbol.dispose]: () => database[Symbol.dispose](),
  }
}

function openFound(file: string): Database | undefined {
  let database: Database | undefined
  try {
    database = openDatabase(file)
    const version = database.statement('PRAGMA user_version').get()
    if (integer(version ?? {}, 'user_version') === STORE_SCHEMA) return database
  } catch {
    // Not ours, damaged, or killed before its first commit.
  }
  database?.[Symbol.dispose]()
  return undefined
}

function begin(file: string): Database {
  if (file !== ':memory:') for (const suffix of ['-wal', '-shm', '']) rmSync(file + suffix, { force: true })
  const database = openDatabase(file)
  database.transaction(() => {
    database.exec(CREATE_TABLES)
    database.exec(`PRAGMA user_version = ${STORE_SCHEMA}`)
  })
  return database
}
