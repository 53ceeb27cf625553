import type { ArticleId } from '@uniwire/newsroom'
import type { LogPlace, ProjectionStore, Row } from '@uniwire/projection'
import { forgetPlace, integer, openProjectionStore, readPlace, savePlace, text } from '@uniwire/projection'
import type { AliasIds, Embargo, Erased, PageSeen, StoredChange } from './remembered.ts'

/**
 * What a start would otherwise read from the whole log: embargoes that have not ended, what was erased, and the
 * ids that go with it, and the traces of the pages last seen. No content of an article comes in here. Changes are stored together
 * with the place in the log that they lead to (log §4).
 */
export interface IntakeStore extends Disposable {
  /** How far the log is contained; `undefined`: not at all. */
  place(): LogPlace | undefined
  embargoes(): readonly Embargo[]
  erased(): readonly Erased[]
  aliases(): readonly AliasIds[]
  pages(): readonly PageSeen[]
  change(changes: readonly StoredChange[], place: LogPlace): void
  /** The log is another one: nothing of it stays. */
  forget(): void
}

/** Raised when the tables change. */
const SCHEMA = 2
const STREAM = 'log'
const TABLES = `
  CREATE TABLE embargoes (id TEXT PRIMARY KEY, university TEXT NOT NULL, due INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
  CREATE TABLE erased (
    id TEXT PRIMARY KEY,
    university TEXT NOT NULL,
    erased_at TEXT NOT NULL,
    basis TEXT NOT NULL,
    sequence INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE aliases (id TEXT PRIMARY KEY, target TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE pages (
    id TEXT PRIMARY KEY,
    university TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    site TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    around TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`

/** `file`: a path, or `:memory:`, then every start reads the whole log. A damaged one is made anew. */
export function openIntakeStore(file: string): IntakeStore {
  const store = openProjectionStore({ file, version: SCHEMA, tables: TABLES, check: readAll })
  return {
    place: () => readPlace(store, STREAM),
    embargoes: () => readEmbargoes(store),
    erased: () => readErased(store),
    aliases: () => readAliases(store),
    pages: () => readPages(store),
    change: (changes, place) =>
      store.transaction(() => {
        for (const change of changes) apply(store, change)
        savePlace(store, STREAM, place)
      }),
    forget: () =>
      store.transaction(() => {
        store.exec('DELETE FROM embargoes; DELETE FROM erased; DELETE FROM aliases; DELETE FROM pages')
        forgetPlace(store, STREAM)
      }),
    [Symbol.dispose]: () => store[Symbol.dispose](),
  }
}

/** There is little of it, and an embargo that cannot be read would never end. */
function readAll(store: ProjectionStore): void {
  const found = text(store.statement('PRAGMA quick_check').get() ?? {}, 'quick_check')
  if (found !== 'ok') throw new Error(found)
  readPlace(store, STREAM)
  readEmbargoes(store)
  readErased(store)
  readAliases(store)
  readPages(store)
}

function readEmbargoes(store: ProjectionStore): readonly Embargo[] {
  const rows = store.statement('SELECT id, university, due FROM embargoes').all()
  return rows.map((row) => ({ ...articleOf(row), dueMs: integer(row, 'due') }))
}

function readErased(store: ProjectionStore): readonly Erased[] {
  const rows = store.statement('SELECT * FROM erased ORDER BY sequence').all()
  return rows.map((row) => ({
    ...articleOf(row),
    erasedAt: text(row, 'erased_at'),
    basis: text(row, 'basis'),
    sequence: integer(row, 'sequence'),
  }))
}

function readAliases(store: ProjectionStore): readonly AliasIds[] {
  const rows = store.statement('SELECT id, target FROM aliases').all()
  // Written from events of the log.
  return rows.map((row) => ({ id: text(row, 'id') as ArticleId, target: text(row, 'target') as ArticleId }))
}

function readPages(store: ProjectionStore): readonly PageSeen[] {
  const rows = store.statement('SELECT * FROM pages ORDER BY sequence').all()
  return rows.map((row) => ({
    ...articleOf(row),
    sequence: integer(row, 'sequence'),
    printedPage: {
      site: text(row, 'site'),
      language: text(row, 'language'),
      text: text(row, 'text'),
      around: text(row, 'around'),
    },
  }))
}

function articleOf(row: Row): Pick<Embargo, 'id' | 'university'> {
  // Written from events of the log.
  return { id: text(row, 'id') as ArticleId, university: text(row, 'university') as Embargo['university'] }
}

/** In a transaction. */
function apply(store: ProjectionStore, change: StoredChange): void {
  switch (change.kind) {
    case 'embargo': {
      const { id, university, dueMs } = change.embargo
      store.statement('INSERT OR REPLACE INTO embargoes VALUES (?, ?, ?)').run(id, university, dueMs)
      return
    }
    case 'no-embargo':
      store.statement('DELETE FROM embargoes WHERE id = ?').run(change.id)
      return
    case 'erased': {
      const { id, university, erasedAt, basis, sequence } = change.erased
      store
        .statement('INSERT OR REPLACE INTO erased VALUES (?, ?, ?, ?, ?)')
        .run(id, university, erasedAt, basis, sequence)
      return
    }
    case 'alias':
      store
        .statement('INSERT OR REPLACE INTO aliases VALUES (?, ?)')
        .run(change.alias.id, change.alias.target)
      return
    case 'page': {
      const { id, university, sequence, printedPage } = change.page
      const { site, language, text: ownText, around } = printedPage
      store
        .statement('INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?)')
        .run(id, university, sequence, site, language, ownText, around)
      return
    }
    case 'no-page':
      store.statement('DELETE FROM pages WHERE id = ?').run(change.id)
  }
}
