/** One word of a query, analysed for every language: queries are too short to route by language. */
export interface QueryTerm {
  readonly exact: string
  readonly stems: readonly string[]
  readonly key: string
}

/** A day counts in each article's own zone; an instant is UTC. */
export type Moment =
  { readonly kind: 'day'; readonly day: string } | { readonly kind: 'instant'; readonly instant: string }

export interface SearchFilters {
  /** Values of one filter are alternatives; an empty list filters nothing. */
  readonly universities: readonly string[]
  readonly languages: readonly string[]
  readonly categories: readonly string[]
  readonly from?: Moment
  /** A day is included, an instant is not. */
  readonly to?: Moment
}

/**
 * All descending, the id by code unit: `newest` by (publishedAt, id), as feeds are (log §7); `views` by
 * (views, publishedAt, id); `relevance` by (score, publishedAt, id), and without terms as `newest`.
 */
export type SearchSort = 'relevance' | 'newest' | 'views'

/**
 * Exact forms that stand next to each other in this order, all in the title or all in the body. A single one
 * asks for that form, where a term takes its relatives too.
 */
export type Phrase = readonly string[]

export interface SearchQuery {
  /** A term without stems, key and exact form asks for nothing; no term: everything. */
  readonly terms: readonly QueryTerm[]
  /** A hit has every one, whatever `match` says; they filter and do not score. An empty one asks for nothing. */
  readonly phrases?: readonly Phrase[]
  /** No hit has any of these. */
  readonly excluded?: { readonly terms: readonly QueryTerm[]; readonly phrases: readonly Phrase[] }
  /** Whether a hit has every term or at least one; of `any` by relevance, those with every one come first. */
  readonly match: 'all' | 'any'
  readonly filters: SearchFilters
  readonly sort: SearchSort
  readonly limit: number
  /** Facets cost a scan of all matches: asked for on the first page only. */
  readonly facets: boolean
  /** From an earlier page of the same query; anything else is a `BadCursorError`. */
  readonly cursor?: string
}

export interface SearchHit {
  readonly id: string
  readonly version: number
  readonly source: string
  readonly views: number
  /** As the article came with them. */
  readonly links?: readonly string[]
}

export interface FacetCount {
  readonly value: string
  readonly label: string
  readonly count: number
}

/**
 * Each is counted without its own filter (that of `year` and `month` is `from` and `to`), most frequent first,
 * then by value; at most 1,000 values. Only a category has a label of its own: the one most of the counted articles
 * show, of equals the first. A key that an article names twice counts once, under its first label.
 */
export interface SearchFacets {
  readonly university: readonly FacetCount[]
  readonly language: readonly FacetCount[]
  readonly category: readonly FacetCount[]
  readonly year: readonly FacetCount[]
  /** `2023-10`, in each article's own zone, as its day is. */
  readonly month: readonly FacetCount[]
}

/**
 * A walk by cursor shows what was there when it began and is no stub when its page is made, each once. By
 * `newest` and `views` it goes by the values of the last hit, so an article whose date or views change
 * meanwhile may be passed over.
 */
export interface SearchPage {
  readonly total: number
  readonly hits: readonly SearchHit[]
  readonly facets?: SearchFacets
  readonly nextCursor?: string
}
