import { EngineUnavailableError } from '@uniwire/ports'
import type { IndexRebuild, SearchIndex, SearchQuery } from '@uniwire/ports'
import { readDocuments } from './documents.ts'
import type { Engine, EngineOptions } from './engine/engine.ts'
import { connectEngine } from './engine/engine.ts'
import { createGenerations } from './generations/generations.ts'
import { renewLease } from './generations/rebuild-lease.ts'
import type { RunningRebuild } from './generations/rebuild.ts'
import { startRebuild } from './generations/rebuild.ts'
import { startUpkeep } from './generations/upkeep.ts'
import { articleKey, namesOf } from './names.ts'
import { linkedArticles } from './query/linked.ts'
import { createNewestInstant } from './query/newest-instant.ts'
import { createPointsInTime } from './query/points-in-time.ts'
import { runQuery } from './query/run-query.ts'
import { suggestArticles } from './query/suggest.ts'
import { titleWords } from './query/title-words.ts'
import { createRefresher } from './refresher.ts'
import type { ArticleSource, StubSource } from './stored-document.ts'
import { storedDocument } from './stored-document.ts'
import type { WriterOptions } from './write/writer.ts'
import { createWriter } from './write/writer.ts'

export interface ElasticSearchIndexOptions extends EngineOptions {
  /** Begins the names of everything this deployment has in the cluster: `uniwire`. */
  readonly indexPrefix: string
  /** `read` creates, writes and removes nothing, and needs no right to; the default is `write`. */
  readonly access?: 'read' | 'write'
  /** Copies of the index besides the first: 0, the default, on one node; 1 and more on a cluster. */
  readonly replicas?: number
  /** Ids of index generations: lower-case letters, digits, `-`, `_` and `.`. */
  readonly newId: () => string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicMs?: () => number
  /** Between two refreshes of the index: 200 unless told, which is at most 5 a second (log §5). */
  readonly refreshEveryMs?: number
  /** What nobody waits for: upkeep that failed and will be tried again. */
  readonly onError: (error: unknown) => void
}

const REFRESH_EVERY_MS = 200

/**
 * `SearchIndex` over Elasticsearch. Any number of processes may open one index. Rejects with an
 * `EngineUnavailableError` that names the address while the cluster is away, and, for `read`, while nobody has
 * created the index; then it is to be opened again.
 */
export async function openElasticSearchIndex(options: ElasticSearchIndexOptions): Promise<SearchIndex> {
  const engine = connectEngine(options)
  try {
    return await openWith(engine, options)
  } catch (error) {
    await engine[Symbol.asyncDispose]()
    throw error
  }
}

async function openWith(engine: Engine, options: ElasticSearchIndexOptions): Promise<SearchIndex> {
  const { indexPrefix, access = 'write', replicas = 0, newId, now, onError } = options
  const { monotonicMs = () => performance.now(), refreshEveryMs = REFRESH_EVERY_MS } = options
  const names = namesOf(indexPrefix)
  const generations = createGenerations({ engine, names, prefix: indexPrefix, replicas })
  const opened = access === 'write' ? await generations.ensure(newId()) : await generations.current()
  if (opened === undefined) {
    throw new EngineUnavailableError(`there is no index ${names.read} at ${new URL(options.url).origin} yet`)
  }
  let indexId = opened
  const lease = { engine, names, now }
  const place = { engine, alias: access === 'write' ? names.write : names.read }
  const places = [place, { engine, alias: names.kept }]
  const upkeep = access === 'write' ? await startUpkeep({ generations, lease, places, onError }) : undefined
  const pointsInTime = createPointsInTime(engine, names.read, onError)
  const newestInstant = createNewestInstant(engine, names, monotonicMs)
  const reader = { engine, names, pointsInTime, newestInstant }
  const rebuilds = new Set<RunningRebuild>()

  const refresher = (alias: string) =>
    createRefresher({
      async refresh() {
        await engine.call((client) => client.indices.refresh({ index: alias }))
        newestInstant.forget()
      },
      everyMs: refreshEveryMs,
      monotonicMs,
    })
  const writer = (how: Omit<WriterOptions, 'names' | 'now' | 'onErased'>) =>
    createWriter({ ...how, names, now, onErased: () => upkeep?.erased() })
  const writerOf = (id: string, refresh = refresher(names.generation(id))) =>
    writer({ place: { engine, alias: names.generation(id) }, isPinned: true, refresh })

  /** Of a generation that is not the index: no page follows another, so nothing is held open for one. */
  async function queryOf(id: string, query: SearchQuery) {
    const own = { ...names, read: names.generation(id) }
    const points = createPointsInTime(engine, own.read, onError)
    const newest = createNewestInstant(engine, own, monotonicMs)
    try {
      return await runQuery({ engine, names: own, pointsInTime: points, newestInstant: newest }, query)
    } finally {
      await points.close()
    }
  }
  async function swapTo(id: string): Promise<void> {
    await generations.swap(id)
    indexId = id
    newestInstant.forget()
  }

  async function beginRebuild(): Promise<IndexRebuild> {
    const id = newId()
    await generations.create(id)
    const renew = () => renewLease(lease, id)
    await renew()
    const running = startRebuild({
      indexId: id,
      generations,
      writer: (refresh) => writerOf(id, refresh),
      refresh: refresher(names.generation(id)),
      renew,
      query: (query) => queryOf(id, query),
      onError,
      onSwapped: () => (indexId = id),
      onOver: () => rebuilds.delete(running),
    })
    rebuilds.add(running)
    return running.rebuild
  }

  return {
    get indexId() {
      return indexId
    },
    ...writer({
      place,
      isPinned: false,
      refresh: refresher(names.write),
      onIndex: (index) => (indexId = names.parse(index)?.indexId ?? indexId),
    }),
    query: (query) => runQuery(reader, query),
    async get(ids) {
      const keys = ids.map(articleKey)
      const found = await readDocuments<ArticleSource | StubSource>(engine, { index: names.read, keys })
      return ids.map((id, at) => {
        const one = found[at]
        return one && storedDocument(id, one.version, one.source)
      })
    },
    suggest: (request) => suggestArticles(reader, request),
    linked: (request) => linkedArticles(reader, request),
    titleWords: (request) => titleWords(reader, request),
    beginRebuild,
    async kept() {
      const id = await generations.kept()
      if (id === undefined) return undefined
      const query = (asked: SearchQuery) => queryOf(id, asked)
      return { indexId: id, ...writerOf(id), query, swap: () => swapTo(id), abandon: async () => undefined }
    },
    forgetKept: () => generations.forgetKept(),
    writer: (id) => ({ indexId: id, ...writerOf(id) }),
    async [Symbol.asyncDispose]() {
      for (const running of rebuilds) await running.end().catch(onError)
      await upkeep?.close()
      await pointsInTime.close()
      await engine[Symbol.asyncDispose]()
    },
  }
}
