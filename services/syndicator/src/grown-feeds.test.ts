import { readEvent } from '@uniwire/events'
import type { Article } from '@uniwire/newsroom'
import type { LogRecord } from '@uniwire/ports'
import { isArticleEvent } from '@uniwire/projection'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FeedFormat } from './feed-address.ts'
import { parseFeedPath } from './feed-address.ts'
import { createSampleLog } from './sample-log.fixture.ts'
import type { SampleLog } from './sample-log.fixture.ts'
import { growStore } from './sample-store.fixture.ts'
import type { GrownStore } from './sample-store.fixture.ts'

const FEEDS = ['/feeds/all', '/feeds/nura', '/feeds/nura/kk', '/feeds/nura/ru', '/feeds/nura/category/news']

describe('feeds that grow with the log', () => {
  it('show the 50 latest visible articles, and move if and only if what they show does', async () => {
    await fc.assert(
      fc.asyncProperty(script, async (commands) => {
        const log = fullFeed()
        const full = log.records.length
        for (const command of commands) run(log, command)
        const store = await growStore(log.records.slice(0, full))
        let before: ReadonlyMap<string, Shown> = new Map()
        for (const record of log.records.slice(full)) {
          await store.apply([record])
          const after = shownBy(store)
          for (const [path, shown] of after) {
            expect(shown.ids, path).toEqual(expectedIds(log.records, record.sequence, path))
            const was = before.get(path)
            const sameContent = was?.content === contentOf(log.records, record.sequence, path)
            if (was === undefined) continue
            expect(shown.body === was.body, `${path} after ${record.sequence}`).toBe(sameContent)
            expect(shown.tag === was.tag).toBe(sameContent)
            expect(shown.lastModifiedMs === was.lastModifiedMs).toBe(sameContent)
            expect(shown.lastModifiedMs).toBeGreaterThanOrEqual(was.lastModifiedMs)
          }
          before = new Map(
            Array.from(after, ([path, shown]) => [
              path,
              { ...shown, content: contentOf(log.records, record.sequence, path) },
            ]),
          )
        }
      }),
      { numRuns: 25 },
    )
  })

  it('are the same bytes in any pages, after any stop, with every event twice, and in a rebuild', async () => {
    await fc.assert(
      fc.asyncProperty(
        script,
        fc.infiniteStream(fc.integer({ min: 1, max: 70 })),
        async (commands, sizes) => {
          const log = fullFeed()
          for (const command of commands) run(log, command)
          const once = await growStore(log.records)
          const pieces = await growStore([])
          for (let start = 0; start < log.records.length;) {
            const page = log.records.slice(start, start + sizes.next().value)
            await pieces.apply(page)
            await pieces.apply(page)
            pieces.reopen()
            start += page.length
          }
          expect(pieces.everything()).toEqual(once.everything())
        },
      ),
      { numRuns: 15 },
    )
  })
})

type Verb = 'publish' | 'withdraw' | 'restore' | 'release' | 'observe' | 'rename'

interface Command {
  readonly verb: Verb
  readonly article: number
  /** Hours before or after the last entry of the full feed. */
  readonly hours: number
  readonly language: 'kk' | 'ru'
  readonly categories: readonly string[]
  readonly embargo: boolean
}

