/** What intake needs to know; read from the environment by whoever composes it. */
export interface IntakeConfig {
  /** Without a slash at its end. */
  readonly publicUrl: string
  readonly operatorKey: string
}
