import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { openEventLogs, openSearchIndex, openViewCounter } from '@uniwire/adapter-sqlite'
import { createClient } from '@uniwire/client'
import { STREAMS } from '@uniwire/events'
import type { ArticleBody } from '@uniwire/http-api'
import { createIndexer } from '@uniwire/indexer'
import { createIntake } from '@uniwire/intake'
import { createReader } from '@uniwire/reader'
import { createLogger, createMetrics, createOrigin } from '@uniwire/service-kit'
import { createSyndicator } from '@uniwire/syndicator'
import { createViews } from '@uniwire/views'
import { createGate } from './gate.ts'
import { PROFILE, UNIVERSITIES, universityOf } from './news.ts'

/** The standalone's five services and engines, which do their work one after the other, when they are told to. */
export interface Newswire extends AsyncDisposable {
  /** Posts articles of these numbers, `AT_ONCE` at a time, until intake is done with them. */
  accept(first: number, articles: readonly ArticleBody[]): Promise<void>
  index(): Promise<void>
  /** Into the syndicator's projection; then each feed is asked for, once. */
  render(): Promise<void>
  /** By views and the reader's registry. */
  learn(): Promise<void>
}

/** As a busy intake has them: appends that wait together share an fsync. */
const AT_ONCE = 32
const FORMATS = ['rss', 'atom', 'json'] as const
const POLL_MS = 2
const PUBLIC_URL = 'http://127.0.0.1'

export async function openNewswire(folder: string): Promise<Newswire> {
  await using opened = new AsyncDisposableStack()
  const onError = (error: unknown) => process.stderr.write(`${String(error)}\n`)
  const engine = { now: () => Date.now(), newId: () => randomUUID(), onError }
  const logger = createLogger({
    service: 'bench',
    level: 'warn',
    readable: true,
    destination: process.stderr,
  })
  const metrics = createMetrics()
  const tools = { logger, metrics, now: () => new Date().toISOString(), newId: engine.newId }
  const monotonicMs = () => performance.now()
  const operatorKey = randomBytes(24).toString('hex')
  const file = (name: string) => join(folder, name)
  const away = () => Promise.resolve(new Response(null, { status: 503 }))

  const logs = opened.use(await openEventLogs({ ...engine, file: file('log.db'), isAlone: true }))
  const index = opened.use(await openSearchIndex({ ...engine, folder }))
  const counter = opened.use(await openViewCounter({ ...engine, file: file('views.db') }))
  const log = await logs.open(STREAMS.log)
  const [atIntake, atIndexer, atSyndicator, atOthers] = [logs, logs, logs, logs].map(createGate)
  if (!atIntake || !atIndexer || !atSyndicator || !atOthers) throw new Error('four were made')

  const publicUrl = PUBLIC_URL
  const intake = opened.use(
    await createIntake({
      logs: atIntake.logs,
      config: { publicUrl, operatorKey, databaseFile: file('intake-store.db') },
      tools,
      randomBytes,
      monotonicMs,
      fetchService: away,
      // What one key may write is not measured here.
      writeRate: { perSecond: 1_000_000, burst: 1_000_000 },
    }),
  )
  opened.use(
    await createIndexer({
      logs: atIndexer.logs,
      index,
      config: { publicUrl, operatorKey },
      tools,
      monotonicMs,
    }),
  )
  const syndicator = opened.use(
    await createSyndicator({
      logs: atSyndicator.logs,
      databaseFile: file('feeds.db'),
      publicUrl,
      tools,
      fetchIntake: away,
      fetchReader: away,
      monotonicMs,
    }),
  )
  const views = { publicUrl, databaseFile: file('views-store.db'), operatorKey }
  opened.use(
    await createViews({ logs: atOthers.logs, counter, config: views, tools, randomBytes, monotonicMs }),
  )
  opened.use(
    await createReader({
      logs: atOthers.logs, index, fetchViews: away, config: { publicUrl }, tools, monotonicMs,
    }), // prettier-ignore
  )
  const around = { logger, metrics: metrics.requests, newRequestId: engine.newId, monotonicMs }
  const origin = createOrigin({ apps: [intake.app], ...around })
  const feeds = createOrigin({ apps: [syndicator.app], ...around })
  const inProcess: typeof fetch = async (input, init) => origin.request(input, init)
  const clientWith = (key: string) => createClient({ baseUrl: publicUrl, key, fetch: inProcess })
  const operator = clientWith(operatorKey)
  const clients = new Map<string, ReturnType<typeof clientWith>>()
  for (const slug of UNIVERSITIES) {
    await operator.putUniversity(slug, PROFILE)
    clients.set(slug, clientWith((await operator.issueKey(slug)).key))
  }

  const isIndexed = async () => ((await index.checkpoint())?.position ?? 0) >= (await log.end())
  const isRendered = async () => (await syndicator.position.current()) >= (await log.end())
  const isDone = (gate: typeof atIntake) => async () => gate.isDone(log.stream, await log.end())
  const through = async (gate: typeof atIntake, isThere: () => Promise<boolean>) => {
    gate.open()
    while (!(await isThere()) || !(await isDone(gate)())) await pause()
    gate.shut()
  }
  const indexAll = () => through(atIndexer, isIndexed)
  const learn = () => through(atOthers, isDone(atOthers))
  const render = async () => {
    await through(atSyndicator, isRendered)
    for (const name of ['all', ...UNIVERSITIES]) {
      for (const format of FORMATS) {
        const answer = await feeds.request(`/feeds/${name}.${format}`)
        if (!answer.ok) throw new Error(await answer.text())
        await answer.arrayBuffer()
      }
    }
  }
  await indexAll()
  await learn()
  await render()

  const stack = opened.move()
  return {
    async accept(first, articles) {
      const waiting = articles.entries()
      const oneAfterTheOther = async () => {
        for (const [n, article] of waiting) {
          const slug = universityOf(first + n)
          await clients.get(slug)?.publish(slug, String(first + n), article)
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, oneAfterTheOther))
      while (!(await isDone(atIntake)())) await pause()
    },
    index: indexAll,
    render,
    learn,
    async [Symbol.asyncDispose]() {
      for (const gate of [atIndexer, atSyndicator, atOthers]) gate.open()
      await stack.disposeAsync()
    },
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, POLL_MS))
}
