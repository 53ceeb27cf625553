/** What the pages of the site say. Functions take text that is not yet escaped and give such text. */
export interface SiteMessages {
  readonly chrome: {
    readonly description: string
    readonly skipToContent: string
    readonly homeLink: string
    readonly navigation: string
    readonly interfaceLanguage: string
    readonly latest: string
    readonly universities: string
    readonly about: string
    readonly feeds: string
    readonly feedsOfAll: string
    readonly feedList: string
    readonly forUniversities: string
    readonly api: string
  }
  /** Languages of articles, as they stand in a filter or beside a headline. */
  readonly contentLanguages: Readonly<Record<'kk' | 'kk-Latn' | 'ru' | 'en', string>>
  readonly home: {
    readonly title: string
    readonly lead: (articles: number, universities: number) => string
    readonly mostRead: string
    readonly mostReadWindow: Readonly<Record<'24h' | '7d' | '30d' | 'all', string>>
    readonly empty: string
    readonly howToPublish: string
    readonly older: string
  }
  readonly counts: {
    readonly articles: (count: number) => string
    readonly views: (count: number) => string
  }
  readonly search: {
    readonly title: string
    readonly titleWith: (query: string) => string
    readonly label: string
    readonly labelWithin: (university: string) => string
    readonly submit: string
    readonly found: (count: number) => string
    readonly everything: (count: number) => string
    readonly relaxed: string
    readonly filters: string
    readonly filterBy: Readonly<Record<'university' | 'language' | 'category' | 'year' | 'month', string>>
    readonly from: (day: string) => string
    readonly to: (day: string) => string
    /** Words that are left out, `-word` in a query. */
    readonly without: (words: string) => string
    readonly remove: string
    readonly clear: string
    readonly sort: string
    readonly sortBy: Readonly<Record<'relevance' | 'newest' | 'views', string>>
    /** Of other articles that are the same release. */
    readonly also: string
    readonly next: string
    readonly first: string
    readonly feed: string
    readonly none: string
    readonly noneFor: (query: string) => string
    readonly tips: readonly string[]
    readonly withoutFilters: string
    readonly tryInstead: string
  }
  readonly university: {
    readonly website: string
    readonly formerNames: string
    readonly contact: string
    readonly empty: string
    readonly categories: string
    readonly subscribe: string
    readonly allArticles: string
  }
  readonly article: {
    readonly about: string
    readonly published: string
    readonly changed: string
    readonly byline: string
    readonly categories: string
    readonly language: string
    readonly views: string
    readonly viewsBaseline: (baseline: string, day: string | undefined) => string
    readonly original: string
    readonly readOriginal: (host: string) => string
    readonly translations: string
    readonly sameText: string
    readonly version: string
    readonly identifier: string
    readonly similar: string
    readonly more: string
    readonly images: string
  }
  /** The chart of views by UTC day, and its table. */
  readonly viewDays: {
    readonly title: string
    readonly sum: (views: number, days: number) => string
    /** Of the day with the most; `day` as it is shown. */
    readonly most: (views: string, day: string) => string
    readonly numbers: string
    readonly day: string
    readonly views: string
    readonly note: string
  }
  readonly gone: {
    readonly withdrawnTitle: string
    readonly withdrawnBy: (university: string) => string
    readonly on: string
    readonly reason: string
    readonly noReason: string
    readonly erasedTitle: string
    readonly erased: string
    readonly next: (university: string) => string
  }
  readonly missing: Readonly<Record<'page' | 'article' | 'university', { title: string; text: string }>>
  readonly failures: Readonly<
    Record<'internal' | 'unavailable' | 'bad-request' | 'rate-limited', { title: string; text: string }>
  >
  readonly reference: string
  readonly toHome: string
}
