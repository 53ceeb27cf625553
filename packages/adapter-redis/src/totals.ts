import { DAY_MS } from '@uniwire/ports'
import type { ViewTotals } from '@uniwire/ports'
import { chunksOf, createKeyList } from './layout.ts'
import type { Layout } from './layout.ts'
import { counts, integer, list } from './reply.ts'
import { SEED, TOTALS } from './script.ts'
import type { RunScripts, ScriptCall } from './script.ts'
import { rankingLifetimeMs } from './retention.ts'

export interface Seed {
  readonly totals: ViewTotals
  readonly days: Readonly<Record<string, number>>
}

const MAX_ARTICLES_PER_CALL = 250
const MAX_SEEDS_PER_CALL = 50

/** In the order asked. */
export async function readTotals(
  layout: Layout,
  run: RunScripts,
  articles: readonly string[],
): Promise<readonly (ViewTotals | undefined)[]> {
  const chunks = byShard(layout, [...new Set(articles)], (article) => article).flatMap(({ items }) =>
    chunksOf(items, MAX_ARTICLES_PER_CALL),
  )
  const replies = await run(
    chunks.map((chunk) => ({
      script: TOTALS,
      keys: chunk.map((article) => layout.article(article)),
      values: [],
    })),
  )
  const found = new Map(
    chunks.flatMap((chunk, n) => {
      const values = list(replies[n])
      return chunk.map((article, m) => [article, toTotals(article, list(values[m]))])
    }),
  )
  return articles.map((article) => found.get(article))
}

/** `values`: live, unique, revision, rejected; nils: absent. */
export function toTotals(article: string, values: readonly unknown[]): ViewTotals | undefined {
  const [live, unique, revision, rejected] = values
  if (revision === null) return undefined
  return {
    article,
    live: integer(live),
    unique: integer(unique),
    rejected: counts(rejected),
    revision: integer(revision),
  }
}

export function seedCalls(layout: Layout, seeds: readonly Seed[], now: number): readonly ScriptCall[] {
  return byShard(layout, seeds, ({ totals }) => totals.article).flatMap(({ shard, items }) =>
    chunksOf(items, MAX_SEEDS_PER_CALL).map((chunk) => seedCall(layout, shard, chunk, now)),
  )
}

function seedCall(layout: Layout, shard: number, seeds: readonly Seed[], now: number): ScriptCall {
  const keys = createKeyList()
  keys.place(layout.allTime(shard))
  const values: (string | number)[] = [seeds.length]
  for (const { totals, days } of seeds) {
    const { article, live, unique, rejected, revision } = totals
    values.push(
      article,
      keys.place(layout.article(article)),
      live,
      unique,
      revision,
      JSON.stringify(rejected),
    )
    const entries = Object.entries(days)
    values.push(entries.length)
    for (const [day, counted] of entries) {
      const lifetime = rankingLifetimeMs(Date.parse(day) + DAY_MS, now)
      values.push(day, counted)
      values.push(...(lifetime > 0 ? [keys.place(layout.day(shard, day)), lifetime] : [0, 0]))
    }
  }
  return { script: SEED, keys: keys.keys, values }
}

export function byShard<T>(
  layout: Layout,
  items: readonly T[],
  articleOf: (item: T) => string,
): readonly { readonly shard: number; readonly items: readonly T[] }[] {
  const shards = Map.groupBy(items, (item) => layout.shardOf(articleOf(item)))
  return [...shards].map(([shard, ofShard]) => ({ shard, items: ofShard }))
}
