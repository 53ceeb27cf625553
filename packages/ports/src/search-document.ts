/** Token streams of one field, each token separated by one space, made by `@uniwire/language`. */
export interface FieldStreams {
  readonly stem: string
  readonly key: string
  readonly exact: string
}

export interface SearchableArticle {
  readonly kind: 'article'
  readonly id: string
  /** Sequence of the event it was made from: the newest wins, whatever the order of arrival. */
  readonly version: number
  readonly university: string
  /** `kk`, `kk-Latn`, `ru` or `en`. */
  readonly language: string
  /** `key` is compared (NFC, trimmed, case-folded), `label` is shown. */
  readonly categories: readonly { readonly key: string; readonly label: string }[]
  /** UTC instant to sort by. */
  readonly publishedAt: string
  /** Calendar day in the university's own zone, `2023-10-12`. */
  readonly day: string
  /** Sequence with which the article first became visible; bounds cursors (log §5). */
  readonly firstSequence: number
  /** Views on the old site; `views` of a hit are these and the live ones. */
  readonly baselineViews: number
  readonly title: FieldStreams
  readonly body: FieldStreams
  /** Articles that have one of these in common may belong together; the index knows no more of them. */
  readonly links?: readonly string[]
  /** JSON text, given back as it came; the index does not look into it. */
  readonly source: string
}

/** What stays of an article that is not to be found: it keeps older events from coming back. */
export interface SearchStub {
  readonly kind: 'stub'
  readonly id: string
  readonly version: number
  /** JSON text, given back by `get` alone. */
  readonly source: string
}

export type SearchDocument = SearchableArticle | SearchStub

export interface LiveViews {
  readonly id: string
  /** Counted here, without the baseline. */
  readonly live: number
  /** Rises with every change; an older revision changes nothing. */
  readonly revision: number
}

/** How far an index has come, and in which log (log §4). */
export interface Checkpoint {
  readonly generation: string
  readonly position: number
  /** Id of the event at `position`; absent before the first one. */
  readonly eventId?: string
  /** What made the token streams; another one asks for a rebuild. */
  readonly analyser: string
}
