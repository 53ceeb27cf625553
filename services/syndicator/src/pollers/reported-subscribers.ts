/** What an aggregator says of itself in its `User-Agent`; a claim, which nobody can check. */
export interface ReportedSubscribers {
  readonly aggregator: string
  readonly subscribers: number
}

const FIGURE = /(?:^|[^\w.])(\d{1,9})\s+(?:subscribers?|readers?)\b/i
/** Up to its version, its comment or its figure; browsers' names stand before many a comment. */
const NAME = /^(?:Mozilla\/[\d.]+ \(compatible; )?(.+?)(?:\/|;|\s*\(|\)|\s+-\s|\s+feed-?id\b|\s+\d|$)/i
const MOST_NAME_CHARACTERS = 40
/** The longest of aggregators have 150; expressions that go back and forth are not let loose on more. */
const MOST_CHARACTERS = 500

/**
 * `Feedly/1.0 (+http://…; 12 subscribers; …)`, `NewsBlur Feed Fetcher - 12 subscribers - http://…`,
 * `Feedbin feed-id:1 - 12 subscribers`. `undefined`: it names no number.
 */
export function readReportedSubscribers(header: string): ReportedSubscribers | undefined {
  const userAgent = header.slice(0, MOST_CHARACTERS)
  const subscribers = FIGURE.exec(userAgent)?.[1]
  if (subscribers === undefined) return undefined
  const name = (NAME.exec(userAgent)?.[1] ?? '').replace(/[^\p{L}\p{N} ._-]/gu, '').trim()
  return {
    aggregator: name.slice(0, MOST_NAME_CHARACTERS) || 'unnamed',
    subscribers: Number(subscribers),
  }
}
