/**
 * Documents by id, found by their token streams. Promises (log §5), each a sentence of
 * `tests/contract/search-index.contract.ts`:
 * - *Order, duplicates*: a document with a lower or equal version than the stored one changes nothing,
 *   so any order and repetition of `apply` ends in the same state. Nothing is ever deleted.
 * - *Staleness*: what `apply` resolved is found by the next query; what is a stub is found by none.
 * - *Partial failure*: each document has its own outcome; a refused one does not stop its neighbours.
 * - *Views* never move a document's version, in any order with `apply`.
 * - *Rebuild*: readers see the old index, whole, until `swap`, and the new one, whole, after it. The one that
 *   was replaced is kept, takes writes, and can be put back; the next swap removes it.
 * - Cursors neither skip nor repeat while documents arrive.
 */
import type { LiveViews, Checkpoint, SearchDocument } from './search-document.ts'
import type { QueryTerm, SearchHit, SearchPage, SearchQuery } from './search-query.ts'

export type DocumentOutcome =
  | { readonly kind: 'applied' }
  /** The index already has this version or a newer one: a success. */
  | { readonly kind: 'stale' }
  /** The engine will never take this document: a dead letter. */
  | { readonly kind: 'refused'; readonly reason: string }

export type SearchDocuments = Iterable<SearchDocument> | AsyncIterable<SearchDocument>

/** One generation of an index. Throws `EngineUnavailableError` when the engine is away. */
export interface SearchIndexWriter {
  /** Identity of this generation of the index; durable consumers are named after it. */
  readonly indexId: string
  /** One outcome for each, in order. They may be made as they are asked for: nobody holds all of them. */
  apply(documents: SearchDocuments): Promise<readonly DocumentOutcome[]>
  /** Totals of articles that are not there are kept until they are. */
  applyViews(views: readonly LiveViews[]): Promise<void>
  saveCheckpoint(checkpoint: Checkpoint): Promise<void>
  checkpoint(): Promise<Checkpoint | undefined>
}

/** A generation beside the index: one that is being built, or the one that was replaced. */
export interface IndexRebuild extends SearchIndexWriter {
  /** What readers would find. */
  query(query: SearchQuery): Promise<SearchPage>
  /** From here on this generation is the index, and the one that was is kept. */
  swap(): Promise<void>
  /** Leaves the index as it was; removes this generation, unless it was kept before. */
  abandon(): Promise<void>
}

export interface StoredDocument {
  readonly document: SearchDocument
  /** Baseline and live together, as in a hit; of a stub none, and those known again when it comes back. */
  readonly views: number
}

export interface Suggestion {
  readonly id: string
  readonly source: string
}

export interface LinkedRequest {
  readonly links: readonly string[]
  readonly limit: number
}

export interface TitleWordsRequest {
  /** Letters; alternatives. */
  readonly beginnings: readonly string[]
  /** Code points of a word, both included. */
  readonly minLength: number
  readonly maxLength: number
  readonly limit: number
}

export interface TitleWord {
  /** In its exact form. */
  readonly word: string
  /** That have it in their title. */
  readonly articles: number
}

export interface SearchIndex extends SearchIndexWriter, AsyncDisposable {
  query(query: SearchQuery): Promise<SearchPage>
  /** Realtime, in the order asked; `undefined` for an id never applied. */
  get(ids: readonly string[]): Promise<readonly (StoredDocument | undefined)[]>
  /** Newest articles whose title has every term, the last one as a beginning of a word. */
  suggest(request: {
    readonly terms: readonly QueryTerm[]
    readonly limit: number
  }): Promise<readonly Suggestion[]>
  /** Articles that have any of these links, newest first. */
  linked(request: LinkedRequest): Promise<readonly SearchHit[]>
  /** The dictionary of titles, against which a word that nothing has is corrected; most frequent first, then by word. */
  titleWords(request: TitleWordsRequest): Promise<readonly TitleWord[]>
  beginRebuild(): Promise<IndexRebuild>
  /** The index before the last swap, with what was written to it since. */
  kept(): Promise<IndexRebuild | undefined>
  forgetKept(): Promise<void>
  /** Writes to this generation, and to no other, whatever becomes of it; rejects once it is gone. */
  writer(indexId: string): SearchIndexWriter
}
