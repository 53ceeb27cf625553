/* oxlint-disable no-console -- a bench prints */
/**
 * Elasticsearch through the port against the client alone, side by side in one run (design §5):
 * `node packages/adapter-elasticsearch/bench/bulk.ts URL [articles] [writing|searching]`, both unless told. Writing: documents/s of `apply` with a
 * checkpoint after each batch, against bulk requests of the same documents, ready made, as large and as many at
 * once, into an index of the same settings, without a refresh until the end; at least 0.7 with the batches of
 * the indexer. The first 48,000 articles are measured. Searching among all of them: p50 and p95 of `query` against the same query sent raw; at most 1.5.
 */
import { randomUUID } from 'node:crypto'
import { Client } from '@elastic/elasticsearch'
import type { estypes } from '@elastic/elasticsearch'
import { openElasticSearchIndex } from '@uniwire/adapter-elasticsearch'
import type { SearchableArticle, SearchIndex, SearchQuery } from '@uniwire/ports'
import { filtersOf } from '../src/query/filters.ts'
import { indexBody } from '../src/mapping.ts'
import { scoringQuery } from '../src/query/ranking.ts'
import { EVERY_ARTICLE, searchParameters } from '../src/query/search.ts'
import { NO_VIEWS, sourceOf } from '../src/stored-document.ts'
import { distinctTerms } from '../src/query/term-queries.ts'
import { syntheticArticles } from './synthetic-articles.ts'
import type { SyntheticArticles } from './synthetic-articles.ts'

interface Way {
  readonly batchSize: number
  readonly atOnce: number
  readonly goal?: { readonly atLeast: number }
}

const [url, articles = '20000', only] = process.argv.slice(2)
if (url === undefined) throw new Error('usage: node bench/bulk.ts URL [articles] [writing|searching]')
const count = Number(articles)
const measuredWrites = Math.min(count, 48_000)
/** The last as the indexer catches up; whatever the batch, no raw request has more than 500. */
const WAYS: readonly Way[] = [
  { batchSize: 200, atOnce: 1 },
  { batchSize: 500, atOnce: 2 },
  { batchSize: 2_000, atOnce: 2, goal: { atLeast: 0.7 } },
]
const RAW_BATCH = 500
/** Of one turn; each way has two. */
const TURN = Math.ceil(measuredWrites / (2 * WAYS.length))
// A machine with much else to do is no failure.
const requestTimeoutMs = 300_000
const client = new Client({ node: url, requestTimeout: requestTimeoutMs })
const prefix = `bench-${randomUUID().slice(0, 8)}`
const index = await openElasticSearchIndex({
  url,
  indexPrefix: prefix,
  newId: randomUUID,
  requestTimeoutMs,
  now: Date.now,
  onError: console.error,
})
const rawIndex = `${prefix}-raw`
await client.indices.create({ index: rawIndex, ...indexBody(prefix, { replicas: 0 }) })
try {
  if (only === 'searching') await fill(index, syntheticArticles(1), 0)
  else await measureWriting(index)
  if (only !== 'writing') await measureSearching(index)
} finally {
  await index[Symbol.asyncDispose]()
  await client.indices.delete({ index: Object.keys(await client.indices.get({ index: `${prefix}-*` })) })
  await client.close()
}

/** Turn by turn, so that whatever else the machine does slows both. */
async function measureWriting(measured: SearchIndex): Promise<void> {
  const writer = measured.writer(measured.indexId)
  const news = syntheticArticles(1)
  const spent = WAYS.map((way) => ({ ...way, written: 0, portMs: 0, rawMs: 0 }))
  for (let from = 0, turn = 0; from < measuredWrites; from += TURN, turn += 1) {
    const way = spent[turn % spent.length]
    if (way === undefined) return
    const documents = Array.from({ length: Math.min(TURN, measuredWrites - from) }, (_, n) =>
      news.article(from + n),
    )
    const ready = documents.map((document) => [action(document), sourceOf(document, NO_VIEWS)] as const)
    way.written += documents.length
    process.send?.({ done: from, of: measuredWrites, unit: 'articles, twice' })
    way.portMs += await timed(() =>
      inBatches(way, documents, async (part, end) => {
        await writer.apply(part)
        await writer.saveCheckpoint({ generation: 'bench', position: from + end, analyser: 'bench' })
      }),
    )
    way.rawMs += await timed(() =>
      inBatches({ ...way, batchSize: Math.min(way.batchSize, RAW_BATCH) }, ready, async (part) => {
        const { errors } = await client.bulk({ index: rawIndex, operations: part.flat() })
        if (errors) throw new Error('the raw bulk request had errors')
      }),
    )
  }
  const refreshMs = await timed(async () => void (await client.indices.refresh({ index: rawIndex })))
  for (const way of spent) way.rawMs += (refreshMs * way.written) / measuredWrites
  for (const { written, portMs, rawMs, batchSize, atOnce, ...rest } of spent) {
    const [port, raw] = [(written / portMs) * 1_000, (written / rawMs) * 1_000]
    const what = `writing, ${atOnce} at once of ${batchSize}`
    process.send?.({ what, unit: 'documents/s', uniwire: port, against: raw, ratio: port / raw, ...rest })
    console.log(
      `${what}: port ${port.toFixed(0)}/s, raw ${raw.toFixed(0)}/s, ratio ${(port / raw).toFixed(2)}`,
    )
  }
  if (only !== 'writing') await fill(measured, news, measuredWrites)
}

