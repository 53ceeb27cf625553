import { setImmediate } from 'node:timers/promises'
import type { ArticleLanguage } from '@uniwire/newsroom'
import type { ViewCounter } from '@uniwire/ports'
import type { ArticleRegistry, VisibleArticle } from './article-registry.ts'

export type WindowHours = number | 'all'

export interface Ranked {
  readonly article: string
  readonly views: number
}

export interface RankingQuery {
  readonly windowHours: WindowHours
  readonly university?: string | undefined
  /** `kk` means both scripts, `kk-Latn` only Latin (contract §5). */
  readonly language?: ArticleLanguage | undefined
}

export interface Rankings {
  /** Highest first, equal counts by article id; without what readers cannot see now. */
  first(query: RankingQuery, limit: number): Promise<readonly Ranked[]>
}

/** The first of each university and language, taken together. */
interface Ranking {
  readonly madeAtMs: number
  readonly tookMs: number
  readonly tops: ReadonlyMap<string, readonly Ranked[]>
}

/** Of each university and language: a list stays full although some of it are withdrawn meanwhile. */
const KEPT = 60
const EVERYTHING = 1_000_000
/** Of a list; then others are answered. */
const TAKEN_AT_ONCE = 2_000
/** Making rankings takes one thirtieth of the time at most. */
const REST_FACTOR = 30
const MAX_STALE_MS = 300_000

/**
 * The counter is asked for a whole window once in a while, and never while somebody waits for an answer that
 * is there: with 50,000 articles read on each of 30 days SQLite takes two seconds for it on a busy machine, in
 * slices, between which others are answered.
 */
export function createRankings(options: {
  readonly counter: Pick<ViewCounter, 'mostRead'>
  readonly registry: Pick<ArticleRegistry, 'visible'>
  /** UTC instant. */
  readonly now: () => string
  /** How long a ranking is good; 0: no longer than it takes to answer. */
  readonly keptMs: number
  readonly onError: (error: unknown) => void
}): Rankings {
  const { counter, registry, now, keptMs, onError } = options
  const known = new Map<WindowHours, Ranking>()
  const underWay = new Map<WindowHours, Promise<Ranking>>()

  const make = async (windowHours: WindowHours): Promise<Ranking> => {
    const at = now()
    const list = await counter.mostRead({ windowHours, at, limit: EVERYTHING })
    const tops = new Map<string, Ranked[]>()
    for (const [place, each] of list.entries()) {
      if (place % TAKEN_AT_ONCE === TAKEN_AT_ONCE - 1) await setImmediate()
      const article = registry.visible(each.article)
      if (article === undefined) continue
      const kind = kindOf(article)
      const top = tops.get(kind)
      if (top === undefined) tops.set(kind, [each])
      else if (top.length < KEPT) top.push(each)
    }
    const madeAtMs = Date.parse(now())
    const ranking = { madeAtMs, tookMs: madeAtMs - Date.parse(at), tops }
    known.set(windowHours, ranking)
    return ranking
  }
  const makeOnce = (windowHours: WindowHours): Promise<Ranking> => {
    const started = underWay.get(windowHours) ?? make(windowHours).finally(() => underWay.delete(windowHours))
    underWay.set(windowHours, started)
    return started
  }
  const current = (windowHours: WindowHours): Promise<Ranking> | Ranking => {
    const ranking = known.get(windowHours)
    if (ranking === undefined || keptMs === 0) return makeOnce(windowHours)
    const ageMs = Date.parse(now()) - ranking.madeAtMs
    // Also one from the future: the clock was set back.
    if (ageMs < 0 || ageMs > MAX_STALE_MS) return makeOnce(windowHours)
    if (ageMs >= Math.max(keptMs, REST_FACTOR * ranking.tookMs)) makeOnce(windowHours).catch(onError)
    return ranking
  }
  return {
    async first({ windowHours, university, language }, limit) {
      const { tops } = await current(windowHours)
      const fits = (article: VisibleArticle | undefined): boolean =>
        article !== undefined &&
        (university ?? article.university) === article.university &&
        speaks(article, language)
      return [...tops.values()]
        .flatMap((top) => top.filter(({ article }) => fits(registry.visible(article))))
        .toSorted((a, b) => b.views - a.views || (a.article < b.article ? -1 : 1))
        .slice(0, limit)
    },
  }
}

function kindOf({ university, language }: VisibleArticle): string {
  return `${university} ${language}`
}

function speaks(article: VisibleArticle, language: ArticleLanguage | undefined): boolean {
  if (language === undefined || language === article.language) return true
  return language === 'kk' && article.language === 'kk-Latn'
}
