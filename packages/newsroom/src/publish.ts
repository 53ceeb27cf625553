import type { Article, ArticleContent, Baseline, PrintedPageTrace, StoredArticle } from './article.ts'
import { wasVisible } from './article.ts'
import type { ArticleId } from './article-id.ts'
import { sameJson } from './digest.ts'
import type { Slug } from './slug.ts'
import type { SourceId } from './source-id.ts'
import type { PublicationTime } from './time.ts'
import { wholeSeconds } from './time.ts'
import type { WriteDecision, WriteRequest } from './write-request.ts'
import { answerOf, decideBefore, remember } from './write-request.ts'

export interface PublishCommand {
  readonly id: ArticleId
  readonly university: Slug
  readonly sourceId: SourceId
  /** `publishedAt` absent: the time of first acceptance, in this zone. */
  readonly content: Omit<ArticleContent, 'publishedAt'> & {
    readonly publishedAt?: PublicationTime | undefined
  }
  readonly timeZone: string
  readonly baseline?: Baseline | undefined
  /** Where the content was read out of a page. */
  readonly printedPage?: PrintedPageTrace | undefined
}

/** A date further ahead than this is a mistake, or wants an embargo (contract §2). */
const AHEAD_MS = 24 * 60 * 60 * 1000

/** PUT replaces the whole content: a first version, a further one, or nothing new. */
export function publish(
  stored: StoredArticle | undefined,
  command: PublishCommand,
  request: WriteRequest,
): WriteDecision {
  const early = decideBefore(stored, request)
  if (early !== undefined) return early

  const acceptedAt = stored?.article.acceptedAt ?? request.at
  const content: ArticleContent = {
    ...command.content,
    publishedAt: command.content.publishedAt ?? acceptance(acceptedAt, command.timeZone),
  }
  const unchanged =
    stored !== undefined &&
    (stored.article.digest === request.digest || sameContent(stored.article.content, content))
  if (stored?.article.status === 'withdrawn') {
    return unchanged ? { kind: 'settled', answer: answerOf(stored) } : { kind: 'refused', code: 'withdrawn' }
  }
  if (unchanged) return observeBaseline(stored, command.baseline, request)

  const embargoed = isAhead(content.embargoedUntil, request.at)
  if (embargoed && stored !== undefined && wasVisible(stored.article)) {
    return { kind: 'refused', code: 'embargo-after-visible' }
  }
  if (!embargoed && isAhead(content.publishedAt.instant, request.at, AHEAD_MS)) {
    return { kind: 'refused', code: 'published-too-far-ahead' }
  }
  const article: Article = {
    // Under an alias the command names another sourceId; the article keeps its own, and its guid.
    id: stored?.article.id ?? command.id,
    university: command.university,
    sourceId: stored?.article.sourceId ?? command.sourceId,
    version: (stored?.article.version ?? 0) + 1,
    status: embargoed ? 'embargoed' : 'published',
    content,
    digest: request.digest,
    acceptedAt,
    versionAt: request.at,
    firstVisibleAt: stored?.article.firstVisibleAt ?? (embargoed ? undefined : request.at),
    firstVisibleSequence: stored?.article.firstVisibleSequence,
    baseline: isNews(command.baseline, stored) ? command.baseline : stored?.article.baseline,
    aliases: stored?.article.aliases,
    printedPage: command.printedPage ?? stored?.article.printedPage,
    requests: stored?.article.requests ?? [],
  }
  const type = stored === undefined ? 'article.published' : 'article.revised'
  return { kind: 'append', type, article: remember(article, stored, request) }
}

/** Old views alone make an event of their own: no new version, no change of any feed (log §3). */
function observeBaseline(
  stored: StoredArticle,
  baseline: Baseline | undefined,
  request: WriteRequest,
): WriteDecision {
  if (!isNews(baseline, stored)) return { kind: 'settled', answer: answerOf(stored) }
  const article = { ...stored.article, baseline }
  return { kind: 'append', type: 'baseline.observed', article: remember(article, stored, request) }
}

/** The same count seen again is no news: a page posted twice must not make two events. */
function isNews(baseline: Baseline | undefined, stored: StoredArticle | undefined): boolean {
  return baseline !== undefined && stored?.article.baseline?.count !== baseline.count
}

/** How a date was written is not content: `2019-04-24T08:42:56Z` and the page's own spelling are one time. */
function sameContent(a: ArticleContent, b: ArticleContent): boolean {
  const printed = a.publishedAt.printed
  return sameJson(a, { ...b, publishedAt: { ...b.publishedAt, printed } })
}

function acceptance(acceptedAt: string, timeZone: string): PublicationTime {
  const instant = wholeSeconds(acceptedAt)
  return { value: instant, precision: 'second', instant, printed: instant, timeZone }
}

function isAhead(instant: string | undefined, at: string, byMs = 0): boolean {
  return instant !== undefined && Date.parse(instant) > Date.parse(at) + byMs
}
