export interface WriteContext {
  readonly actor?: string | undefined
  readonly traceparent?: string | undefined
}

/** Of a write that is no version of an article. */
export interface KeyedContext extends WriteContext {
  readonly idempotencyKey?: string | undefined
}
