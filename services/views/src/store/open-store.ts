import type { LogPlace, ProjectionStore } from '@uniwire/projection'
import { forgetPlace, openProjectionStore, readPlace, savePlace } from '@uniwire/projection'
import type { Seed } from '../totals/logged-totals.ts'
import type { RegisteredArticle } from '../article-registry.ts'
import type { Alias, ArticleChange } from './articles.ts'
import { changeArticle, forgetArticles, readAliases, readArticles } from './articles.ts'
import { CREATE_TABLES, STORE_SCHEMA } from './schema.ts'
import type { LoggedTotals } from './totals.ts'
import { applyTotals, forgetTotals, readRevisions, readSeeds, readSeedsOf } from './totals.ts'

/** Streams that the store is made of. */
export type Stream = 'articles' | 'totals'

/**
 * What a start would otherwise read from the whole log: the articles, and the totals that the log has of
 * them. Each change is stored together with the place in the stream that it leads to (log §4).
 */
export interface ViewsStore extends Disposable {
  readonly database: ProjectionStore
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

/** `file`: a path, or `:memory:`. */
export function openViewsStore(file: string): ViewsStore {
  const database = openProjectionStore({ file, version: STORE_SCHEMA, tables: CREATE_TABLES })
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
