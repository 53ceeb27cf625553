/** What the page for press offices says (contract §1, `/publish`). Plain text, also handed to its script. */
export interface PublishMessages {
  readonly title: string
  readonly lead: string
  readonly needsScript: string
  readonly key: {
    readonly heading: string
    readonly university: string
    readonly choose: string
    readonly label: string
    readonly hint: string
    readonly use: string
    readonly forget: string
  }
  readonly paste: {
    readonly heading: string
    readonly label: string
    readonly hint: string
    readonly sourceId: string
    readonly sourceIdHint: string
    readonly read: string
    readonly blank: string
  }
  readonly check: {
    readonly heading: string
    readonly fields: Readonly<Record<PublishField, string>>
    readonly publishedAtHint: string
    readonly categoriesHint: string
    readonly embargoHint: string
    readonly bodyHtml: string
    readonly detected: string
    readonly confidence: Readonly<Record<'high' | 'medium' | 'low', string>>
    readonly onPage: string
    readonly given: string
    readonly alternatives: string
    readonly needed: string
    readonly wrong: string
    readonly today: string
    readonly nothing: string
    readonly leftOut: string
    readonly repeated: string
    readonly putBack: string
    readonly warnings: string
    readonly publish: string
    readonly discard: string
  }
  readonly done: {
    readonly published: string
    readonly revised: string
    readonly unchanged: string
    readonly embargoed: string
    readonly open: string
    readonly another: string
  }
  readonly own: {
    readonly heading: string
    readonly empty: string
    readonly correct: string
    readonly withdraw: string
    readonly reason: string
    readonly reasonHint: string
    readonly confirm: string
    readonly cancel: string
    readonly withdrawn: string
    readonly restore: string
    readonly restored: string
  }
  readonly working: string
  readonly noAnswer: string
}

/** Members of an article (contract §2) that the page lets a person correct. */
export type PublishField =
  | 'title'
  | 'publishedAt'
  | 'language'
  | 'byline'
  | 'categories'
  | 'url'
  | 'legacyViews'
  | 'embargoedUntil'
  | 'bodyText'
