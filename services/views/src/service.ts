import type { ArticleId } from '@uniwire/newsroom'
import type { ViewCounter, ViewOutcome, ViewTotals } from '@uniwire/ports'
import { resolveReference } from './article-reference.ts'
import type { ArticleRegistry, VisibleArticle } from './article-registry.ts'
import type { RequestSigns } from './guards.ts'
import { createGuards } from './guards.ts'
import type { Ranked, RankingQuery, Rankings } from './rankings.ts'
import type { LoggedRevisions } from './totals/logged-revisions.ts'
import type { Seeding } from './totals/seeding.ts'
import type { ViewBatcher } from './view-batcher.ts'
import type { FloodGuard } from './visitors/flood-guard.ts'
import type { RobotList } from './visitors/robot-list.ts'
import type { VisitorIds } from './visitors/visitor-ids.ts'

/** A request that says: a reader opened this article. */
export interface Visit {
  /** The article's id, or `{university}/{sourceId}`. */
  readonly article: string
  /** The client's id of this view; without one it is derived from the reader, the article and the time. */
  readonly event?: string | undefined
  readonly address: string
  readonly signs: RequestSigns
}

/**
 * `unknown`: nothing that readers can see; counted nowhere. `flood`: one more than may come from its address to the
 * article; counted nowhere either, and taken when it comes again later.
 */
export type Verdict = Exclude<ViewOutcome, 'absent'> | 'unknown' | 'flood'

/** Contract §1. What nobody may see looks like what never was: zeros without a time. */
export interface TotalsAnswer {
  readonly article: string
  readonly total: number
  readonly live: number
  readonly baseline: number
  /** Visitors of each day, added up: one person on two days is two. */
  readonly unique: number
  readonly asOf: string | null
}

export interface Views {
  /** Resolves once the view is counted, or its rejection is, so that it survives kill -9. */
  count(visit: Visit): Promise<Verdict>
  /** In the order asked. */
  totals(references: readonly string[]): Promise<readonly TotalsAnswer[]>
  /** Highest first, equal counts by article id. */
  mostRead(request: RankingQuery): Promise<readonly Ranked[]>
}

export const MOST_READ_ARTICLES = 20

export function createViewsService(ports: {
  readonly counter: ViewCounter
  readonly registry: ArticleRegistry
  readonly rankings: Rankings
  readonly visitors: VisitorIds
  readonly floodGuard: FloodGuard
  readonly batcher: ViewBatcher
  readonly revisions: Pick<LoggedRevisions, 'of'>
  readonly seeding: Pick<Seeding, 'seed' | 'wholeTotals'>
  readonly robots?: RobotList | undefined
  readonly newId: () => string
  /** UTC instant. */
  readonly now: () => string
}): Views {
  const {
    counter,
    registry,
    revisions,
    rankings,
    visitors,
    floodGuard,
    batcher,
    seeding,
    robots,
    newId,
    now,
  } = ports

  const rejectionOf = createGuards(robots)

  /** The article's own id, also where a page names it by an alias. */
  const idOf = (reference: string): ArticleId | undefined => {
    const id = resolveReference(reference)
    return id === undefined ? undefined : registry.meantBy(id)
  }
  const totalsOf = async (articles: readonly string[]): Promise<ReadonlyMap<string, ViewTotals>> => {
    if (articles.length === 0) return new Map()
    const found = await seeding.wholeTotals(articles)
    const absent = articles.filter((_, place) => found[place] === undefined)
    if (absent.length > 0) await seeding.seed(absent)
    const filled = absent.length > 0 ? await counter.totals(absent) : []
    return new Map(
      [...found, ...filled].flatMap((each) => (each === undefined ? [] : [[each.article, each]])),
    )
  }
  return {
    async count({ article: reference, event, address, signs }) {
      const id = idOf(reference)
      const article = id === undefined ? undefined : registry.visible(id)
      if (id === undefined || article === undefined) return 'unknown'
      if (!floodGuard.admits(address, id)) return 'flood'
      const at = now()
      const { userAgent = '' } = signs
      const rejected = rejectionOf(signs)
      const identified =
        signs.isPrivate === true
          ? { id: '', eventId: () => newId() }
          : visitors.identify({ university: article.university, address, userAgent, at })
      // Awaiting what is there already would put every view off by a turn.
      const reader = identified instanceof Promise ? await identified : identified
      const outcome = await batcher.submit({
        id: event === undefined || event === '' ? reader.eventId(id) : event,
        article: id,
        visitor: reader.id,
        at,
        ...(rejected === undefined ? {} : { rejected }),
        loggedRevision: revisions.of(id),
      })
      // The batcher seeds what is absent and records again; it never hands `absent` out.
      return outcome === 'absent' ? 'unknown' : outcome
    },
    async totals(references) {
      const asked = references.map((reference) => {
        const id = idOf(reference)
        return { reference, id, visible: id === undefined ? undefined : registry.visible(id) }
      })
      const readable = asked.flatMap(({ id, visible }) =>
        id === undefined || visible === undefined ? [] : [id],
      )
      const found = await totalsOf([...new Set(readable)])
      const asOf = now()
      return asked.map(({ reference, id, visible }) =>
        id === undefined || visible === undefined
          ? { article: id ?? reference, total: 0, live: 0, baseline: 0, unique: 0, asOf: null }
          : answerOf(id, visible, found.get(id), asOf),
      )
    },
    mostRead: (request) => rankings.first(request, MOST_READ_ARTICLES),
  }
}

function answerOf(
  article: ArticleId,
  { baseline }: VisibleArticle,
  totals: ViewTotals | undefined,
  asOf: string,
): TotalsAnswer {
  const live = totals?.live ?? 0
  const old = baseline?.count ?? 0
  return { article, total: live + old, live, baseline: old, unique: totals?.unique ?? 0, asOf }
}
