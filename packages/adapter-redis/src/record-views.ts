import { DAY_MS, dayOf, HOUR_MS, hourOf, parseInstant, RELOAD_GUARD_MS } from '@uniwire/ports'
import type { ViewEvent, ViewOutcome } from '@uniwire/ports'
import { chunksOf, createKeyList } from './layout.ts'
import type { KeyList, Layout } from './layout.ts'
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

export interface RecordOptions {
  readonly now: number
  /** Place in the queue of the first view; the others take the turns after it. */
  readonly firstTurn: number
  /** The keys of a call must lie in one slot. */
  readonly isCluster: boolean
}

/**
 * As few calls as there may be: one, or in a cluster one per shard, and more where there are many views. Views of
 * one article keep their order.
 */
export function recordCalls(
  layout: Layout,
  views: readonly TimedView[],
  options: RecordOptions,
): readonly RecordCall[] {
  const byShard = Map.groupBy(views, ({ view }) => layout.shardOf(view.article))
  const together = options.isCluster ? [...byShard.values()] : [[...byShard.values()].flat()]
  return together.flatMap((each) =>
    chunksOf(each, MAX_VIEWS_PER_CALL).map((chunk) => recordCall(layout, chunk, options)),
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
  views: readonly TimedView[],
  { now, firstTurn }: RecordOptions,
): RecordCall {
  const keys = createKeyList()
  const values: (string | number)[] = [
    now,
    now - EVENT_IDS_KEPT_MS,
    EVENT_IDS_KEPT_MS + SLACK_MS,
    RELOAD_GUARD_MS,
    OPENINGS_KEPT_MS,
    firstTurn,
  ]
  const places: number[] = []
  const shards = Map.groupBy(views, ({ view }) => layout.shardOf(view.article))
  values.push(shards.size)
  for (const [shard, ofShard] of shards) {
    const hours = Array.from(new Set(ofShard.map(({ atMs }) => hourOf(atMs))), (hour) => ({
      hour,
      day: dayOf(hour * HOUR_MS),
    }))
    values.push(keys.add(layout.queue(shard)), keys.add(layout.allTime(shard)))
    values.push(...valuesOfHours(layout, shard, { hours, now, keys }))
    const articles = Map.groupBy(ofShard, ({ view }) => view.article)
    values.push(articles.size)
    for (const [article, ofArticle] of articles) {
      values.push(...valuesOfArticle(layout, article, ofArticle, { hours, now, keys }))
      places.push(...ofArticle.map(({ place }) => place))
    }
  }
  return { call: { script: RECORD, keys: keys.keys, values }, places }
}

interface Surroundings {
  /** Those of the views of the shard, since 1970, and their UTC days. */
  readonly hours: readonly { readonly hour: number; readonly day: string }[]
  readonly now: number
  readonly keys: KeyList
}

function valuesOfHours(
  layout: Layout,
  shard: number,
  { hours, now, keys }: Surroundings,
): readonly (string | number)[] {
  const ranking = (key: string, endMs: number) => {
    const lifetime = rankingLifetimeMs(endMs, now)
    return lifetime > 0 ? [keys.place(key), lifetime] : [0, 0]
  }
  const values: (string | number)[] = [hours.length]
  for (const { hour, day } of hours) {
    const dayEnd = Date.parse(day) + DAY_MS
    values.push(day, ...ranking(layout.day(shard, day), dayEnd))
    values.push(...ranking(layout.hour(shard, hour), (hour + 1) * HOUR_MS))
    values.push(Math.max(1, dayEnd + DAY_STAYS_OPEN_MS + SLACK_MS - now))
  }
  return values
}

function valuesOfArticle(
  layout: Layout,
  article: string,
  views: readonly TimedView[],
  { hours, now, keys }: Surroundings,
): readonly (string | number)[] {
  const openSince = visitorsKeptSince(now)
  const times = views.map(({ atMs }) => atMs)
  const loggedRevision = Math.max(0, ...views.map(({ view }) => view.loggedRevision ?? 0))
  const values = [
    article,
    keys.add(layout.article(article)),
    keys.add(layout.seen(article)),
    keys.add(layout.opened(article)),
    Math.min(now, ...times),
    Math.max(now, ...times) - now + 3 * OPENINGS_KEPT_MS,
    loggedRevision,
    views.length,
  ]
  /** Of the visitors of each hour's day: a key is looked up once. */
  const visitors: number[] = []
  for (const { view, atMs, place } of views) {
    const hour = hourOf(atMs)
    const n = hours.findIndex((each) => each.hour === hour)
    const day = hours[n]?.day ?? ''
    visitors[n] ??= day < openSince ? 0 : keys.place(layout.visitors(article, day))
    values.push(view.id, view.visitor, atMs, n + 1, visitors[n], place, view.rejected ?? '')
  }
  return values
}
