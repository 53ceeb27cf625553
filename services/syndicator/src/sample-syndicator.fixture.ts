import { openEventLogs } from '@uniwire/adapter-sqlite'
import { STREAMS } from '@uniwire/events'
import { lintFeed } from '@uniwire/feed'
import type { EventLogs, LogRecord } from '@uniwire/ports'
import type { ServiceTools } from '@uniwire/service-kit'
import { createLogger, createMetrics, createOrigin } from '@uniwire/service-kit'
import type { FetchIntake } from './http/ask-intake.ts'
import type { FetchReader } from './http/search-feed.ts'
import { createSyndicator } from './index.ts'
import type { Syndicator } from './index.ts'
import { PUBLIC_URL } from './sample-address.fixture.ts'
import { SAMPLE_START_MS } from './sample-log.fixture.ts'

/** The service over a log in memory, as an origin serves it. */
export interface SampleSyndicator extends AsyncDisposable {
  readonly logs: EventLogs
  readonly tools: ServiceTools
  readonly syndicator: Syndicator
  /** Milliseconds of the injected clock. */
  clock: { ms: number }
  /** Appends what is not there yet and waits until the feeds contain it. */
  append(records: readonly LogRecord[]): Promise<void>
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Response>
  post(path: string, body: URLSearchParams, headers?: Record<string, string>): Promise<Response>
}

export async function startSampleSyndicator(
  records: readonly LogRecord[] = [],
  {
    databaseFile = ':memory:',
    logs = openSampleLogs(),
    publicUrl = PUBLIC_URL,
    wait = true,
    allowPrivate = true,
    trustedProxies = 0,
    fetchIntake = unauthorized,
    fetchReader = nothingFound,
    lint = true,
  } = {},
): Promise<SampleSyndicator> {
  const opened = await logs
  const clock = { ms: SAMPLE_START_MS + 30 * 86_400_000 }
  let ids = 0
  const tools: ServiceTools = {
    logger: createLogger({ service: 'syndicator', level: 'silent', readable: false }),
    metrics: createMetrics(),
    now: () => new Date(clock.ms).toISOString(),
    newId: () => `10000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
  }
  const log = await opened.open(STREAMS.log)
  const append = async (wanted: readonly LogRecord[]) => {
    await appendRecords(opened, wanted)
    await syndicator.position.reached(await log.end(), 20_000)
  }
  await appendRecords(opened, records)
  const syndicator = await createSyndicator({
    logs: opened,
    databaseFile,
    publicUrl,
    tools,
    allowPrivate,
    trustedProxies,
    fetchIntake,
    fetchReader,
    monotonicMs: () => clock.ms,
  })
  if (wait) await append([])
  const origin = createOrigin({
    apps: [syndicator.app],
    logger: tools.logger,
    metrics: tools.metrics.requests,
    newRequestId: tools.newId,
    monotonicMs: () => performance.now(),
  })
  return {
    logs: opened,
    tools,
    syndicator,
    clock,
    append,
    async get(path, headers = {}, method = 'GET') {
      const response = await origin.request(`http://localhost${path}`, { headers, method })
      if (lint) await expectClean(response, path)
      return response
    },
    post: async (path, body, headers = {}) =>
      origin.request(`http://localhost${path}`, { method: 'POST', body, headers }),
    async [Symbol.asyncDispose]() {
      await syndicator[Symbol.asyncDispose]()
      await opened[Symbol.asyncDispose]()
    },
  }
}

const unauthorized: FetchIntake = async () => new Response(null, { status: 401 })
const nothingFound: FetchReader = async () => Response.json({ hits: [] })

export function openSampleLogs(generation = 'sample', file = ':memory:'): Promise<EventLogs> {
  return openEventLogs({
    file,
    now: () => Date.now(),
    newId: () => generation,
  })
}

/** A sample log counts sequences from 1 without gaps, and so does a fresh stream. */
export async function appendRecords(logs: EventLogs, records: readonly LogRecord[]): Promise<void> {
  const log = await logs.open(STREAMS.log)
  let end = 0
  for (let page = await log.read({ after: 0, limit: 500 }); page.position > end;) {
    end = page.position
    page = await log.read({ after: end, limit: 500 })
  }
  const lastOf = new Map<string, number>()
  for (const { sequence, subject, envelope, payload } of records) {
    const expected = lastOf.get(subject) ?? 0
    lastOf.set(subject, sequence)
    if (sequence <= end) continue
    const outcome = await log.append({ subject, expected, envelope, payload })
    if (!outcome.ok || outcome.sequence !== sequence) throw new Error(`could not append ${sequence}`)
  }
}

const FEED = /^(?:application\/(?:rss\+xml|atom\+xml|feed\+json)|text\/x-opml)/

/** Whatever a test is about: no feed that it is given has a fault. Throws with what the lint says. */
async function expectClean(response: Response, path: string): Promise<void> {
  const contentType = response.headers.get('Content-Type') ?? ''
  if (response.status !== 200 || !FEED.test(contentType) || response.headers.has('Content-Encoding')) return
  const text = await response.clone().text()
  const [found] = text === '' ? [] : lintFeed(text, { contentType })
  if (found !== undefined) throw new Error(`${path}: ${found.code}: ${found.message} (${found.where})`)
}
