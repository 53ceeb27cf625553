import type { LiveViews, DocumentOutcome, SearchDocument } from '@uniwire/ports'
import { integer, text } from '../sqlite/columns.ts'
import type { Database } from '../sqlite/database.ts'
import { hideArticle, setLiveViews, showArticle } from './doc-values.ts'
import type { DocValues } from './doc-values.ts'
import { addLinks, linksText, removeLinks } from './links.ts'
import { notePurge } from './purge.ts'
import type { Written } from './slices.ts'
import { categoriesText } from './stored-documents.ts'
import { packStreams, termColumns, titleWords } from './streams.ts'
import { write } from './writing.ts'

/** Inside a transaction. The newest version stays, whatever comes in which order. */
export function writeDocument(
  database: Database,
  values: DocValues,
  document: SearchDocument,
): Written<DocumentOutcome> {
  const stored = database.statement('SELECT row, version, kind FROM articles WHERE id = ?').get(document.id)
  if (stored !== undefined && integer(stored, 'version') >= document.version) {
    return { outcome: { kind: 'stale' } }
  }
  if (stored !== undefined && text(stored, 'kind') === 'article') {
    removeTokens(database, integer(stored, 'row'))
    if (document.kind === 'stub') notePurge(database)
  }
  const row = writeColumns(database, document)
  if (document.kind === 'stub') {
    return { outcome: { kind: 'applied' }, committed: () => hideArticle(values, row, document.id) }
  }
  addTokens(database, row, document)
  const live = knownViews(database, document.id)
  return {
    outcome: { kind: 'applied' },
    committed() {
      showArticle(values, row, document)
      setLiveViews(values, row, live)
    },
  }
}

/** Inside a transaction. Kept by id alone, so the article may come later, or go and come back. */
export function writeViews(database: Database, values: DocValues, total: LiveViews): Written<void> {
  const { id, live, revision } = total
  const changed = write(
    database,
    `INSERT INTO views (id, live, revision) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET live = excluded.live, revision = excluded.revision
       WHERE excluded.revision > views.revision
     RETURNING id`,
    id,
    live,
    revision,
  )
  if (changed === undefined) return { outcome: undefined }
  const article = database.statement('SELECT row FROM articles WHERE id = ?').get(id)
  if (article === undefined) return { outcome: undefined }
  const row = integer(article, 'row')
  return { outcome: undefined, committed: () => setLiveViews(values, row, live) }
}

/** A stub keeps no column of the article it was. */
function writeColumns(database: Database, document: SearchDocument): number {
  const columns =
    document.kind === 'stub'
      ? [null, null, null, null, null, null, null]
      : [
          document.university,
          document.language,
          categoriesText(document.categories),
          document.publishedAt,
          document.day,
          document.firstSequence,
          document.baselineViews,
        ]
  const written = write(
    database,
    `INSERT INTO articles
         (id, version, kind, university, language, categories, published_at, day, first_sequence, baseline_views)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, kind = excluded.kind,
         university = excluded.university, language = excluded.language, categories = excluded.categories,
         published_at = excluded.published_at, day = excluded.day, first_sequence = excluded.first_sequence,
         baseline_views = excluded.baseline_views
       RETURNING row`,
    document.id,
    document.version,
    document.kind,
    ...columns,
  )
  if (written === undefined) throw new TypeError('the upsert of an article returned no row')
  const row = integer(written, 'row')
  write(
    database,
    'INSERT OR REPLACE INTO payloads (row, source, streams, links) VALUES (?, ?, ?, ?)',
    row,
    document.source,
    document.kind === 'stub' ? null : packStreams(document),
    linksText(document),
  )
  return row
}

function addTokens(database: Database, row: number, article: SearchDocument & { kind: 'article' }): void {
  write(
    database,
    `INSERT INTO terms (rowid, title_stem, body_stem, title_key, body_key, title_exact, body_exact)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    row,
    ...termColumns(article),
  )
  write(database, 'INSERT INTO titles (rowid, words) VALUES (?, ?)', row, titleWords(article))
  addLinks(database, row, article.links)
}

function removeTokens(database: Database, row: number): void {
  write(database, 'DELETE FROM terms WHERE rowid = ?', row)
  write(database, 'DELETE FROM titles WHERE rowid = ?', row)
  removeLinks(database, row)
}

function knownViews(database: Database, id: string): number {
  const known = database.statement('SELECT live FROM views WHERE id = ?').get(id)
  return known === undefined ? 0 : integer(known, 'live')
}
