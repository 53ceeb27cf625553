/** What the syndicator needs to know; read from the environment by whoever composes it. */
export interface SyndicatorConfig {
  /** Without a slash at its end; every address in a feed begins with it. */
  readonly publicUrl: string
  /** Path of the replica's own `feeds.db`, or `:memory:`. Disposable: it is rebuilt from the log. */
  readonly databaseFile: string
}
