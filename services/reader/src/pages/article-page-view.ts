import type { ShownTime } from '@uniwire/messages'
import type { ContentLanguage, HitView, RelativeView } from './article-view.ts'
import type { SiteView } from './site-view.ts'
import type { WithFeeds } from './university-feeds.ts'
import type { DayViews } from './view-days.ts'

/** A published article with everything that its page says about it. */
export interface ArticleView {
  readonly site: SiteView
  readonly id: string
  readonly version: number
  readonly language: ContentLanguage
  readonly title: string
  /** Sanitised when it was accepted; put into the page as it is. */
  readonly bodyHtml: string
  /** The beginning of the text or its summary, plain, for machines that show a preview. */
  readonly excerpt?: string | undefined
  readonly byline?: string | undefined
  readonly categories: readonly string[]
  readonly images: readonly ArticleImage[]
  readonly university: WithFeeds & { readonly homepage: string }
  readonly published: ShownTime
  /** When a later version than the first was accepted. */
  readonly changed?: ShownTime | undefined
  /** Address at the university, when it has one there. */
  readonly url?: string | undefined
  /** Absolute address of this page. */
  readonly pageUrl: string
  /** Absent while the views service is away. */
  readonly views?: ArticleViewCount | undefined
  /** Since it was published, the last 30 at most, in order; absent while the views service is away. */
  readonly viewDays?: readonly DayViews[] | undefined
  readonly translations: readonly Translation[]
  /** Nearly the same text, mostly of other universities. */
  readonly sameText?: readonly RelativeView[]
  /** On the same subject, of any university, the likest first. */
  readonly similar?: readonly HitView[]
  /** Other articles of the university, newest first. */
  readonly more: readonly HitView[]
}

interface ArticleViewCount {
  /** Live views and the baseline. */
  readonly total: number
  /** Views on the old site. */
  readonly baseline: number
  readonly baselineObservedAt?: ShownTime | undefined
}

export interface ArticleImage {
  readonly url: string
  readonly alt?: string | undefined
  readonly width?: number | undefined
  readonly height?: number | undefined
}

interface Translation {
  readonly id: string
  readonly language: ContentLanguage
  readonly title: string
}
