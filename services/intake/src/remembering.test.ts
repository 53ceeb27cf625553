import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEventLogs } from '@uniwire/adapter-sqlite'
import { STREAMS } from '@uniwire/events'
import type { EventLog } from '@uniwire/ports'
import { LogUnavailableError } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settle, testClock } from './clock.fixture.ts'
import type { TestIntake, TestIntakeOptions } from './intake.fixture.ts'
import { OPERATOR_KEY, startIntake } from './intake.fixture.ts'
import { openIntakeStore } from './store/open-store.ts'

const UNTIL = '2026-11-22T11:00:00Z'
const HOUR_MS = 3_600_000
const EMBARGOED = { title: 'Prize', bodyText: 'Won.', embargoedUntil: UNTIL }

let folder: string
let databaseFile: string
/** Keeps the log; has no part in what is tested. */
let place: TestIntake
let key: string
/** Where each intake began to follow the log. */
let begun: number[]
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'uniwire-intake-'))
  databaseFile = join(folder, 'intake-store.db')
  begun = []
  place = await startIntake()
  await place.register('nura')
  key = await place.issueKey('nura')
})
afterEach(async () => {
  await place[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const watched = (log: EventLog): EventLog => ({
  ...log,
  follow(query) {
    if (log.stream === STREAMS.log.name) begun.push(query.after)
    return log.follow(query)
  },
})
/** An intake that never rings, unless it has a clock of its own. */
const start = (options: TestIntakeOptions = {}) =>
  startIntake({ beside: place, clock: testClock(), wrap: watched, databaseFile, ...options })
const put = (id: string, body: object) => place.call('PUT', `/nura/articles/${id}`, key, body)
const types = async () => (await place.records()).map(({ envelope }) => envelope.type)
const stored = () => {
  using store = openIntakeStore(databaseFile)
  return {
    place: store.place(),
    embargoes: store.embargoes(),
    erased: store.erased(),
    aliases: store.aliases(),
  }
}

describe('an intake with a file of its own', () => {
  it('goes on where it was, and ends the embargoes that it knew', async () => {
    await put('1', EMBARGOED)
    await (await start())[Symbol.asyncDispose]()
    const clock = testClock()
    await using later = await start({ clock })
    await settle()
    expect(begun).toEqual([0, 2])
    await later.clock.advance(HOUR_MS)
    expect(await types()).toEqual(['university.registered', 'article.published', 'article.released'])
  })

  it('forgets an embargo with its end, its withdrawal and its erasure', async () => {
    for (const id of ['1', '2', '3']) await put(id, EMBARGOED)
    await (await start())[Symbol.asyncDispose]()
    expect(stored().embargoes).toHaveLength(3)
    await using later = await start()
    await place.call('POST', '/nura/articles/1/withdraw', key, { reason: 'Never.' })
    await place.call('POST', '/nura/articles/2/erase', OPERATOR_KEY, { basis: 'A court.' })
    await place.clock.advance(HOUR_MS)
    await settle()
    expect(await types()).toContain('article.released')
    await later[Symbol.asyncDispose]()
    expect(stored().embargoes).toEqual([])
  })

  it('finishes an erasure that was begun before, aliases included', async () => {
    const refusing = (log: EventLog): EventLog => ({
      ...log,
      erase: async () => Promise.reject(new LogUnavailableError('timed out')),
    })
    await using beside = await startIntake({ wrap: refusing })
    await beside.register('nura')
    const own = await beside.issueKey('nura')
    await beside.call('PUT', '/nura/articles/1', own, { title: 'Name', bodyText: 'Of a person.' })
    await beside.call('POST', '/nura/articles/1/aliases', own, { sourceId: 'old' })
    const asked = await beside.call('POST', '/nura/articles/1/erase', OPERATOR_KEY, { basis: 'A court.' })
    expect(asked.status).toBe(503)
    await (await start({ beside, wrap: refusing }))[Symbol.asyncDispose]()
    expect(stored()).toMatchObject({ erased: [{ basis: 'A court.' }], aliases: [{}] })

    await using _later = await start({ beside })
    await settle()
    const left = (await beside.records()).filter(({ subject }) => subject.startsWith('article.'))
    expect(left.map(({ envelope }) => envelope.type)).toEqual(['article.erased', 'article.erased'])
  })

  it('keeps no text of an article', async () => {
    await put('1', { ...EMBARGOED, title: 'Unmistakable', summary: 'Unmistakable' })
    await (await start())[Symbol.asyncDispose]()
    expect(JSON.stringify(stored())).not.toContain('Unmistakable')
  })

  it.each([
    ['another program’s', 'not a database, but long enough to be read as the header of one'.repeat(40)],
    ['empty, as a start that was killed leaves it', ''],
  ])('reads the log from its beginning when the file is %s', async (_, content) => {
    await put('1', EMBARGOED)
    writeFileSync(databaseFile, content)
    await using _later = await start()
    await settle()
    expect(begun).toEqual([0])
    expect(stored().embargoes).toHaveLength(1)
  })

  it('reads the log from its beginning when it is another one, and forgets what the other one said', async () => {
    await put('1', EMBARGOED)
    await (await start())[Symbol.asyncDispose]()
    const clock = testClock()
    await using logs = await openEventLogs({ file: ':memory:', now: clock.nowMs, newId: randomUUID })
    const other = await startIntake({ beside: { ...place, logs }, clock, wrap: watched, databaseFile })
    await settle()
    await other[Symbol.asyncDispose]()
    expect(begun).toEqual([0, 0])
    expect(stored().embargoes).toEqual([])
  })
})
