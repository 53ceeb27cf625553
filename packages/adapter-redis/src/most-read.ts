import { DAY_MS, dayOf, hourOf, parseInstant } from '@uniwire/ports'
import type { MostReadQuery } from '@uniwire/ports'
import { SHARDS } from './layout.ts'
import type { Layout } from './layout.ts'
import { scored } from './reply.ts'
import { RANKED_HOURS } from './retention.ts'
import { MOST_READ_DAYS, MOST_READ_EVER, MOST_READ_WINDOW } from './script.ts'
import type { RunScripts, ScriptCall } from './script.ts'

export interface MostRead {
  readonly article: string
  readonly views: number
}

/**
 * Every shard names its highest, in one atomic step of its own; the highest of them all are the answer.
 * Windows are made of whole hours: no view younger than the window is left out, and none is in it that is
 * more than an hour older. One longer than `RANKED_HOURS` begins with a UTC day.
 */
export async function mostRead(
  layout: Layout,
  run: RunScripts,
  query: MostReadQuery,
): Promise<readonly MostRead[]> {
  const replies = await run(Array.from({ length: SHARDS }, (_, shard) => shardCall(layout, shard, query)))
  return replies
    .flatMap((reply) => scored(reply).map(([article, views]) => ({ article, views })))
    .toSorted((a, b) => b.views - a.views || (a.article < b.article ? -1 : 1))
    .slice(0, query.limit)
}

function shardCall(layout: Layout, shard: number, { windowHours, at, limit }: MostReadQuery): ScriptCall {
  const allTime = layout.allTime(shard)
  if (windowHours === 'all') return { script: MOST_READ_EVER, keys: [allTime], values: [limit] }
  const end = hourOf(parseInstant(at)) + 1
  const begin = end - 1 - windowHours
  const isLong = end - begin > RANKED_HOURS
  const { firstDay, endDay, hours } = isLong ? longWindow(begin, end) : rankedWindow(begin, end)
  const hourKeys = hours.map((hour) => layout.hour(shard, hour))
  if (isLong) {
    const values = [limit, layout.articles(shard), dayOf(firstDay * DAY_MS), dayOf(endDay * DAY_MS)]
    return { script: MOST_READ_DAYS, keys: [allTime, ...hourKeys], values }
  }
  const dayKeys = range(firstDay, endDay).map((day) => layout.day(shard, dayOf(day * DAY_MS)))
  return { script: MOST_READ_WINDOW, keys: [...hourKeys, ...dayKeys], values: [limit] }
}

interface Window {
  /** Days since 1970, `endDay` excluded. */
  readonly firstDay: number
  readonly endDay: number
  /** Those in no whole day. */
  readonly hours: readonly number[]
}

/** Whole days come from what a seed fills too; only the hours at both edges are added up by hours. */
function rankedWindow(begin: number, end: number): Window {
  const firstDay = Math.ceil(begin / 24)
  const endDay = Math.floor(end / 24)
  if (firstDay >= endDay) return { firstDay: 0, endDay: 0, hours: range(begin, end) }
  return { firstDay, endDay, hours: [...range(begin, firstDay * 24), ...range(endDay * 24, end)] }
}

function longWindow(begin: number, end: number): Window {
  const endDay = Math.floor(end / 24)
  return { firstDay: Math.floor(begin / 24), endDay, hours: range(endDay * 24, end) }
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, n) => from + n)
}
