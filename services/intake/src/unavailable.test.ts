import { LogUnavailableError } from '@uniwire/ports'
import type { EventLog } from '@uniwire/ports'
import { STREAMS } from '@uniwire/events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { settle } from './clock.fixture.ts'
import type { TestIntake } from './intake.fixture.ts'
import { startIntake, startNura } from './intake.fixture.ts'

const ARTICLE = { title: 'Ice', bodyText: 'Text.' }

/** What the log does at the next append. */
type Mood = 'well' | 'stores-and-does-not-answer' | 'does-not-store' | 'waits'

let intake: TestIntake
let shaky: TestIntake
let key: string
let mood: Mood = 'well'
/** Appends that are stored and not acknowledged: the article's, and when its key was used. */
let unacknowledged: (() => void)[] = []

const moody = (log: EventLog): EventLog => ({
  ...log,
  async append(record) {
    if (mood === 'does-not-store') throw new LogUnavailableError('away')
    const outcome = await log.append(record)
    if (mood === 'stores-and-does-not-answer') throw new LogUnavailableError('timed out')
    if (mood === 'waits') await new Promise<void>((resolve) => unacknowledged.push(resolve))
    return outcome
  },
})

beforeEach(async () => {
  mood = 'well'
  unacknowledged = []
  ;({ intake, key } = await startNura())
  shaky = await startIntake({ beside: intake, wrap: moody })
})
afterEach(async () => {
  await shaky[Symbol.asyncDispose]()
  await intake[Symbol.asyncDispose]()
})

const put = (headers = {}, body: unknown = ARTICLE) =>
  shaky.call('PUT', '/nura/articles/1', key, body, headers)
const events = async () => (await intake.records()).filter(({ subject }) => subject.startsWith('article.'))

describe('a log that does not answer', () => {
  it('is 503 with Retry-After, and nothing is stored', async () => {
    mood = 'does-not-store'
    const response = await put()
    expect(response.status).toBe(503)
    expect(response.headers.get('Retry-After')).toMatch(/^\d+$/)
    expect(await response.json()).toMatchObject({ code: 'log-unavailable' })
    expect(await events()).toEqual([])
    mood = 'well'
    expect((await put()).status).toBe(201)
  })

  it.each([{}, { 'Idempotency-Key': 'a' }])(
    'and may have stored the write: repeated with %j it is the same version and event',
    async (headers) => {
      mood = 'stores-and-does-not-answer'
      expect((await put(headers)).status).toBe(503)
      mood = 'well'
      const again = await put(headers)
      expect(await again.json()).toMatchObject({ version: 1, status: 'published' })
      // By its key a request is known to have made the article; by its content only that it is there.
      expect(again.status).toBe('Idempotency-Key' in headers ? 201 : 200)
      expect(await events()).toHaveLength(1)
    },
  )

  it('gets no 2xx out before it has acknowledged', async () => {
    mood = 'waits'
    let answered = false
    const writing = put().finally(() => (answered = true))
    await vi.waitUntil(async () => unacknowledged.length > 0 && (await events()).length === 1, 20_000)
    await settle()
    expect(answered).toBe(false)
    mood = 'well'
    for (const acknowledge of unacknowledged) acknowledge()
    expect((await writing).status).toBe(201)
  })

  it('does not hold the next writer of the article', async () => {
    mood = 'does-not-store'
    await put()
    mood = 'well'
    expect((await put({}, { ...ARTICLE, title: 'B' })).status).toBe(201)
  })
})

describe('an event of a newer release', () => {
  it('is never written over: 503, until a release that can read it is back', async () => {
    await put()
    const [first] = await events()
    if (first === undefined) throw new Error('no event')
    const log = await intake.logs.open(STREAMS.log)
    const envelope = { ...first.envelope, id: 'newer', type: 'article.retold', schema: 1 }
    await log.append({ subject: first.subject, expected: first.sequence, envelope, payload: '{}' })
    expect((await put({}, { ...ARTICLE, title: 'B' })).status).toBe(503)
    expect(await events()).toHaveLength(2)
  })
})
