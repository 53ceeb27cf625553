import { LogMisuseError } from '@uniwire/ports'
import type { EventLog } from '@uniwire/ports'
import { expect, it } from 'vitest'
import { member, pull, sequencesOfAll } from './consuming.ts'
import type { EventLogEngine } from './engine.ts'
import { ACK_WAIT_MS, newRecord, openNews, sequencesOf, stored, storeArticles } from './engine.ts'
import { followFrom } from './following.ts'

const ARTICLE = 'article.kaznu.erased'
const SECRET = 'Құпия-деректер-7d1f'
const long = (text: string, times: number) => JSON.stringify(`${text} `.repeat(times))

export function erasing(engine: EventLogEngine): void {
  it('takes the earlier records of the subject out of every read, and leaves the last', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const one = await stored(log, newRecord(ARTICLE, 0, '"1"'))
    const beside = await stored(log, newRecord('article.kaznu.beside', 0, '"beside"'))
    const two = await stored(log, newRecord(ARTICLE, one, '"2"'))
    const erased = await stored(log, newRecord(ARTICLE, two, '"erased"'))
    expect(await log.erase(ARTICLE, erased)).toBe(2)
    expect(await log.read({ after: 0, limit: 10 })).toMatchObject({
      records: [{ sequence: beside }, { sequence: erased }],
      position: erased,
    })
    for (const subject of [ARTICLE, 'article.kaznu.>']) {
      const { records } = await log.read({ after: 0, limit: 10, subject })
      expect(records.map(({ payload }) => payload)).not.toContain('"1"')
    }
    expect(await log.last(ARTICLE)).toMatchObject({ sequence: erased, payload: '"erased"' })
    expect([await log.idAt(one), await log.idAt(two)]).toEqual([undefined, undefined])
    expect(await log.idAt(erased)).toBeDefined()
  })

  it('can be repeated, and is none where nothing is', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const one = await stored(log, newRecord(ARTICLE))
    const two = await stored(log, newRecord(ARTICLE, one))
    expect(await log.erase(ARTICLE, two)).toBe(1)
    expect(await log.erase(ARTICLE, two)).toBe(0)
    expect(await log.erase('article.kaznu.none', 100)).toBe(0)
    await expect(log.erase('article.>', 100)).rejects.toThrow(LogMisuseError)
    await expect(log.erase(ARTICLE, Number.NaN)).rejects.toThrow(LogMisuseError)
  })

  it('can be called by several at once: each resolves when nothing is left', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    let last = 0
    for (let n = 0; n < 20; n += 1) last = await stored(log, newRecord(ARTICLE, last))
    const erased = await Promise.all(Array.from({ length: 4 }, () => log.erase(ARTICLE, last)))
    expect(erased.reduce((sum, count) => sum + count, 0)).toBe(19)
    const { records } = await log.read({ after: 0, limit: 100, subject: ARTICLE })
    expect(records.map(({ sequence }) => sequence)).toEqual([last])
  })

  it('leaves the subject open for appends that expect its last record', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const one = await stored(log, newRecord(ARTICLE))
    const two = await stored(log, newRecord(ARTICLE, one))
    await log.erase(ARTICLE, two)
    expect(await log.append(newRecord(ARTICLE, one))).toMatchObject({ ok: false })
    const three = await stored(log, newRecord(ARTICLE, two))
    expect(three).toBeGreaterThan(two)
  })

  it('never gives the sequence of an erased record again, not even of the newest, nor after a restart', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const [one = 0] = await storeArticles(log, 1)
    const newest = await stored(log, newRecord(ARTICLE))
    expect(await log.erase(ARTICLE, newest + 1)).toBe(1)
    expect(await log.end()).toBe(newest)
    expect(await log.last(ARTICLE)).toBeUndefined()
    expect(await log.read({ after: one, limit: 10 })).toEqual({ records: [], position: newest })
    if (engine.afterRestart === 'the same log') await open.restart()
    const next = await stored(await openNews(open), newRecord(ARTICLE, 0))
    expect(next).toBeGreaterThan(newest)
  })

  it('destroys the bytes in every file, of small and of large payloads', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    let last = 0
    for (const [n, times] of [1, 3, 40, 200, 2_000, 20_000].entries()) {
      last = await stored(log, newRecord(ARTICLE, last, long(`${SECRET}-${n}`, times)))
      await stored(log, newRecord(`article.kaznu.${n}`, 0, long(`beside-${n}`, times)))
    }
    const erased = await stored(log, newRecord(ARTICLE, last, '"erased"'))
    expect(await log.erase(ARTICLE, erased)).toBe(6)
    expect(await open.holdsBytes(SECRET)).toBe(false)
    expect((await log.read({ after: 0, limit: 10 })).records).toHaveLength(7)
  })

  it('destroys the bytes of some among many that come and go', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    await comeAndGo(log, 'article.kaznu', SECRET)
    for (let n = 0; n < 40; n += 5) await log.erase(`article.kaznu.${n}`, 1_000_000)
    expect(await open.holdsBytes(SECRET)).toBe(false)
  })

  it('destroys the bytes of the newest record where only that is kept, and of those it replaced', async () => {
    await using open = await engine.open()
    const log = await open.logs.open({
      name: 'UNIWIRE_HUB',
      subjects: ['hub.>'],
      retention: { kind: 'last-per-subject' },
    })
    const lasts = await comeAndGo(log, 'hub', `replaced-${SECRET}`)
    for (let n = 0; n < 40; n += 5) {
      const expected = lasts.get(`hub.${n}`) ?? 0
      await stored(log, newRecord(`hub.${n}`, expected, long(`newest-${SECRET}`, n + 1)))
      await log.erase(`hub.${n}`, 1_000_000)
    }
    expect(await open.holdsBytes(`newest-${SECRET}`)).toBe(false)
    expect(await open.holdsBytes(`replaced-${SECRET}`)).toBe(engine.replacedBytes === 'left to the engine')
  })

  it('lets followers pass', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const sequences = await storeArticles(log, 4)
    const [, two = 0, three = 0, four = 0] = sequences
    await log.erase('article.kaznu.2', two + 1)
    await log.erase('article.kaznu.3', three + 1)
    await log.erase('article.kaznu.4', four + 1)
    await using follower = followFrom(log, 0)
    expect(await follower.next()).toMatchObject({ records: [{ sequence: sequences[0] }], position: four })
    const next = await stored(log, newRecord('article.kaznu.5'))
    expect(sequencesOf(await follower.next())).toEqual([next])
  })

  it('settles what a consumer was owed or held', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const [, two = 0, three = 0, four = 0] = await storeArticles(log, 4)
    await using consumer = await member(log)
    await pull(consumer, 2)
    await log.erase('article.kaznu.1', two)
    expect(await consumer.position()).toBe(two - 1)
    await log.erase('article.kaznu.3', three + 1)
    await consumer.ack([two])
    expect(await consumer.position()).toBe(three)
    await open.passTime(ACK_WAIT_MS)
    expect(sequencesOfAll(await pull(consumer))).toEqual([four])
    await log.erase('article.kaznu.4', four + 1)
    expect(await consumer.position()).toBe(four)
    const five = await stored(log, newRecord('article.kaznu.5'))
    expect(await consumer.position()).toBe(five - 1)
    await log.erase('article.kaznu.5', five + 1)
    expect(await consumer.position()).toBe(five)
  })
}

/** 240 records on 40 subjects, of many lengths; every fifth subject holds `marker` in all of its records. */
async function comeAndGo(log: EventLog, prefix: string, marker: string): Promise<Map<string, number>> {
  const lasts = new Map<string, number>()
  for (let n = 0; n < 240; n++) {
    const subject = `${prefix}.${(n * 7) % 40}`
    const payload = long(n % 5 === 0 ? marker : 'plain', 1 + ((n * 37) % 60))
    lasts.set(subject, await stored(log, newRecord(subject, lasts.get(subject) ?? 0, payload)))
  }
  return lasts
}