async function fill(filled: SearchIndex, news: SyntheticArticles, first: number): Promise<void> {
  for (let from = first; from < count; from += TURN) {
    const some = Array.from({ length: Math.min(TURN, count - from) }, (_, n) => news.article(from + n))
    await inBatches({ batchSize: 2_000, atOnce: 2 }, some, async (part) => void (await filled.apply(part)))
    process.send?.({ done: from + some.length, of: count, unit: 'articles indexed' })
  }
}

async function inBatches<T>(
  { batchSize, atOnce }: { readonly batchSize: number; readonly atOnce: number },
  all: readonly T[],
  write: (part: readonly T[], end: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const oneAfterTheOther = async () => {
    while (next < all.length) {
      const part = all.slice(next, next + batchSize)
      next += part.length
      await write(part, next)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, oneAfterTheOther))
}

function action({ id, version }: SearchableArticle) {
  return { index: { _id: id, version, version_type: 'external' } }
}

async function measureSearching(measured: SearchIndex): Promise<void> {
  const kinds: readonly [label: string, make: (news: ReturnType<typeof syntheticArticles>) => SearchQuery][] =
    [
      ['words, all', (news) => query({ terms: news.terms(100) })],
      ['words, any', (news) => query({ terms: news.terms(100), match: 'any' })],
      ['words, any, facets', (news) => query({ terms: news.terms(100), match: 'any', facets: true })],
      [
        'the commonest words, any, facets',
        (news) => query({ terms: news.terms(1), match: 'any', facets: true }),
      ],
      ['everything, newest', () => query({ sort: 'newest' })],
      ['everything, most read, facets', () => query({ sort: 'views', facets: true })],
    ]
  for (const [label, make] of kinds) {
    const times = { port: [] as number[], raw: [] as number[] }
    const news = syntheticArticles(2)
    for (let n = 0; n < 300; n++) {
      const asked = make(news)
      const parameters = rawSearch(asked)
      const port = await timed(async () => void (await measured.query(asked)))
      const raw = await timed(async () => void (await client.search(parameters)))
      // The first ones warm both up.
      if (n < 100) continue
      times.port.push(port)
      times.raw.push(raw)
    }
    const [port95, raw95] = [quantile(times.port, 0.95), quantile(times.raw, 0.95)]
    process.send?.({
      what: `p95 of ${label}, ${count} articles`,
      unit: 'ms',
      uniwire: port95,
      against: raw95,
      ratio: port95 / raw95,
      goal: { atMost: 1.5 },
    })
    const shown = [0.5, 0.95].map((share) => {
      const [port, raw] = [quantile(times.port, share), quantile(times.raw, share)]
      return `p${share * 100} ${port.toFixed(1)} / ${raw.toFixed(1)} ms = ${(port / raw).toFixed(2)}`
    })
    console.log(`${label.padEnd(34)} ${shown.join('   ')}`)
  }
}

/** The same query in one request that gives the hits' sources, too. */
function rawSearch({ terms, match, filters, sort, limit, facets }: SearchQuery): estypes.SearchRequest {
  const words = distinctTerms(terms)
  const ranked = words.length > 0
  const first = ranked ? [{ _score: 'desc' as const }] : sort === 'views' ? [{ views: 'desc' as const }] : []
  const { stored_fields: _none, ...parameters } = searchParameters(
    {
      in: { index: `${prefix}-articles` },
      ...(ranked && { must: scoringQuery(words, match, Date.UTC(2025, 8, 1)) }),
      matching: ranked ? [] : [EVERY_ARTICLE],
      filters: filtersOf(filters),
      sort: [...first, { publishedAtMs: 'desc' }, { id: 'desc' }],
    },
    { size: limit, facets },
  )
  return { ...parameters, _source: ['kind', 'id', 'source', 'views'] }
}

function query(parts: Partial<SearchQuery>): SearchQuery {
  return {
    terms: [],
    match: 'all',
    sort: 'relevance',
    limit: 20,
    facets: false,
    filters: { universities: [], languages: [], categories: [] },
    ...parts,
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0
}
