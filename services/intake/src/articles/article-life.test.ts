import { STREAMS, deadSubject, toRecord } from '@uniwire/events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FetchService } from '../arrivals.ts'
import type { TestIntake } from '../intake.fixture.ts'
import { startIntake } from '../intake.fixture.ts'

const ARTICLE = { title: 'Ice', bodyText: 'Forty students measured it.', byline: 'Press service' }

let intake: TestIntake
let key: string
let answerOf: FetchService
beforeEach(async () => {
  answerOf = async () => new Response(null, { status: 503 })
  intake = await startIntake({ fetchService: (...asked) => answerOf(...asked) })
  await intake.register('nura')
  key = await intake.issueKey('nura', { label: 'Main site' })
})
afterEach(() => intake[Symbol.asyncDispose]())

const call = async (method: string, path: string, body?: unknown, shown = key) => {
  const response = await intake.call(method, `/nura/articles${path}`, shown, body)
  // Members differ from route to route; each test names those that it means.
  const answer = (await response.json()) as Record<string, unknown>
  return { ...answer, httpStatus: response.status } as Record<string, unknown> & { httpStatus: number }
}
const keyId = (text: string) => text.split('_')[1]

describe('the history of an article', () => {
  it('tells of every event what it changed, who did it and when', async () => {
    const other = await intake.issueKey('nura')
    await call('PUT', '/1', { ...ARTICLE, embargoedUntil: '2026-11-22T10:00:05Z' })
    await intake.clock.advance(5_000)
    await call('PUT', '/1', { ...ARTICLE, title: 'Snow', categories: ['Science'] }, other)
    await call('PUT', '/1', { title: 'Snow', bodyText: ARTICLE.bodyText, categories: ['Science'] }, other)
    await call('POST', '/1/withdraw', { reason: 'Wrong year.' })
    await call('POST', '/1/restore')
    const legacyViews = { count: 488 }
    await call('PUT', '/1', {
      title: 'Snow',
      bodyText: ARTICLE.bodyText,
      categories: ['Science'],
      legacyViews,
    })
    const { id, events } = await call('GET', '/1/history')
    expect(id).toBe((await call('GET', '/1'))['id'])
    const main = { id: keyId(key), label: 'Main site' }
    const second = { id: keyId(other) }
    // The array's shape is what is expected of it below.
    const told = (events as { type: string; by?: unknown; version: number; changed: string[] }[]).map(
      ({ type, by, version, changed }) => ({ type, by, version, changed }),
    )
    expect(told).toEqual([
      {
        type: 'article.published', by: main, version: 1,
        changed: ['bodyHtml', 'byline', 'embargoedUntil', 'language', 'publishedAt', 'title'],
      },
      { type: 'article.released', by: undefined, version: 1, changed: [] },
      { type: 'article.revised', by: second, version: 2, changed: ['categories', 'embargoedUntil', 'title'] },
      { type: 'article.revised', by: second, version: 3, changed: ['byline'] },
      { type: 'article.withdrawn', by: main, version: 3, changed: ['withdrawal'] },
      { type: 'article.restored', by: main, version: 3, changed: ['withdrawal'] },
      { type: 'baseline.observed', by: main, version: 3, changed: ['legacyViews'] },
    ]) // prettier-ignore
    expect(events).toMatchObject([{ at: '2026-11-22T10:00:00.000Z', status: 'embargoed', title: 'Ice' },
      {}, {}, {}, { reason: 'Wrong year.', status: 'withdrawn' }, {}, {}]) // prettier-ignore
  })

  it('tells of its aliases too: which, who and when, under every id of it, and the article names them', async () => {
    await call('PUT', '/1', ARTICLE)
    await intake.clock.advance(60_000)
    const other = await intake.issueKey('nura')
    await call('POST', '/1/aliases', { sourceId: 'news/2' })
    await call('POST', '/1/aliases', { sourceId: 'news/2' })
    await call('POST', '/news%2F2/aliases', { sourceId: 'three' }, other)
    const { events } = await call('GET', '/three/history')
    expect(events).toMatchObject([
      { type: 'article.published' },
      {
        type: 'alias.added', alias: 'news/2', by: { label: 'Main site' }, at: '2026-11-22T10:01:00.000Z', version: 1,
        changed: ['aliases'],
      },
      { type: 'alias.added', alias: 'three', by: { id: keyId(other) }, changed: ['aliases'] },
    ]) // prettier-ignore
    expect(await call('GET', '/1/history')).toMatchObject({ events })
    expect(await call('GET', '/1')).toMatchObject({ aliases: ['news/2', 'three'], version: 1 })
  })

  it('is whole however short the pages of the log are, and 503 where one leaves something out', async () => {
    for (const title of ['A', 'B', 'C']) await call('PUT', '/1', { ...ARTICLE, title })
    const history = async (at: TestIntake) => {
      const response = await at.call('GET', '/nura/articles/1/history', key)
      // As the route's schema says.
      return response.ok ? ((await response.json()) as { events: unknown[] }).events.length : response.status
    }
    await using short = await startIntake({
      beside: intake,
      wrap: (log) => ({ ...log, read: (query) => log.read({ ...query, limit: 1 }) }),
    })
    expect(await history(short)).toBe(3)
    await using stale = await startIntake({
      beside: intake,
      wrap: (log) => ({ ...log, read: async ({ after }) => ({ records: [], position: after }) }),
    })
    expect(await history(stale)).toBe(503)
  })

  it('is for its own university, with the right to read', async () => {
    await call('PUT', '/1', ARTICLE)
    const writer = await intake.issueKey('nura', { scopes: ['publish'] })
    expect(await call('GET', '/1/history', undefined, writer)).toMatchObject({ httpStatus: 403 })
    expect(await call('GET', '/none/history')).toMatchObject({ httpStatus: 404 })
  })
})

