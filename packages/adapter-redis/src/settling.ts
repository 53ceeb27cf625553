import type { DayTotals } from '@uniwire/ports'
import { chunksOf, SHARDS } from './layout.ts'
import type { Layout } from './layout.ts'
import { integer, list, scored } from './reply.ts'
import { DAY_TOTALS, SETTLE, UNSETTLED } from './script.ts'
import type { RunScripts, ScriptCall } from './script.ts'
import { byShard, toTotals } from './totals.ts'

interface Waiting {
  readonly shard: number
  readonly member: string
  readonly turn: number
}

const MAX_DAYS_PER_CALL = 250
const DAY_LENGTH = '2024-09-02'.length

/**
 * The shards' queues say what waits longest; each shard then tells those values of one moment. What was
 * settled in between is left out.
 */
export async function readUnsettled(
  layout: Layout,
  run: RunScripts,
  limit: number,
): Promise<readonly DayTotals[]> {
  const chunks = byShard(layout, await firstWaiting(layout, run, limit), articleOf).flatMap(
    ({ shard, items }) => chunksOf(items, MAX_DAYS_PER_CALL).map((waiting) => ({ shard, waiting })),
  )
  const replies = await run(
    chunks.map(({ shard, waiting }) => ({
      script: DAY_TOTALS,
      keys: [layout.queue(shard), ...waiting.map((each) => layout.article(articleOf(each)))],
      values: waiting.map(({ member }) => member),
    })),
  )
  return chunks
    .flatMap(({ waiting }, n) => list(replies[n]).flatMap((found) => toDayTotals(waiting, list(found))))
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ value }) => value)
}

export function settleCalls(layout: Layout, settled: readonly DayTotals[]): readonly ScriptCall[] {
  return byShard(layout, settled, ({ totals }) => totals.article).flatMap(({ shard, items }) =>
    chunksOf(items, MAX_DAYS_PER_CALL).map((chunk) => ({
      script: SETTLE,
      keys: [layout.queue(shard), ...chunk.map(({ totals }) => layout.article(totals.article))],
      values: chunk.flatMap(({ day, totals }) => [`${day}${totals.article}`, totals.revision]),
    })),
  )
}

async function firstWaiting(layout: Layout, run: RunScripts, limit: number): Promise<readonly Waiting[]> {
  const replies = await run(
    Array.from({ length: SHARDS }, (_, shard) => ({
      script: UNSETTLED,
      keys: [layout.queue(shard)],
      values: [limit],
    })),
  )
  return replies
    .flatMap((reply, shard) => scored(reply).map(([member, turn]) => ({ shard, member, turn })))
    .toSorted((a, b) => a.turn - b.turn)
    .slice(0, limit)
}

function articleOf({ member }: Waiting): string {
  return member.slice(DAY_LENGTH)
}

function toDayTotals(
  waiting: readonly Waiting[],
  [place, live, ...totals]: readonly unknown[],
): readonly { readonly turn: number; readonly value: DayTotals }[] {
  const found = waiting[integer(place) - 1]
  if (found === undefined) throw new TypeError('a day that was not asked for')
  const value = toTotals(articleOf(found), totals)
  if (value === undefined) return []
  return [
    {
      turn: found.turn,
      value: { day: found.member.slice(0, DAY_LENGTH), live: integer(live), totals: value },
    },
  ]
}
