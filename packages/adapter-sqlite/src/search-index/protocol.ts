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
import type { FieldWeights } from './ranking.ts'
import type { OneBeginning } from './title-words.ts'

/** What is asked of the worker, by name. Everything crosses as a structured clone. */
export interface Operations {
  open: { readonly input: OpenInput; readonly output: Opened }
  apply: {
    readonly input: { readonly target: Target; readonly documents: readonly SearchDocument[] }
    readonly output: readonly DocumentOutcome[]
  }
  applyViews: {
    readonly input: { readonly target: Target; readonly views: readonly LiveViews[] }
    readonly output: void
  }
  saveCheckpoint: {
    readonly input: { readonly target: Target; readonly checkpoint: Checkpoint }
    readonly output: void
  }
  checkpoint: { readonly input: { readonly target: Target }; readonly output: Checkpoint | undefined }
  query: {
    readonly input: { readonly target: Target; readonly query: SearchQuery; readonly now: number }
    readonly output: SearchPage
  }
  get: {
    readonly input: { readonly ids: readonly string[] }
    readonly output: readonly (StoredDocument | undefined)[]
  }
  suggest: {
    readonly input: { readonly terms: readonly QueryTerm[]; readonly limit: number }
    readonly output: readonly Suggestion[]
  }
  linked: { readonly input: LinkedRequest; readonly output: readonly SearchHit[] }
  titleWords: { readonly input: OneBeginning; readonly output: readonly TitleWord[] }
  beginRebuild: { readonly input: { readonly indexId: string }; readonly output: void }
  swap: { readonly input: { readonly indexId: string }; readonly output: void }
  abandon: { readonly input: { readonly indexId: string }; readonly output: void }
  kept: { readonly input: undefined; readonly output: string | undefined }
  forgetKept: { readonly input: undefined; readonly output: void }
  close: { readonly input: undefined; readonly output: void }
}

/** The index as it is now, or the generation of this id, whether it is built, is the index, or is kept. */
export type Target = 'current' | { readonly indexId: string }

export interface OpenInput {
  readonly folder: string
  readonly freshId: string
  /** Unique per start of a worker. */
  readonly session: string
  /** Sent, not imported: the worker would load every dictionary of the language package for five numbers. */
  readonly weights: FieldWeights
  /** A rebuild that was under way when the worker died: its file is kept if it is this one. */
  readonly rebuild?: string
}

export interface Opened {
  readonly indexId: string
}

export type OperationName = keyof Operations
export type Input<N extends OperationName> = Operations[N]['input']
export type Output<N extends OperationName> = Operations[N]['output']

export interface Request<N extends OperationName = OperationName> {
  readonly id: number
  readonly name: N
  readonly input: Input<N>
}

export type FailureCode = 'bad-cursor' | 'engine-unavailable' | 'rebuild-over' | 'failed'

/** A reply to a request, or, without an id, a failure that nobody waits for. */
export type Reply =
  | { readonly id: number; readonly ok: true; readonly output: unknown }
  | { readonly id?: number; readonly ok: false; readonly code: FailureCode; readonly message: string }
