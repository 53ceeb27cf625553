/** What the reader needs to know; read from the environment by whoever composes it. */
export interface ReaderConfig {
  /** Without a slash at its end. */
  readonly publicUrl: string
}
