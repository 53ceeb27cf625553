/** The engine does not answer, or its answer is unknown. The same call is safe to repeat. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError'
  readonly code = 'engine-unavailable'
}

/** The log could not say whether it stored the record, and could not be asked. */
export class LogUnavailableError extends Error {
  override readonly name = 'LogUnavailableError'
  readonly code = 'log-unavailable'
}

/** A caller broke the port's own rules: subject outside the stream, payload too large, batch too long. */
export class LogMisuseError extends Error {
  override readonly name = 'LogMisuseError'
  readonly code = 'log-misuse'
}

/** A cursor that this engine did not make for this query. */
export class BadCursorError extends Error {
  override readonly name = 'BadCursorError'
  readonly code = 'bad-cursor'
}
