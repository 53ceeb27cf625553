import { DAY_MS, dayOf, HOUR_MS, hourOf, parseInstant, RELOAD_GUARD_MS } from '@uniwire/ports'
import type { ViewEvent, ViewOutcome } from '@uniwire/ports'
import { chunksOf, createKeyList } from './layout.ts'
import type { Layout } from './layout.ts'
import { integer, list } from './reply.ts'
import { RECORD } from './script.ts'
import type { ScriptCall } from './script.ts'
import {
  DAY_STAYS_OPEN_MS,
  EVENT_IDS_KEPT_MS,
  rankingLifetimeMs,
  SLACK_MS,
  visitorsKeptSince,
} from './retention.ts'

export interface TimedView {
  readonly view: ViewEvent
  readonly atMs: number
  /** Where it stands in the caller's list. */
  readonly place: number
}

/** Views for one run of the script, and where their outcomes belong. */
export interface RecordCall {
  readonly call: ScriptCall
  readonly places: readonly number[]
}

/** Redis does nothing else while a script runs: so many views take a millisecond or two. */
const MAX_VIEWS_PER_CALL = 250
/** An opening that arrives later than this after another is compared with it only if both are late. */
const OPENINGS_KEPT_MS = HOUR_MS
const OUTCOMES: readonly ViewOutcome[] = ['absent', 'counted', 'rejected', 'reload', 'duplicate']

/** Throws RangeError for a time that is none, before anything is sent. */
export function timed(views: readonly ViewEvent[]): readonly TimedView[] {
  return views.map((view, place) => ({ view, atMs: parseInstant(view.at), place }))
}

/**
 * One call per shard, more where there are many views. Views of one article keep their order.
 * `firstTurn`: place in the queue of the first view; the others take the turns after it.
 */
export function recordCalls(
  layout: Layout,
  views: readonly TimedView[],
  { now, firstTurn }: { readonly now: number; readonly firstTurn: number },
): readonly RecordCall[] {
  const shards = Map.groupBy(views, ({ view }) => layout.shardOf(view.article))
  return [...shards].flatMap(([shard, ofShard]) =>
    chunksOf(ofShard, MAX_VIEWS_PER_CALL).map((chunk) => recordCall(layout, shard, chunk, now, firstTurn)),
  )
}

export function readOutcomes(
  calls: readonly RecordCall[],
  replies: readonly unknown[],
): readonly ViewOutcome[] {
  const outcomes: ViewOutcome[] = []
  for (const [n, { places }] of calls.entries()) {
    for (const [m, code] of list(replies[n]).entries()) {
      const outcome = OUTCOMES[integer(code)]
      const place = places[m]
      if (outcome === undefined || place === undefined) throw new TypeError('an outcome of no view')
      outcomes[place] = outcome
    }
  }
  return outcomes
}

function recordCall(
  layout: Layout,
  shard: number,
  views: readonly TimedView[],
  now: number,
  firstTurn: number,
): RecordCall {
  const keys = createKeyList()
  keys.place(layout.queue(shard))
  keys.place(layout.allTime(shard))
  const hours = [...new Set(views.map(({ atMs }) => hourOf(atMs)))]
  const articles = [...Map.groupBy(views, ({ view }) => view.article)]
  const values: (string | number)[] = [
    now,
    now - EVENT_IDS_KEPT_MS,
    EVENT_IDS_KEPT_MS + SLACK_MS,
    RELOAD_GUARD_MS,
    OPENINGS_KEPT_MS,
    firstTurn,
    hours.length,
  ]
  const ranking = (key: string, endMs: number): [number, number] => {
    const lifetime = rankingLifetimeMs(endMs, now)
    return lifetime > 0 ? [keys.place(key), lifetime] : [0, 0]
  }
  for (const hour of hours) {
    const day = dayOf(hour * HOUR_MS)
    const dayEnd = Date.parse(day) + DAY_MS
    values.push(day, ...ranking(layout.day(shard, day), dayEnd))
    values.push(...ranking(layout.hour(shard, hour), (hour + 1) * HOUR_MS))
    values.push(Math.max(1, dayEnd + DAY_STAYS_OPEN_MS + SLACK_MS - now))
  }
  const openSince = visitorsKeptSince(now)
  const places: number[] = []
  values.push(articles.length)
  for (const [article, ofArticle] of articles) {
    const times = ofArticle.map(({ atMs }) => atMs)
    values.push(article, keys.place(layout.article(article)), keys.place(layout.seen(article)))
    values.push(keys.place(layout.opened(article)), Math.min(now, ...times))
    const loggedRevision = Math.max(0, ...ofArticle.map(({ view }) => view.loggedRevision ?? 0))
    values.push(Math.max(now, ...times) - now + 3 * OPENINGS_KEPT_MS, loggedRevision, ofArticle.length)
    for (const { view, atMs, place } of ofArticle) {
      const day = dayOf(atMs)
      values.push(view.id, view.visitor, atMs, hours.indexOf(hourOf(atMs)) + 1)
      values.push(day < openSince ? 0 : keys.place(layout.visitors(article, day)), place, view.rejected ?? '')
      places.push(place)
    }
  }
  return { call: { script: RECORD, keys: keys.keys, values }, places }
}
