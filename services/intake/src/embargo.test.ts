import { LogUnavailableError } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settle, testClock } from './clock.fixture.ts'
import type { TestIntake } from './intake.fixture.ts'
import { startIntake, startNura } from './intake.fixture.ts'

const UNTIL = '2026-11-22T11:00:00Z'
const HOUR_MS = 3_600_000
const ARTICLE = { title: 'Prize', bodyText: 'Won.', embargoedUntil: UNTIL }

let intake: TestIntake
let key: string
beforeEach(async () => {
  ;({ intake, key } = await startNura())
})
afterEach(() => intake[Symbol.asyncDispose]())

const send = async (method: string, path: string, body?: unknown) => {
  const response = await intake.call(method, `/nura/articles${path}`, key, body)
  await settle()
  return { ...((await response.json()) as { status: string; version: number; code?: string }), response }
}
const statusOf = async (id: string) => (await send('GET', `/${id}`)).status
const articleEvents = async () =>
  (await intake.records()).filter(({ subject }) => subject.startsWith('article.'))
const types = async () => (await articleEvents()).map(({ envelope }) => envelope.type)

describe('an embargo', () => {
  it('ends with one event at its time, not a millisecond before', async () => {
    await send('PUT', '/1', ARTICLE)
    await intake.clock.advance(HOUR_MS - 1)
    expect(await types()).toEqual(['article.published'])
    await intake.clock.advance(1)
    expect(await types()).toEqual(['article.published', 'article.released'])
    const released = (await articleEvents())[1]
    expect(released?.envelope.time).toBe('2026-11-22T11:00:00.000Z')
    expect(JSON.parse(released?.payload ?? '')).toMatchObject({ status: 'published', firstVisibleAt: UNTIL })
    expect(await statusOf('1')).toBe('published')
  })

  it('that ends within a second ends with it, never before', async () => {
    await send('PUT', '/1', { ...ARTICLE, embargoedUntil: '2026-11-22T16:00:00.570+05:00' })
    await intake.clock.advance(HOUR_MS + 999)
    expect(await types()).toEqual(['article.published'])
    await intake.clock.advance(1)
    expect(await types()).toEqual(['article.published', 'article.released'])
  })

  it('is ended once by two intakes', async () => {
    await using other = await startIntake({ beside: intake })
    for (const id of ['1', '2', '3']) await send('PUT', `/${id}`, ARTICLE)
    expect(other.clock.alarms()).toBe(2)
    await other.clock.advance(2 * HOUR_MS)
    expect((await types()).filter((type) => type === 'article.released')).toHaveLength(3)
  })

  it('survives a restart, and is ended late by who was down', async () => {
    await send('PUT', '/1', ARTICLE)
    await intake.clock.advance(HOUR_MS / 2)
    const clock = testClock()
    await clock.advance(2 * HOUR_MS)
    await using later = await startIntake({ beside: intake, clock })
    await settle()
    await later.clock.advance(0)
    expect(await types()).toEqual(['article.published', 'article.released'])
    expect((await articleEvents())[1]?.envelope.time).toBe('2026-11-22T12:00:00.000Z')
  })

  it('takes edits, and moves with them', async () => {
    await send('PUT', '/1', ARTICLE)
    const edited = await send('PUT', '/1', {
      ...ARTICLE,
      title: 'Prizes',
      embargoedUntil: '2026-11-22T12:00:00Z',
    })
    expect([edited.status, edited.version]).toEqual(['embargoed', 2])
    await intake.clock.advance(HOUR_MS)
    expect(await statusOf('1')).toBe('embargoed')
    await intake.clock.advance(HOUR_MS)
    expect(await types()).toEqual(['article.published', 'article.revised', 'article.released'])
  })

  it('that is taken off shows the article at once, and releases nothing later', async () => {
    await send('PUT', '/1', ARTICLE)
    expect((await send('PUT', '/1', { ...ARTICLE, embargoedUntil: undefined })).status).toBe('published')
    await intake.clock.advance(2 * HOUR_MS)
    expect(await types()).toEqual(['article.published', 'article.revised'])
  })

  it('holds through a withdrawal: nothing is released, and restored it runs on', async () => {
    await send('PUT', '/1', ARTICLE)
    await send('POST', '/1/withdraw', { reason: 'Not yet.' })
    expect((await send('POST', '/1/restore')).status).toBe('embargoed')
    await send('POST', '/1/withdraw', { reason: 'Never.' })
    await intake.clock.advance(2 * HOUR_MS)
    expect((await types()).filter((type) => type === 'article.released')).toEqual([])
    expect((await send('POST', '/1/restore')).status).toBe('published')
  })

  it('cannot be put on what readers have seen', async () => {
    await send('PUT', '/1', { ...ARTICLE, embargoedUntil: undefined })
    const late = await send('PUT', '/1', ARTICLE)
    expect(late.response.status).toBe(422)
  })

  it('is tried again when the log did not answer, and the newer time counts when it moved meanwhile', async () => {
    const unanswered: (() => void)[] = []
    let silent = true
    await using shaky = await startIntake({
      beside: intake,
      clock: testClock(),
      wrap: (log) => ({
        ...log,
        append: async (record) => {
          if (!silent) return log.append(record)
          return new Promise((_resolve, reject) => {
            unanswered.push(() => reject(new LogUnavailableError('timed out')))
          })
        },
      }),
    })
    await send('PUT', '/1', ARTICLE)
    await send('PUT', '/2', ARTICLE)
    await shaky.clock.advance(HOUR_MS)
    await send('PUT', '/2', { ...ARTICLE, embargoedUntil: '2026-11-22T12:00:00Z' })
    expect(unanswered).toHaveLength(2)
    for (const timeOut of unanswered) timeOut()
    await settle()
    silent = false
    await shaky.clock.advance(HOUR_MS - 1)
    expect(await types()).toEqual([
      'article.published', 'article.published', 'article.revised', 'article.released',
    ]) // prettier-ignore
    await shaky.clock.advance(1)
    expect((await types()).filter((type) => type === 'article.released')).toHaveLength(2)
  })

  it('ends at most a second late when the clock was set forward, or the machine slept', async () => {
    await send('PUT', '/1', ARTICLE)
    intake.clock.setForward(HOUR_MS)
    await intake.clock.advance(1_000)
    expect(await types()).toEqual(['article.published', 'article.released'])
  })

  it('is waited for without an alarm of its own for every article', async () => {
    for (let place = 0; place < 20; place += 1) await send('PUT', `/${place}`, ARTICLE)
    expect(intake.clock.alarms()).toBe(1)
  })
})
