import { LogMisuseError, MAX_PAYLOAD_BYTES } from '@uniwire/ports'
import { expect, it } from 'vitest'
import type { EventLogEngine } from './engine.ts'
import { NEWS, newRecord, openNews, sequencesOf, stored } from './engine.ts'

export function appending(engine: EventLogEngine): void {
  it('gives rising sequences, whatever the subject', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const first = await stored(log, newRecord('article.kaznu.1'))
    const second = await stored(log, newRecord('university.kaznu'))
    const third = await stored(log, newRecord('article.kaznu.1', first))
    expect(first).toBeGreaterThan(0)
    expect(second).toBeGreaterThan(first)
    expect(third).toBeGreaterThan(second)
    expect(await log.end()).toBe(third)
  })

  it('gives rising sequences to appends in flight together, and stores each once', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const sequences = await Promise.all(
      Array.from({ length: 200 }, (_, n) => stored(log, newRecord(`article.kaznu.${n}`))),
    )
    expect(sequencesOf(await log.read({ after: 0, limit: 500 }))).toEqual(sequences.toSorted((a, b) => a - b))
    expect(new Set(sequences).size).toBe(200)
  })

  it('takes 0 for a subject without records, and nothing else', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    expect(await log.append(newRecord('article.kaznu.1', 1))).toMatchObject({ ok: false })
    expect(await log.append(newRecord('article.kaznu.1', 0))).toMatchObject({ ok: true })
    expect(await log.append(newRecord('article.kaznu.1', 0))).toMatchObject({ ok: false })
  })

  it('takes the last sequence of the subject, and no other one', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const first = await stored(log, newRecord('article.kaznu.1'))
    const other = await stored(log, newRecord('article.kaznu.2'))
    const second = await stored(log, newRecord('article.kaznu.1', first))
    for (const expected of [0, first, other, second + 1]) {
      expect(await log.append(newRecord('article.kaznu.1', expected))).toMatchObject({ ok: false })
    }
    expect(await log.append(newRecord('article.kaznu.1', second))).toMatchObject({ ok: true })
  })

  it('stores nothing on a conflict, and says what it is about', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const kept = await stored(log, newRecord('article.kaznu.1', 0, '"kept"'))
    const outcome = await log.append(newRecord('article.kaznu.1', 0, '"refused"'))
    expect(outcome).toEqual({ ok: false, conflict: expect.stringMatching(/./) })
    expect(sequencesOf(await log.read({ after: 0, limit: 500 }))).toEqual([kept])
    expect(await log.last('article.kaznu.1')).toMatchObject({ sequence: kept, payload: '"kept"' })
  })

  it.each([2, 100])('stores exactly one of %i appends with one expectation', async (count) => {
    await using open = await engine.open()
    const log = await openNews(open)
    const neighbour = await open.neighbour.open(NEWS)
    const first = await stored(log, newRecord('article.kaznu.1'))
    const outcomes = await Promise.all(
      Array.from({ length: count }, (_, n) =>
        (n % 2 === 0 ? log : neighbour).append(newRecord('article.kaznu.1', first, `${n}`)),
      ),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    const winner = outcomes.findIndex(({ ok }) => ok)
    expect(await log.last('article.kaznu.1')).toMatchObject({ payload: `${winner}` })
    expect((await log.read({ after: first, limit: 500 })).records).toHaveLength(1)
  })

  it('keeps a conflict from touching the appends beside it', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const outcomes = await Promise.all([
      log.append(newRecord('article.kaznu.1', 0)),
      log.append(newRecord('article.kaznu.2', 7)),
      log.append(newRecord('article.kaznu.3', 0)),
    ])
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true])
  })

  it('stores the same payload again: A, B, A are three records', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const first = await stored(log, newRecord('article.kaznu.1', 0, '"A"'))
    const second = await stored(log, newRecord('article.kaznu.1', first, '"B"'))
    await stored(log, newRecord('article.kaznu.1', second, '"A"'))
    const { records } = await log.read({ after: 0, limit: 500 })
    expect(records.map(({ payload }) => payload)).toEqual(['"A"', '"B"', '"A"'])
  })

  it('gives back envelope and payload as they came', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const plain = newRecord(
      'article.kaznu.1',
      0,
      '{"title":"Әл-Фараби атындағы ҚазҰУ — «жаңалық» 🎓\\u0000"}',
    )
    const rich = newRecord('article.kaznu.2', 0, '"日本語 ‮ \u{1f469}‍\u{1f4bb} e\u0301 é"')
    const envelope = {
      ...rich.envelope,
      schema: 12,
      actor: 'key-17',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    }
    const one = await stored(log, plain)
    const two = await stored(log, { ...rich, envelope })
    const expected = [
      { sequence: one, subject: plain.subject, envelope: plain.envelope, payload: plain.payload },
      { sequence: two, subject: rich.subject, envelope, payload: rich.payload },
    ]
    expect((await log.read({ after: 0, limit: 500 })).records).toStrictEqual(expected)
    expect([await log.last(plain.subject), await log.last(rich.subject)]).toStrictEqual(expected)
  })

  it('takes a payload of the largest size, counted in bytes, and refuses one byte more', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const largest = `"${'ж'.repeat((MAX_PAYLOAD_BYTES - 2) / 2)}"`
    await stored(log, newRecord('article.kaznu.1', 0, largest))
    await expect(log.append(newRecord('article.kaznu.2', 0, `${largest} `))).rejects.toThrow(LogMisuseError)
    expect((await log.last('article.kaznu.1'))?.payload === largest).toBe(true)
    expect(await log.last('article.kaznu.2')).toBeUndefined()
  })

  it.each([
    'key.kaznu.1',
    'article',
    'articles.kaznu',
    'exact.subject.deeper',
    'article.*.1',
    'article.>',
    'article..1',
    'article.kaznu.',
    'article.kaznu.a b',
    'article.kaznu.a\nb',
    '',
  ])('refuses the subject %j', async (subject) => {
    await using open = await engine.open()
    const log = await openNews(open)
    await expect(log.append(newRecord(subject))).rejects.toThrow(LogMisuseError)
    expect(await log.end()).toBe(0)
  })

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses to expect %d', async (expected) => {
    await using open = await engine.open()
    const log = await openNews(open)
    await expect(log.append(newRecord('article.kaznu.1', expected))).rejects.toThrow(LogMisuseError)
  })

  it('refuses a payload that UTF-8 cannot hold', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    await expect(log.append(newRecord('article.kaznu.1', 0, '"\ud83c"'))).rejects.toThrow(LogMisuseError)
  })
}