describe('the status of an article', () => {
  it('says of each projection whether the last event is in, on its way, or nobody answers', async () => {
    const { sequence } = await call('PUT', '/1', ARTICLE)
    const at = Number(sequence)
    const positions = { reader: String(at), syndicator: String(at - 1), views: '' }
    answerOf = async (service, path) => {
      if (service === 'views') throw new Error('away')
      if (path === '/hub') return new Response('', { headers: { 'Uniwire-Position': String(at) } })
      return new Response('{}', { headers: { 'Uniwire-Position': positions[service] } })
    }
    expect(await call('GET', '/1/status')).toMatchObject({
      httpStatus: 200,
      sequence,
      log: { state: 'arrived', position: at },
      search: { state: 'arrived', position: at },
      feeds: { state: 'pending', position: at - 1 },
      hub: { state: 'arrived', position: at },
      views: { state: 'unknown', position: null },
    })
  })

  it('says that the last event is dead-lettered, and why, though the position is past it', async () => {
    const { sequence } = await call('PUT', '/1', ARTICLE)
    const dead = await intake.logs.open(STREAMS.dead)
    answerOf = async () => new Response('{}', { headers: { 'Uniwire-Position': '99' } })
    await dead.append(
      toRecord({
        type: 'letter.dead',
        subject: deadSubject('feeds', Number(sequence)),
        expected: 0,
        payload: {
          projection: 'feeds', sequence: Number(sequence), subject: 's', type: 't', reason: 'too odd',
        }, // prettier-ignore
        id: crypto.randomUUID(),
        time: '2026-11-22T10:00:00.000Z',
        source: '/feeds',
      }),
    )
    expect(await call('GET', '/1/status')).toMatchObject({
      search: { state: 'arrived' },
      feeds: { state: 'dead-lettered', position: 99, reason: 'too odd' },
    })
    await call('PUT', '/1', { ...ARTICLE, title: 'Snow' })
    expect(await call('GET', '/1/status')).toMatchObject({ feeds: { state: 'arrived' } })
  })
})

describe('a parameter that a writing route does not know', () => {
  it('is refused by name, and nothing is written', async () => {
    const before = (await intake.records()).length
    for (const [method, path, body] of [
      ['PUT', '/1?dryrun=true', ARTICLE],
      ['PUT', '/1?dryRun=true&x=1', ARTICLE],
      ['POST', '?dry_run=true', { ...ARTICLE, sourceId: '1' }],
      ['POST', '/1/withdraw?reason=x', { reason: 'x' }],
      ['POST', '/1/restore?now', undefined],
      ['POST', '/1/aliases?sourceId=2', { sourceId: '2' }],
    ] as const) {
      const { httpStatus, code, errors } = await call(method, path, body)
      const [name] = /[?&](dryrun|x|dry_run|reason|now|sourceId)\b/.exec(path)?.slice(1) ?? []
      expect([httpStatus, code], path).toEqual([400, 'bad-parameter'])
      expect(errors, path).toMatchObject([{ pointer: `/${name}`, code: 'unknown-member' }])
    }
    expect(await intake.records()).toHaveLength(before)
  })
})
