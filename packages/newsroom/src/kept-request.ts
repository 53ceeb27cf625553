import type { Digest } from './digest.ts'

/** A write with an `Idempotency-Key` to what is no article: a university, a key (log §3). */
export interface KeptRequest {
  readonly key: string
  /** Of its verb and its validated input. */
  readonly digest: Digest
}

/** The request among those kept, that it is another one under a known key, or that its key is new. */
export function findRequest<R extends KeptRequest>(
  kept: readonly R[] | undefined,
  request: KeptRequest | undefined,
): { readonly kind: 'new' } | { readonly kind: 'same'; readonly request: R } | { readonly kind: 'reused' } {
  const known = request === undefined ? undefined : kept?.find(({ key }) => key === request.key)
  if (known === undefined) return { kind: 'new' }
  return known.digest === request?.digest ? { kind: 'same', request: known } : { kind: 'reused' }
}
