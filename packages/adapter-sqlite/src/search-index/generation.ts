import { rmSync } from 'node:fs'
import type {
  LiveViews,
  Checkpoint,
  DocumentOutcome,
  LinkedRequest,
  QueryTerm,
  SearchDocument,
  SearchHit,
  SearchPage,
  SearchQuery,
  StoredDocument,
  Suggestion,
  TitleWord,
} from '@uniwire/ports'
import { openDatabase } from '../sqlite/database.ts'
import type { Database } from '../sqlite/database.ts'
import { emptyDocValues } from './doc-values.ts'
import type { DocValues } from './doc-values.ts'
import { linkedRows } from './links.ts'
import { readCheckpoint, readMeta, writeCheckpoint, writeMeta } from './meta.ts'
import type { FieldWeights } from './ranking.ts'
import { hitsOf, runQuery } from './run-query.ts'
import { SCHEMA, SCHEMA_VERSION } from './schema.ts'
import { slicedWriter } from './slices.ts'
import type { SlicedWriter, Written } from './slices.ts'
import { rankedSnapshots } from './snapshots.ts'
import { loadDocValues, readDocument } from './stored-documents.ts'
import { suggestArticles } from './suggest.ts'
import { openTitleWords, titleWords } from './title-words.ts'
import type { OneBeginning } from './title-words.ts'
import { writeDocument, writeViews } from './write-document.ts'
import { inTransaction } from './writing.ts'

/** One generation of the index: one file, and what of it is held in memory. Reads are synchronous. */
export interface Generation {
  readonly indexId: string
  readonly database: Database
  readonly writer: SlicedWriter
  apply(documents: readonly SearchDocument[]): Promise<readonly DocumentOutcome[]>
  applyViews(views: readonly LiveViews[]): Promise<void>
  saveCheckpoint(checkpoint: Checkpoint): Promise<void>
  checkpoint(): Checkpoint | undefined
  query(query: SearchQuery, now: number): SearchPage
  get(ids: readonly string[]): readonly (StoredDocument | undefined)[]
  suggest(request: { readonly terms: readonly QueryTerm[]; readonly limit: number }): readonly Suggestion[]
  linked(request: LinkedRequest): readonly SearchHit[]
  titleWords(request: OneBeginning): readonly TitleWord[]
}

export interface GenerationOptions {
  readonly file: string
  /** Becomes the `indexId` of a file that is new. */
  readonly freshId: string
  /** Names this opening of the file. */
  readonly session: string
  readonly weights: FieldWeights
  /** `false`: what queries look at is read into memory when the first one comes, if any does. */
  readonly isSearched?: boolean
  readonly onError: (error: unknown) => void
}

/** Written to after the commit alone, which is left out. */
const NOT_LOADED = emptyDocValues()

export function openGeneration(options: GenerationOptions): Generation {
  const database = openIndexFile(options)
  openTitleWords(database)
  const indexId = readMeta(database, 'index_id') ?? options.freshId
  let loaded = options.isSearched === false ? undefined : loadDocValues(database)
  const values = () => (loaded ??= loadDocValues(database))
  /** Memory follows the file where there is any: what is not loaded yet is read from what is written by then. */
  const written = <R>(write: (values: DocValues) => Written<R>): Written<R> => {
    if (loaded !== undefined) return write(loaded)
    return { outcome: write(NOT_LOADED).outcome }
  }
  const writer = slicedWriter(database, () => performance.now())
  const snapshots = rankedSnapshots()
  const { weights } = options
  const session = `${options.session}.${indexId}`
  return {
    indexId,
    database,
    writer,
    apply: (documents) =>
      writer.each(documents, (document) => written((into) => writeDocument(database, into, document))),
    async applyViews(views) {
      await writer.each(views, (total) => written((into) => writeViews(database, into, total)))
    },
    saveCheckpoint: (checkpoint) =>
      writer.alone(() => inTransaction(database, () => writeCheckpoint(database, checkpoint))),
    checkpoint: () => readCheckpoint(database),
    query(query, now) {
      const position = readCheckpoint(database)?.position ?? 0
      return runQuery({ database, values: values(), snapshots, session, position, weights, now }, query)
    },
    get: (ids) => ids.map((id) => readDocument(database, id)),
    suggest: (request) => suggestArticles(database, values(), request),
    linked: (request) => hitsOf({ database, values: values() }, linkedRows(database, values(), request)),
    titleWords: (request) => titleWords(database, request),
  }
}

/** A file that another release wrote, or that is damaged, is made anew: the log is the truth. */
function openIndexFile(options: GenerationOptions): Database {
  const { file, freshId, onError } = options
  let database: Database | undefined
  try {
    database = openDatabase(file, { synchronous: 'NORMAL', cacheKib: 32 * 1024, onError })
    if (isEmpty(database)) create(database, freshId)
    if (readMeta(database, 'schema_version') === String(SCHEMA_VERSION)) return database
    onError(new Error(`${file}: the search index has another layout and is built anew`))
  } catch (error) {
    if (!isDamage(error)) {
      database?.close()
      throw error
    }
    onError(error)
  }
  closeQuietly(database, onError)
  removeIndexFile(file)
  const fresh = openDatabase(file, { synchronous: 'NORMAL', cacheKib: 32 * 1024, onError })
  create(fresh, freshId)
  return fresh
}

export function removeIndexFile(file: string): void {
  for (const suffix of ['-wal', '-shm', '']) rmSync(file + suffix, { force: true })
}

function isEmpty(database: Database): boolean {
  return database.statement('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
}

function create(database: Database, indexId: string): void {
  inTransaction(database, () => {
    database.exec(SCHEMA)
    writeMeta(database, 'schema_version', String(SCHEMA_VERSION))
    writeMeta(database, 'index_id', indexId)
  })
}

/** SQLITE_ERROR: no such table; SQLITE_CORRUPT; SQLITE_NOTADB. Anything else may be better tomorrow. */
function isDamage(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && [1, 11, 26].includes(Number(error.errcode) & 0xff)
}

function closeQuietly(database: Database | undefined, onError: (error: unknown) => void): void {
  try {
    database?.close()
  } catch (error) {
    onError(error)
  }
}
