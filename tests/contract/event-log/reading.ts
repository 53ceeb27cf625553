import { LogMisuseError } from '@uniwire/ports'
import type { EventLog, LogPage } from '@uniwire/ports'
import { expect, it } from 'vitest'
import type { EventLogEngine } from './engine.ts'
import { NEWS, newRecord, openNews, sequencesOf, stored, storeArticles } from './engine.ts'

export function reading(engine: EventLogEngine): void {
  it('sees every acknowledged append at once, from every handle, under load', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const neighbour = await open.neighbour.open(NEWS)
    const writer = async (article: number) => {
      let expected = 0
      for (let version = 0; version < 20; version++) {
        expected = await stored(log, newRecord(`article.kaznu.${article}`, expected))
        expect((await neighbour.last(`article.kaznu.${article}`))?.sequence).toBe(expected)
        expect(await neighbour.end()).toBeGreaterThanOrEqual(expected)
      }
    }
    await Promise.all(Array.from({ length: 16 }, (_, article) => writer(article)))
  })

  it('has no last record on a subject that was never used', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    expect(await log.last('article.kaznu.1')).toBeUndefined()
    await stored(log, newRecord('article.kaznu.12'))
    expect(await log.last('article.kaznu.1')).toBeUndefined()
  })

  it('is empty at first', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    expect(await log.read({ after: 0, limit: 10 })).toEqual({ records: [], position: 0 })
    expect(await log.end()).toBe(0)
    expect(await log.idAt(1)).toBeUndefined()
  })

  it('names the event at a sequence, and none where none is', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const record = newRecord('article.kaznu.1')
    const sequence = await stored(log, record)
    expect(await log.idAt(sequence)).toBe(record.envelope.id)
    expect(await log.idAt(sequence + 1)).toBeUndefined()
    expect(await log.idAt(0)).toBeUndefined()
  })

  it('reads in pages that join without a gap or a repetition', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const sequences = await storeArticles(log, 1_203)
    const pages: LogPage[] = []
    let after = 0
    do {
      const page = await log.read({ after, limit: 500 })
      pages.push(page)
      after = page.position
    } while (after < (await log.end()))
    expect(pages.flatMap(sequencesOf)).toEqual(sequences)
    expect(pages.every(({ records }) => records.length <= 500)).toBe(true)
    expect(await log.read({ after, limit: 500 })).toEqual({ records: [], position: after })
  })

  it('reads what comes after a position, as many as asked for', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const sequences = await storeArticles(log, 10)
    const page = await log.read({ after: sequences[3] ?? 0, limit: 3 })
    expect(sequencesOf(page)).toEqual(sequences.slice(4, 7))
    expect(page.position).toBe(sequences[6])
  })

  it('reads one subject', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const first = await stored(log, newRecord('article.kaznu.1'))
    await stored(log, newRecord('article.kaznu.10'))
    const second = await stored(log, newRecord('article.kaznu.1', first))
    const end = await stored(log, newRecord('article.enu.1'))
    const page = await log.read({ after: 0, limit: 500, subject: 'article.kaznu.1' })
    expect(sequencesOf(page)).toEqual([first, second])
    expect(page.position).toBe(end)
    expect(sequencesOf(await log.read({ after: first, limit: 1, subject: 'article.kaznu.1' }))).toEqual([
      second,
    ])
  })

  it('reads the subjects below a prefix, in the order of the log', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const b = await stored(log, newRecord('article.kaznu.b'))
    const below: number[] = []
    for (const subject of ['article.kaz', 'article.kaznu-2.a', 'article.kaznu0', 'article.kaznu.a.deep']) {
      const sequence = await stored(log, newRecord(subject))
      if (subject.startsWith('article.kaznu.')) below.push(sequence)
    }
    const again = await stored(log, newRecord('article.kaznu.b', b))
    await stored(log, newRecord('university.kaznu'))
    const read = (after: number, limit: number) => log.read({ after, limit, subject: 'article.kaznu.>' })
    expect(sequencesOf(await read(0, 500))).toEqual([b, ...below, again])
    const page = await read(b, 1)
    expect(sequencesOf(page)).toEqual(below)
    expect(sequencesOf(await read(page.position, 10))).toEqual([again])
  })

  it.each([1, 2, 500])('reads a rare and a frequent prefix of a long log, %i at a time', async (limit) => {
    await using open = await engine.open()
    const log = await openNews(open)
    const rare: number[] = []
    for (const [n, batches] of [0, 5, 1, 2].entries()) {
      for (let batch = 0; batch < batches; batch++) {
        const articles = Array.from({ length: 500 }, (_, i) =>
          newRecord(`article.u${i % 2}.${n}-${batch}-${i}`),
        )
        expect(await log.appendBatch(articles)).toMatchObject({ ok: true })
      }
      rare.push(await stored(log, newRecord(`university.u${n}`)))
    }
    expect(await readAll(log, 'university.>', limit)).toEqual(rare)
    const frequent = await readAll(log, 'article.u1.>', Math.max(limit, 100))
    const everything = await readAll(log, undefined, 500)
    expect(everything).toEqual((await readAll(log, 'article.>', 500)).concat(rare).toSorted((a, b) => a - b))
    expect(frequent).toHaveLength((everything.length - rare.length) / 2)
  })

  it.each([
    { after: 0, limit: 501 },
    { after: 0, limit: 0 },
    { after: -1, limit: 10 },
    { after: 0, limit: 10, subject: 'article.*' },
    { after: 0, limit: 10, subject: '>' },
  ])('refuses to read %j', async (query) => {
    await using open = await engine.open()
    const log = await openNews(open)
    await expect(log.read(query)).rejects.toThrow(LogMisuseError)
  })

  it('keeps streams apart', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const keys = await open.logs.open({
      name: 'UNIWIRE_KEYS',
      subjects: ['key.>'],
      retention: { kind: 'forever' },
    })
    await stored(log, newRecord('article.kaznu.1'))
    await stored(keys, newRecord('key.kaznu.1'))
    expect((await log.read({ after: 0, limit: 10 })).records.map(({ subject }) => subject)).toEqual([
      'article.kaznu.1',
    ])
    expect((await keys.read({ after: 0, limit: 10 })).records.map(({ subject }) => subject)).toEqual([
      'key.kaznu.1',
    ])
    expect([log.stream, keys.stream]).toEqual(['UNIWIRE', 'UNIWIRE_KEYS'])
  })

  it('refuses another retention for a stream that is there', async () => {
    await using open = await engine.open()
    await openNews(open)
    await expect(open.logs.open({ ...NEWS, retention: { kind: 'last-per-subject' } })).rejects.toThrow(
      LogMisuseError,
    )
  })
}

async function readAll(log: EventLog, subject: string | undefined, limit: number): Promise<number[]> {
  const sequences: number[] = []
  for (let after = 0; after < (await log.end());) {
    const page = await log.read({ after, limit, ...(subject !== undefined && { subject }) })
    expect(page.position).toBeGreaterThan(after)
    sequences.push(...sequencesOf(page))
    after = page.position
  }
  return sequences
}
