/** What one transaction changed, for the caches before the store. */
export interface Touched {
  /** Names of feeds that now show something else. */
  readonly feeds: Set<string>
  /** Pages of archives that do, by `archiveName`. */
  readonly archives: Set<string>
  /** Ids of articles that have another version, or none to be seen. */
  readonly articles: Set<string>
  /** A university shows another face: what was rendered with the old one is void. */
  universities: boolean
}

export function nothingTouched(): Touched {
  return { feeds: new Set(), archives: new Set(), articles: new Set(), universities: false }
}

/** `feed` is `all` or a university, neither of which has a `/`. */
export function archiveName(feed: string, page: number): string {
  return `${feed}/archive/${page}`
}
