import { randomBytes, randomUUID } from 'node:crypto'
import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { openEventLogs } from '@uniwire/adapter-sqlite'
import { STREAMS, articleSubject, readEvent, toRecord } from '@uniwire/events'
import { articleId, digestOf, parseSlug, parseSourceId } from '@uniwire/newsroom'
import type { Article } from '@uniwire/newsroom'
import { createLogger, createMetrics } from '@uniwire/service-kit'
import { createViews } from '@uniwire/views'
import { waitUntil } from '../harness/wait-until.ts'

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0'
const READY_MS = 60_000

/** The service `views` over a Redis and a log in memory, with articles that readers can see. */
export async function startViews(url: string, articles: number) {
  await using opening = new AsyncDisposableStack()
  const nowMs = () => Date.now()
  const now = () => new Date().toISOString()
  const logs = opening.use(await openEventLogs({ file: ':memory:', now: nowMs, newId: randomUUID }))
  const log = await logs.open(STREAMS.log)
  const totals = await logs.open(STREAMS.totals)
  const published = Array.from({ length: articles }, (_, n) => sketch(String(n), now()))
  for (const payload of published) {
    const subject = articleSubject(payload.university, payload.id)
    const stamp = { id: randomUUID(), time: now(), source: '/intake' }
    await log.append(toRecord({ type: 'article.published', subject, expected: 0, payload, ...stamp }))
  }
  const counter = opening.use(await openRedisViewCounter({ url, now: nowMs, timeoutMs: 2_000 }))
  const service = opening.use(
    await createViews({
      logs,
      counter,
      config: { publicUrl: 'https://wire.example', totalsEveryMs: 20 },
      tools: {
        logger: createLogger({ service: 'views', level: 'silent', readable: false }),
        metrics: createMetrics(),
        now,
        newId: randomUUID,
      },
      randomBytes,
      monotonicMs: () => performance.now(),
    }),
  )
  const untilReady = () =>
    waitUntil(
      'readiness',
      async () => {
        const found = await Promise.all(service.checks.map((each) => each.check().catch(() => undefined)))
        return found.every((each) => each?.ready === true)
      },
      READY_MS,
    )
  await untilReady()
  const kept = opening.move()
  return {
    counter,
    ids: published.map((each) => each.id),
    views: service.views,
    /** One reader's view; resolves once it is acknowledged, however often it has to be sent. */
    async view(article: string, event: string) {
      const visit = { article, event, address: `of ${event}`, signs: signs() }
      for (;;) {
        try {
          return await service.views.count(visit)
        } catch {
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }
    },
    /** Views of all articles as the totals in the log have them. */
    async logged(): Promise<number> {
      const { records } = await totals.read({ after: 0, limit: 500 })
      return records.reduce((sum, record) => {
        const read = readEvent(record)
        return (
          sum + (read.kind === 'event' && read.event.type === 'views.totalled' ? read.event.payload.live : 0)
        )
      }, 0)
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

const signs = () => ({ method: 'POST', userAgent: BROWSER, purposes: [] })

function sketch(name: string, at: string): Article {
  const slug = parseSlug('nura')
  const source = parseSourceId(name)
  if (!slug.ok || !source.ok) throw new Error('a test names an impossible article')
  return {
    id: articleId(slug.slug, source.sourceId),
    university: slug.slug,
    sourceId: source.sourceId,
    version: 1,
    status: 'published',
    content: {
      title: 'Students measured the ice on the Nura',
      bodyHtml: '<p>Forty students of hydrology spent a week on the river.</p>',
      language: 'en',
      publishedAt: { value: at, precision: 'second', instant: at, printed: at, timeZone: 'Asia/Almaty' },
      categories: [],
      images: [],
    },
    digest: digestOf(name),
    acceptedAt: at,
    versionAt: at,
    firstVisibleAt: at,
    requests: [],
  }
}
