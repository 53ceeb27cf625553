import type { SearchIndex } from '@uniwire/ports'

/** What an engine brings to the suite. */
export interface SearchIndexEngine {
  /** An empty index of its own. */
  readonly open: () => Promise<OpenIndex>
  /** Whether an index is still there after it was closed; else the next one is empty, with another id. */
  readonly keepsWhenClosed: boolean
}

export interface OpenIndex extends AsyncDisposable {
  readonly index: SearchIndex
  /** Closes the index and opens it again. */
  readonly reopen: () => Promise<SearchIndex>
}
