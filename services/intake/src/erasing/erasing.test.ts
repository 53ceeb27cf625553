import { STREAMS, deadSubject, toRecord } from '@uniwire/events'
import { articleId, findableSourceId, parseSlug } from '@uniwire/newsroom'
import type { EventLog, LogPage, LogRecord } from '@uniwire/ports'
import { LogUnavailableError } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TestIntake } from '../intake.fixture.ts'
import { OPERATOR_KEY, startIntake, startNura } from '../intake.fixture.ts'

const ARTICLE = { title: 'Zholbarys Qasym', bodyText: 'A person who must be forgotten.' }
const BASIS = { basis: 'Order 7-14 of the city court' }

let intake: TestIntake
let key: string
beforeEach(async () => {
  ;({ intake, key } = await startNura())
})
afterEach(() => intake[Symbol.asyncDispose]())

const call = async (method: string, path: string, body?: unknown, shown = key, at = intake) => {
  const response = await at.call(method, `/nura/articles${path}`, shown, body)
  // Members differ from route to route; each test names those that it means.
  const answer = (await response.json()) as Record<string, unknown>
  return { ...answer, httpStatus: response.status } as Record<string, unknown> & { httpStatus: number }
}
const erase = (path: string, at = intake) => call('POST', `${path}/erase`, BASIS, OPERATOR_KEY, at)
const articles = async () => (await intake.records()).filter(({ subject }) => subject.startsWith('article.'))
const everything = async () =>
  JSON.stringify([await intake.records(), await intake.records('keys'), await intake.records('dead')])
const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 20 })

describe('an article that the operator erases', () => {
  it('leaves one event with basis and time, and nothing of its content or its name', async () => {
    const { id } = await call('PUT', '/qasym-1', ARTICLE)
    await call('PUT', '/qasym-1', { ...ARTICLE, title: 'Qasym, Zholbarys' })
    const answer = await erase('/qasym-1')
    expect(answer).toMatchObject({ httpStatus: 200, id, status: 'erased', ...BASIS })
    const [record, ...others] = await articles()
    expect(others).toEqual([])
    expect(record).toMatchObject({
      sequence: answer['sequence'], envelope: { type: 'article.erased', actor: 'operator' },
    }) // prettier-ignore
    expect(JSON.parse(record?.payload ?? '')).toEqual({
      id, university: 'nura', erasedAt: answer['erasedAt'], ...BASIS,
    }) // prettier-ignore
    expect(await everything()).not.toMatch(/qasym/i)
  })

  it('is 410 for ever, to every verb, by every name that it had', async () => {
    await call('PUT', '/old', ARTICLE)
    await call('POST', '/old/aliases', { sourceId: 'new' })
    await erase('/old')
    for (const name of ['old', 'new']) {
      for (const [method, path, body] of [
        ['PUT', '', ARTICLE],
        ['PUT', '?dryRun=true', ARTICLE],
        ['GET', '', undefined],
        ['GET', '/history', undefined],
        ['GET', '/status', undefined],
        ['POST', '/withdraw', { reason: 'x' }],
        ['POST', '/restore', undefined],
        ['POST', '/aliases', { sourceId: 'third' }],
      ] as const) {
        const { httpStatus, code } = await call(method, `/${name}${path}`, body)
        expect([httpStatus, code], `${method} ${name}${path}`).toEqual([410, 'erased'])
      }
      expect(await call('POST', '', { ...ARTICLE, sourceId: name })).toMatchObject({ httpStatus: 410 })
      const other = await call('PUT', '/other', ARTICLE)
      expect(other['httpStatus']).toBeLessThan(300)
      expect(await call('POST', '/other/aliases', { sourceId: name })).toMatchObject({ httpStatus: 410 })
    }
  })

  it('answers the same when it is erased again, by any name, whatever basis is given', async () => {
    await call('PUT', '/old', ARTICLE)
    await call('POST', '/old/aliases', { sourceId: 'new' })
    const first = await erase('/new')
    expect(await erase('/new')).toMatchObject({ httpStatus: 200, basis: first['basis'] })
    expect(await call('POST', '/old/erase', { basis: 'Another' }, OPERATOR_KEY)).toEqual(first)
    const types = async () => (await articles()).map(({ envelope }) => envelope.type)
    await soon(async () => expect(await types()).toEqual(['article.erased', 'article.erased']))
  })

  it('is the operator’s to erase, with a basis, and only what there is', async () => {
    await call('PUT', '/1', ARTICLE)
    expect(await call('POST', '/1/erase', BASIS)).toMatchObject({ httpStatus: 403 })
    expect(await call('POST', '/1/erase', {}, OPERATOR_KEY)).toMatchObject({ httpStatus: 422 })
    expect(await erase('/none')).toMatchObject({ httpStatus: 404 })
    expect(await call('GET', '/1')).toMatchObject({ httpStatus: 200 })
  })

  it('is not erased when a version came in between, but after it', async () => {
    await call('PUT', '/1', ARTICLE)
    const [erased, revised] = await Promise.all([erase('/1'), call('PUT', '/1', { ...ARTICLE, title: 'B' })])
    expect(erased).toMatchObject({ httpStatus: 200 })
    expect([200, 410]).toContain(revised['httpStatus'])
    expect((await articles()).map(({ envelope }) => envelope.type)).toEqual(['article.erased'])
  })

  it('under embargo is never released', async () => {
    const embargoedUntil = '2026-11-22T10:00:05Z'
    await call('PUT', '/1', { ...ARTICLE, embargoedUntil })
    await erase('/1')
    await intake.clock.advance(60_000)
    expect((await articles()).map(({ envelope }) => envelope.type)).toEqual(['article.erased'])
    expect(intake.clock.alarms()).toBeLessThanOrEqual(1)
  })
})

