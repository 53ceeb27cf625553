/** Raised when the mapping or what is written into it changes: an index of another layout asks for a rebuild. */
export const LAYOUT = 2

/** One family of tokens. Phrases are of exact forms: no other family needs its positions. */
const STREAM = { type: 'text', analyzer: 'whitespace', index_options: 'freqs' } as const
const STREAM_OF_PHRASES = { ...STREAM, index_options: 'positions' } as const
const STREAMS = { properties: { stem: STREAM, key: STREAM, exact: STREAM_OF_PHRASES } } as const
/** Kept in `_source` as it came, and not looked into. */
const KEPT = { type: 'object', enabled: false } as const
const KEYWORD = { type: 'keyword' } as const
const NUMBER = { type: 'long' } as const

export interface IndexSettings {
  /** `number_of_replicas`: 0 on one node, 1 and more on a cluster. */
  readonly replicas: number
}

/**
 * Settings and mapping of an index. One shard, so that counts of facets are exact and a word weighs the same
 * everywhere; a million articles are about 10 GB, and 50 GB fit. Nothing here asks for more than the server
 * core (design §7): the analyzer only splits at white space.
 */
export function indexBody(prefix: string, { replicas }: IndexSettings) {
  return {
    settings: {
      number_of_shards: 1,
      number_of_replicas: replicas,
      // The adapter asks for refreshes itself, and only then knows what is searchable (log §5).
      refresh_interval: '-1',
      // What is acknowledged is in the translog, on disk.
      'translog.durability': 'request',
      // Else a forced merge leaves erased text in every segment with less than a tenth of it deleted.
      'merge.policy.expunge_deletes_allowed': 0,
    },
    mappings: {
      dynamic: 'strict' as const,
      _meta: { uniwire: { prefix, layout: LAYOUT } },
      properties: {
        /** `article`, `stub`, `views`, `checkpoint`, `lease` or `purge`. */
        kind: KEYWORD,
        id: KEYWORD,
        university: KEYWORD,
        language: KEYWORD,
        categories: KEPT,
        categoryKeys: KEYWORD,
        /** Key and label as one JSON text: tells which label belongs to which key. */
        categoryPairs: KEYWORD,
        publishedAt: { type: 'keyword', index: false, doc_values: false } as const,
        publishedAtMs: { type: 'date', format: 'epoch_millis' } as const,
        day: { type: 'date', format: 'strict_date' } as const,
        year: KEYWORD,
        firstSequence: NUMBER,
        baselineViews: NUMBER,
        liveViews: NUMBER,
        viewsRevision: NUMBER,
        views: NUMBER,
        /** Exact forms of the title, each once: a dictionary to correct words by. */
        titleWords: KEYWORD,
        links: KEYWORD,
        title: STREAMS,
        body: STREAMS,
        streams: KEPT,
        source: KEPT,
        checkpoint: KEPT,
        atMs: KEPT,
      },
    },
  }
}
