/** What the indexer needs to know; read from the environment by whoever composes it. */
export interface IndexerConfig {
  /** Without a slash at its end. */
  readonly publicUrl: string
}
