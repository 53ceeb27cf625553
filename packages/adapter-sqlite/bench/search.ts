/* oxlint-disable no-console -- a bench prints */
/**
 * The embedded search index at size: `node packages/adapter-sqlite/bench/search.ts [articles] [folder]`.
 * With a folder the index stays and the next run queries it again. Times are seen by the caller, the hop to
 * the worker included; target (design §5): p95 of 50 ms, with facets 100 ms, at 100,000 articles.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SearchIndex, SearchQuery } from '@uniwire/ports'
import { openSearchIndex } from '@uniwire/adapter-sqlite'
import { syntheticNews } from './synthetic-articles.ts'

const articles = Number(process.argv[2] ?? 100_000)
const folder = process.argv[3] ?? mkdtempSync(join(tmpdir(), 'uniwire-bench-'))
mkdirSync(folder, { recursive: true })
const isNew = !existsSync(join(folder, 'search.db'))
let ids = 0
let measures = 0

if (process.argv[4] === 'fill') {
  await withIndex(fill)
} else {
  // In a process of its own, so that its garbage is not counted below.
  if (isNew) await filled()
  // Times are wall-clock: on a machine that does other work they are upper bounds.
  console.log(`processors: ${availableParallelism()}, load of the last minute: ${loadavg()[0]?.toFixed(1)}`)
  console.log(`file: ${megabytes(statSync(join(folder, 'search.db')).size)}`)
  const begun = performance.now()
  await withIndex(async (index) => {
    await index.query(query({ sort: 'newest' }))
    console.log(`open and first query: ${ms(performance.now() - begun)}`)
    console.log(`memory of the process then: ${megabytes(process.memoryUsage.rss())}`)
    await measureQueries(index)
    await measureRevisions(index)
  })
  if (process.argv[3] === undefined) rmSync(folder, { recursive: true })
}

async function filled(): Promise<void> {
  const filling = fork(import.meta.filename, [String(articles), folder, 'fill'])
  filling.on('message', (sent: object) => process.send?.(sent))
  const [code] = await once(filling, 'exit')
  if (code !== 0) throw new Error(`filling the index ended with ${code}`)
}

async function withIndex(work: (index: SearchIndex) => Promise<void>): Promise<void> {
  const index = await openSearchIndex({
    folder,
    newId: () => `id-${ids++}`,
    now: Date.now,
    onError: console.error,
  })
  await work(index)
  const begun = performance.now()
  await index[Symbol.asyncDispose]()
  console.log(`close: ${ms(performance.now() - begun)}`)
}

async function fill(index: SearchIndex): Promise<void> {
  const news = syntheticNews(1)
  const waits: number[] = []
  let applyingMs = 0
  for (let from = 0; from < articles; from += 500) {
    const documents = Array.from({ length: Math.min(500, articles - from) }, (_, n) => news.article(from + n))
    const begun = performance.now()
    const applied = index.apply(documents)
    const asked = performance.now()
    await index.query(query({ terms: news.terms(2_000), sort: 'newest' }))
    waits.push(performance.now() - asked)
    await applied
    applyingMs += performance.now() - begun
    process.send?.({ done: from + documents.length, of: articles, unit: 'articles indexed' })
  }
  process.send?.({
    what: 'applied in batches of 500',
    unit: 'articles/s',
    uniwire: (articles / applyingMs) * 1000,
  })
  console.log(`applied: ${Math.round((articles / applyingMs) * 1000)} articles/s, in batches of 500`)
  report('a cheap query while a batch is written', waits)
}

async function measureQueries(index: SearchIndex): Promise<void> {
  for (const facets of [false, true]) {
    const label = facets ? ', with facets' : ''
    await measure(index, `1–3 words, rank 100 and rarer, all${label}`, (news) => ({
      terms: news.terms(100),
      facets,
    }))
    await measure(index, `1–3 words, rank 100 and rarer, any${label}`, (news) => ({
      terms: news.terms(100),
      match: 'any',
      facets,
    }))
    await measure(index, `1–3 words, the commonest too, all${label}`, (news) => ({
      terms: news.terms(1),
      facets,
    }))
    await measure(index, `1–3 words, the commonest too, any${label}`, (news) => ({
      terms: news.terms(1),
      match: 'any',
      facets,
    }))
    await measure(index, `filtered by university and year${label}`, (news) => ({
      terms: news.terms(30),
      facets,
      filters: {
        universities: [news.pick(['university-1', 'university-2'])],
        languages: [],
        categories: [],
        from: { kind: 'day', day: '2019-01-01' },
      },
    }))
    await measure(index, `everything, newest${label}`, () => ({ sort: 'newest', facets }))
    await measure(index, `everything, most viewed${label}`, () => ({ sort: 'views', facets }))
  }
  const news = syntheticNews(3)
  const times: number[] = []
  for (let n = 0; n < 200; n++) {
    const [term] = news.terms(100)
    if (term === undefined) continue
    const typed = term.exact.slice(0, 1 + (n % 5))
    const begun = performance.now()
    await index.suggest({ terms: [{ exact: typed, stems: [], key: typed.slice(0, 5) }], limit: 8 })
    times.push(performance.now() - begun)
  }
  report('suggest, 1–5 letters', times)
}

async function measureRevisions(index: SearchIndex): Promise<void> {
  const news = syntheticNews(4)
  const times: number[] = []
  for (let n = 0; n < 200; n++) {
    const article = { ...news.article(n * 7), version: articles + Date.now() + n }
    const begun = performance.now()
    await index.apply([article])
    times.push(performance.now() - begun)
  }
  report('one revision', times)
  console.log(`memory of the process in the end: ${megabytes(process.memoryUsage.rss())}`)
}

async function measure(
  index: SearchIndex,
  label: string,
  make: (news: ReturnType<typeof syntheticNews>) => Partial<SearchQuery>,
): Promise<void> {
  measures += 1
  // Never the same queries twice: a ranking that is still known would not be made again.
  const news = syntheticNews(100 + measures)
  const times: number[] = []
  let found = 0
  for (let n = 0; n < 200; n++) {
    const asked = query(make(news))
    const begun = performance.now()
    found += (await index.query(asked)).total
    times.push(performance.now() - begun)
  }
  report(`${label} (${Math.round(found / 200)} found)`, times, label.includes('facets') ? 100 : 50)
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

/** `goalMs` is of the p95, where there is one. */
function report(label: string, times: readonly number[], goalMs?: number): void {
  const sorted = times.toSorted((a, b) => a - b)
  const quantile = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  const at = (share: number) => ms(quantile(share))
  process.send?.({
    what: `p95 of ${label}`,
    unit: 'ms',
    uniwire: quantile(0.95),
    ...(goalMs !== undefined && { goal: { atMost: goalMs } }),
  })
  console.log(`${label.padEnd(72)} p50 ${at(0.5)}  p95 ${at(0.95)}  max ${at(1)}`)
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`.padStart(9)
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`
}