const script = fc.array(
  fc.record<Command>({
    verb: fc.constantFrom(
      'publish',
      'publish',
      'publish',
      'withdraw',
      'restore',
      'release',
      'observe',
      'rename',
    ),
    article: fc.integer({ min: 1, max: 4 }),
    hours: fc.integer({ min: -2, max: 2 }),
    language: fc.constantFrom('kk', 'ru'),
    categories: fc.constantFrom([], ['News'], ['NEWS ', 'x']),
    embargo: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
)

/** So many that the articles of a script come and go at the end of what a feed shows. */
function fullFeed(): SampleLog {
  const log = createSampleLog()
  log.register('nura')
  for (let n = 0; n < 49; n += 1) {
    const day = String(1 + (n % 28)).padStart(2, '0')
    const publishedAt = `2027-0${n < 28 ? 1 : 2}-${day}T12:00:00Z`
    log.publish('nura', `old-${n}`, {
      publishedAt,
      categories: ['News'],
      language: n % 9 === 0 ? 'ru' : 'kk',
    })
  }
  return log
}

function run(log: SampleLog, { verb, article, hours, language, categories, embargo }: Command): void {
  const sourceId = `moving-${article}`
  const at = (ms: number) => new Date(ms).toISOString()
  if (verb === 'publish') {
    const publishedAt = at(Date.parse('2027-01-01T12:00:00Z') + hours * 3_600_000)
    const embargoedUntil = embargo ? { embargoedUntil: at(log.nowMs + 60_000) } : {}
    // Another title each time: equal content is no event.
    const title = `${sourceId} ${log.records.length}`
    log.publish('nura', sourceId, { publishedAt, language, categories, title, ...embargoedUntil })
  } else if (verb === 'withdraw') log.withdraw('nura', sourceId)
  else if (verb === 'restore') log.restore('nura', sourceId)
  else if (verb === 'release') {
    log.nowMs += 120_000
    log.release('nura', sourceId)
  } else if (verb === 'observe') log.observe('nura', sourceId, log.records.length)
  else log.register('nura', { contact: `press-${log.records.length}@nura.example.kz` })
}

interface Shown {
  readonly ids: readonly string[]
  readonly body: string
  readonly tag: string
  readonly lastModifiedMs: number
  readonly content?: string
}

function shownBy(store: GrownStore): ReadonlyMap<string, Shown> {
  return new Map(
    FEEDS.flatMap((feed) => (['rss', 'atom', 'json'] as const).map((format) => `${feed}.${format}`)).map(
      (path) => [path, readShown(store, path)] as const,
    ),
  )
}

function readShown(store: GrownStore, path: string): Shown {
  const request = parseFeedPath(path)
  const document = request === undefined ? undefined : store.service.feed(request)
  if (request === undefined || document === undefined) throw new Error(`no ${path}`)
  const body = document.body.toString()
  const ids = Array.from(body.matchAll(GUIDS[request.format]), ([, id = '']) => id)
  return { ids, body, tag: document.tag, lastModifiedMs: document.lastModified?.ms ?? 0 }
}

const GUIDS: Readonly<Record<FeedFormat, RegExp>> = {
  rss: /<guid isPermaLink="false">urn:uuid:(.+?)</g,
  atom: /<entry.*?>\n<id>urn:uuid:(.+?)</g,
  json: /^\{"id":"urn:uuid:(.+?)"/gm,
}

/** The rule itself, by sorting everything there is. */
function expectedIds(records: readonly LogRecord[], upTo: number, path: string): readonly string[] {
  return visible(records, upTo, path).map((article) => article.id)
}

function contentOf(records: readonly LogRecord[], upTo: number, path: string): string {
  const shown = visible(records, upTo, path)
  const entries = shown.map((article) => `${article.id} ${article.version}`)
  return JSON.stringify([entries, path.endsWith('.atom') ? deleted(records, upTo, path) : []])
}

function visible(records: readonly LogRecord[], upTo: number, path: string): readonly Article[] {
  return sorted(records, upTo, path)
    .filter((article) => article.status === 'published')
    .slice(0, 50)
}

function deleted(records: readonly LogRecord[], upTo: number, path: string): readonly string[] {
  return sorted(records, upTo, path)
    .filter((article) => article.status === 'withdrawn' && article.firstVisibleAt !== undefined)
    .map((article) => `${article.withdrawal?.at} ${article.id}`)
    .toSorted((a, b) => (a < b ? 1 : -1))
    .slice(0, 50)
}

function sorted(records: readonly LogRecord[], upTo: number, path: string): readonly Article[] {
  const articles = new Map<string, Article>()
  for (const record of records.slice(0, upTo)) {
    const read = readEvent(record)
    if (read.kind === 'event' && isArticleEvent(read.event)) articles.set(record.subject, read.event.payload)
  }
  const key = (article: Article) => `${article.content.publishedAt.instant} ${article.id}`
  return [...articles.values()].filter(belongsTo(path)).sort((a, b) => (key(a) < key(b) ? 1 : -1))
}

function belongsTo(path: string): (article: Article) => boolean {
  if (path.includes('/category/')) {
    return (article) => article.content.categories.some((name) => name.trim().toLowerCase() === 'news')
  }
  const language = /\/nura\/(\w+)\./.exec(path)?.[1]
  return (article) => language === undefined || article.content.language === language
}