describe('a replica that has not heard of an erasure', () => {
  it('finds nothing left to release, and does not try again', async () => {
    let deaf = false
    await call('PUT', '/1', { ...ARTICLE, embargoedUntil: '2026-11-22T10:00:05Z' })
    await using late = await startIntake({
      beside: intake,
      wrap: (log) => ({ ...log, follow: (query) => hearing(log.follow(query), () => !deaf) }),
    })
    await soon(async () => expect(intake.clock.alarms()).toBe(2))
    deaf = true
    await erase('/1')
    await intake.clock.advance(30_000)
    expect((await articles()).map(({ envelope }) => envelope.type)).toEqual(['article.erased'])
    expect(late.logged()).not.toContain('intake-follow-failed')
  })
})

describe('an erasure that was cut off', () => {
  it('after its event is finished by the next start', async () => {
    await call('PUT', '/1', ARTICLE)
    {
      await using broken = await startIntake({ beside: intake, wrap: withoutErasing })
      expect(await erase('/1', broken)).toMatchObject({ httpStatus: 503 })
      expect(await call('GET', '/1')).toMatchObject({ httpStatus: 410 })
    }
    await using _next = await startIntake({ beside: intake })
    await soon(async () => expect(await everything()).not.toContain('Qasym'))
    expect(await articles()).toHaveLength(1)
  })

  it('goes on to an alias that was named at the same moment', async () => {
    await call('PUT', '/1', ARTICLE)
    const log = await intake.logs.open(STREAMS.log)
    const [published] = await articles()
    const { id } = JSON.parse(published?.payload ?? '') as { id: string }
    await erase('/1')
    // What another intake appended, which had looked before the erasure.
    await log.append(aliasOf(id, published))
    await soon(async () => expect(await everything()).not.toContain('qasym'))
    expect(await call('PUT', '/qasym', ARTICLE)).toMatchObject({ httpStatus: 410 })
  })
})

describe('dead letters about an erased article', () => {
  it('are destroyed with it, also those that come later; those about others stay', async () => {
    const dead = await intake.logs.open(STREAMS.dead)
    const letter = async (sequence: number, subject: string, reason: string) =>
      dead.append(
        toRecord({
          type: 'letter.dead',
          subject: deadSubject('search', sequence),
          expected: 0,
          payload: { projection: 'search', sequence, subject, type: 'article.published', reason },
          id: crypto.randomUUID(),
          time: '2026-11-22T10:00:00.000Z',
          source: '/search',
        }),
      )
    await call('PUT', '/1', ARTICLE)
    await call('PUT', '/2', { ...ARTICLE, title: 'Other' })
    const [one, two] = await articles()
    await letter(1, one?.subject ?? '', 'failed to parse [Zholbarys]')
    await letter(2, two?.subject ?? '', 'failed to parse [Other]')
    await erase('/1')
    await soon(async () => expect(await everything()).not.toContain('Zholbarys]'))
    await letter(3, one?.subject ?? '', 'failed again on [Qasym]')
    await soon(async () => expect(await everything()).not.toContain('[Qasym]'))
    expect(await everything()).toContain('[Other]')
  })
})

async function* hearing(pages: AsyncIterable<LogPage>, hears: () => boolean): AsyncIterable<LogPage> {
  for await (const page of pages) if (hears()) yield page
}

function withoutErasing(log: EventLog): EventLog {
  return { ...log, erase: async () => Promise.reject(new LogUnavailableError('cut off')) }
}

function aliasOf(target: string, like: LogRecord | undefined) {
  const slug = parseSlug('nura')
  const sourceId = findableSourceId('qasym')
  if (!slug.ok || sourceId === undefined) throw new Error('the test has a bad address')
  const id = articleId(slug.slug, sourceId)
  const time = like?.envelope.time ?? ''
  return {
    subject: `article.nura.${id}`,
    expected: 0,
    envelope: { id: crypto.randomUUID(), source: '/intake', type: 'article.aliased', schema: 1, time },
    payload: JSON.stringify({ id, university: 'nura', sourceId, target, aliasedAt: time }),
  }
}
