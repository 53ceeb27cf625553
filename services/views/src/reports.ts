import type { ArticleId } from '@uniwire/newsroom'
import type { ViewCounter, ViewTotals } from '@uniwire/ports'
import { resolveReference } from './article-reference.ts'
import type { ArticleRegistry } from './article-registry.ts'
import type { ArticleHistory, DayRange, DayViews } from './store/history.ts'
import { articleHistories, daysOfArticle, daysOfUniversity } from './store/history.ts'
import type { ViewsStore } from './store/open-store.ts'
import type { Seeding } from './totals/seeding.ts'

/** Version of the rules in docs/views.md. */
export const COUNTING_RULES = 2

/** Where a counter and the last totals in the log differ. */
export interface Difference {
  readonly article: string
  /** `lost`: absent or behind the log; `unpublished`: the log has yet to learn of it. */
  readonly kind: 'lost' | 'unpublished'
  readonly counter: Pick<ViewTotals, 'live' | 'revision'> | null
  readonly log: Pick<ViewTotals, 'live' | 'revision'>
}

export interface Audit {
  /** That the log has totals of. */
  readonly articles: number
  readonly lost: number
  readonly unpublished: number
  /** The first of them. */
  readonly differences: readonly Difference[]
}

const PAGE_ARTICLES = 500
const MAX_DIFFERENCES = 100

export type Reports = ReturnType<typeof createReports>

/** What is told about counts besides the totals: by day, by reason, by university, and against the log. */
export function createReports(ports: {
  readonly store: ViewsStore
  readonly registry: ArticleRegistry
  readonly counter: ViewCounter
  readonly seeding: Pick<Seeding, 'wholeTotals' | 'seed'>
  readonly now: () => string
}) {
  const { store, registry, counter, seeding, now } = ports
  const { database } = store

  /** The article's own id, also where it is named by an alias. */
  const idOf = (reference: string): ArticleId | undefined => {
    const id = resolveReference(reference)
    return id === undefined ? undefined : registry.meantBy(id)
  }
  const compare = async (repair: boolean): Promise<Audit> => {
    const differences: Difference[] = []
    const found = { articles: 0, lost: 0, unpublished: 0 }
    for (let after = ''; ;) {
      const seeds = store.seeds(after, PAGE_ARTICLES)
      const last = seeds.at(-1)
      if (last === undefined) return { ...found, differences }
      const counters = await counter.totals(seeds.map((each) => each.totals.article))
      const lost = seeds.filter((each, place) => (counters[place]?.revision ?? -1) < each.totals.revision)
      if (repair) await counter.seed(lost)
      found.articles += seeds.length
      found.lost += lost.length
      for (const [place, { totals }] of seeds.entries()) {
        const difference = differenceOf(counters[place], totals)
        if (difference?.kind === 'unpublished') found.unpublished += 1
        if (difference !== undefined && differences.length < MAX_DIFFERENCES) differences.push(difference)
      }
      after = last.totals.article
    }
  }
  return {
    /** Every day of the range; nothing but zeros for an article that readers cannot see. */
    async days(of: { readonly article: string } | { readonly university: string }, range: DayRange) {
      if ('university' in of) return everyDay(await daysOfUniversity(database, of.university, range), range)
      const id = idOf(of.article)
      const isVisible = id !== undefined && registry.visible(id) !== undefined
      return everyDay(isVisible ? daysOfArticle(database, id, range) : [], range)
    },
    /** Page by page, so that a large university is never in memory as a whole. */
    *university(slug: string, range: DayRange): Generator<readonly ArticleHistory[]> {
      for (let after = ''; ;) {
        const page = articleHistories(database, slug, range, { after, limit: PAGE_ARTICLES })
        const last = page.at(-1)
        if (last === undefined) return
        yield page
        after = last.article
      }
    },
    async explain(reference: string) {
      const id = idOf(reference)
      const visible = id === undefined ? undefined : registry.visible(id)
      if (id === undefined || visible === undefined) return unknown(id ?? reference)
      const [whole] = await seeding.wholeTotals([id])
      if (whole === undefined) await seeding.seed([id])
      const [totals = whole] = await counter.totals([id])
      const [logged] = store.seedsOf([id])
      const baseline = visible.baseline ?? null
      const live = totals?.live ?? 0
      return {
        article: id,
        rules: COUNTING_RULES,
        total: live + (baseline?.count ?? 0),
        live,
        unique: totals?.unique ?? 0,
        rejected: { ...totals?.rejected },
        baseline,
        logged: logged === undefined ? null : briefly(logged.totals),
        asOf: now(),
      }
    },
    /** Every counter against the last totals in the log; changes nothing. */
    audit: () => compare(false),
    /** The same, and lifts what was lost to what the log has. */
    rebuild: () => compare(true),
  }
}

function unknown(article: string) {
  const zeros = { total: 0, live: 0, unique: 0, rejected: {}, baseline: null, logged: null, asOf: null }
  return { article, rules: COUNTING_RULES, ...zeros }
}

function differenceOf(counter: ViewTotals | undefined, log: ViewTotals): Difference | undefined {
  if (counter?.revision === log.revision) return undefined
  const kind = counter === undefined || counter.revision < log.revision ? 'lost' : 'unpublished'
  return {
    article: log.article,
    kind,
    counter: counter === undefined ? null : briefly(counter),
    log: briefly(log),
  }
}

function briefly({ live, revision }: ViewTotals): Pick<ViewTotals, 'live' | 'revision'> {
  return { live, revision }
}

const DAY_MS = 86_400_000

function everyDay(known: readonly DayViews[], { from, to }: DayRange): readonly DayViews[] {
  const views = new Map(known.map((each) => [each.day, each.views]))
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  return Array.from({ length: days }, (_, n) => {
    const day = new Date(Date.parse(from) + n * DAY_MS).toISOString().slice(0, 10)
    return { day, views: views.get(day) ?? 0 }
  })
}
