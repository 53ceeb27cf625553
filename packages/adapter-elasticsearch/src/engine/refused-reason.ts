/** What Elasticsearch says of a failed item or request. */
export interface Failure {
  readonly status: number
  readonly type: string
  readonly reason: string
}

/**
 * Where Elasticsearch begins to quote the document (8.19): a preview of the value, or the first bytes of a term
 * that is too long, as numbers, which the same message ends with again.
 */
const QUOTES = [
  /[.,]? preview of field's value:/i,
  /[.,]? the prefix of the first immense term is:/i,
] as const

/**
 * Why a document is refused, without a word of it: the reason lies in dead letters and log files, where the
 * content of an article that is erased must not be (log §3).
 */
export function refusedReason({ type, reason }: Pick<Failure, 'type' | 'reason'>): string {
  const ends = QUOTES.map((quote) => reason.search(quote)).filter((at) => at >= 0)
  return `${type}: ${reason.slice(0, Math.min(reason.length, ...ends))}`
}
