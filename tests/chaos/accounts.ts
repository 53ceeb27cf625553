import { openNatsEventLogs } from '@uniwire/adapter-nats'
import type { LogRecord } from '@uniwire/ports'
import { expect } from 'vitest'
import type { Changes, Found } from '../harness/reading.ts'
import { waitUntil } from '../harness/wait-until.ts'
import type { Ledger } from './ledger.ts'
import { titleOf, visibleArticles, withdrawnIds } from './ledger.ts'
import type { Outside } from './outside.ts'
import { shownBy } from './pollers.ts'
import { entriesOf, tombstonesOf } from './shown.ts'

/** Log §1; a declaration that differed from the services' would change the stream, and is told. */
const LOG = {
  name: 'UNIWIRE',
  subjects: ['article.>', 'university.>'],
  retention: { kind: 'forever' },
} as const
const DEAD = {
  name: 'UNIWIRE_DEAD',
  subjects: ['dead.>', 'try.>'],
  retention: { kind: 'last-per-subject' },
} as const

const CHANGE = {
  publish: 'published',
  revise: 'revised',
  withdraw: 'withdrawn',
  restore: 'restored',
} as const

/** Every promise and nothing else, as the changes name them. */
export function promisedChanges(ledger: Ledger) {
  return ledger.promised().map(({ step, answer }) => ({ ...answer, type: CHANGE[step.verb] }))
}

export const toldChanges = (changes: Changes['changes']) =>
  changes.map(({ id, sequence, version, type }) => ({ id, sequence, version, type }))

/** In the log itself, read past the services: each promise once, nothing else, and no letter of a dead event. */
export async function expectLog(
  {
    natsUrl,
    namespace,
    natsReplicas,
  }: { readonly natsUrl: string; readonly namespace: string; readonly natsReplicas: number },
  ledger: Ledger,
): Promise<void> {
  const notices: string[] = []
  await using logs = await openNatsEventLogs({
    servers: natsUrl,
    namespace,
    replicas: natsReplicas,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    onNotice: ({ kind }) => notices.push(kind),
  })
  const log = await logs.open(LOG)
  const records: LogRecord[] = []
  for (let after = 0, end = await log.end(); after < end;) {
    const page = await log.read({ after, limit: 500, subject: `article.${ledger.slug}.>` })
    records.push(...page.records)
    after = page.position
  }
  const found = records.map(({ sequence, envelope, payload }) => {
    // Stored by intake, in the shape of an article.
    const { id, version, content } = JSON.parse(payload) as LoggedArticle
    return { id, sequence, version, type: envelope.type, title: content.title }
  })
  const expected = ledger.promised().map(({ step: { sourceId, verb, shows }, answer }) => ({
    ...answer,
    type: `article.${CHANGE[verb]}`,
    // A withdrawn article keeps its words in the log.
    title: shows === 0 ? expect.any(String) : titleOf(sourceId, shows),
  }))
  expect(found).toEqual(expected)
  expect(new Set(records.map(({ envelope }) => envelope.id)).size).toBe(records.length)
  const dead = await logs.open(DEAD)
  const letters = await dead.read({ after: 0, limit: 500, subject: 'dead.>' })
  expect(letters.records.map(({ payload }) => payload)).toEqual([])
  expect(notices).toEqual([])
}

interface LoggedArticle {
  readonly id: string
  readonly version: number
  readonly content: { readonly title: string }
}

/** In the changes, told from the beginning: each promise once, nothing else. */
export async function expectChanges(outside: Outside, ledger: Ledger): Promise<void> {
  const changes: Changes['changes'][number][] = []
  for (let after = 0; ;) {
    const path = `/v1/changes?university=${ledger.slug}&limit=500&after=${after}`
    const { body } = await outside.insist('changes', path)
    const page = JSON.parse(body) as Changes
    if (page.changes.length === 0) break
    changes.push(...page.changes)
    after = page.next
  }
  expect(toldChanges(changes)).toEqual(promisedChanges(ledger))
}

/** In search: what is visible once, in its last revision, and nothing else. */
export async function expectSearch(outside: Outside, ledger: Ledger): Promise<void> {
  const path = `/v1/search?q=&limit=100&sort=newest&university=${ledger.slug}`
  const { body } = await outside.insist('search', path)
  // It was sent by our own reader.
  const found = JSON.parse(body) as Found
  const visible = visibleArticles([ledger]).map(({ id, title }) => ({ id, title }))
  expect(shownBy(found)).toEqual(visible)
  expect(found.total).toBe(visible.length)
}

/** In the feeds of the university: what is visible once, newest first; what was withdrawn as a tombstone. */
export async function expectFeeds(outside: Outside, ledger: Ledger): Promise<void> {
  const visible = visibleArticles([ledger]).map(({ id, title }) => ({ id, title }))
  for (const format of ['atom', 'rss', 'json'] as const) {
    const { body } = await outside.insist('feed', `/feeds/${ledger.slug}.${format}`)
    expect(entriesOf(body, format), format).toEqual(visible)
    if (format === 'atom') expect(tombstonesOf(body).toSorted()).toEqual(withdrawnIds(ledger).toSorted())
  }
}

/** By its address: what was withdrawn says so. */
export async function expectGone(url: string, ledger: Ledger): Promise<void> {
  for (const id of withdrawnIds(ledger)) {
    const status = await waitUntil('an answer of the reader', async () => {
      const response = await fetch(`${url}/v1/articles/${id}`)
      await response.body?.cancel()
      return response.status !== 503 && response.status
    })
    expect(status, id).toBe(410)
  }
}

const SHOWN = 50

/** In the feed of all: the newest of every university, once. */
export async function expectFeedOfAll(outside: Outside, ledgers: readonly Ledger[]): Promise<void> {
  const newest = visibleArticles(ledgers).map(({ id, title }) => ({ id, title }))
  for (const format of ['atom', 'rss', 'json'] as const) {
    const { body } = await outside.insist('feed', `/feeds/all.${format}`)
    expect(entriesOf(body, format).slice(0, newest.length), format).toEqual(newest.slice(0, SHOWN))
  }
}
