import { randomUUID } from 'node:crypto'
import { STREAMS, toRecord } from '@uniwire/events'
import { parseArticleId, parseSlug } from '@uniwire/newsroom'
import type { EventLogs } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { copyLog } from './copy-log.ts'
import type { Erasure } from './erasures.ts'
import { erasuresIn, readErasures, writeErasure } from './erasures.ts'
import { append, article, dying, everything, idOf, newLogs, quietly } from './logs.fixture.ts'

function erasure(n: number): Erasure {
  const slug = parseSlug('nura')
  const id = parseArticleId(idOf(n))
  if (!slug.ok || id === undefined) throw new Error('both are right')
  return { id, university: slug.slug, erasedAt: '2026-11-22T12:00:00.000Z', basis: 'court order 17' }
}

/** As intake does it. */
async function erase(logs: EventLogs, n: number): Promise<void> {
  const log = await logs.open(STREAMS.log)
  const expected = (await log.last(article(n)))?.sequence ?? 0
  const stamp = { id: randomUUID(), source: '/intake', time: '2026-11-22T12:00:00.000Z' }
  const event = {
    type: 'article.erased',
    subject: article(n),
    expected,
    payload: erasure(n),
    ...stamp,
  } as const
  const outcome = await log.append(toRecord(event))
  if (outcome.ok) await log.erase(article(n), outcome.sequence)
}

async function listed(logs: EventLogs): Promise<readonly Erasure[]> {
  const all: Erasure[] = []
  for await (const each of erasuresIn(logs)) all.push(each)
  return all
}

async function backup(): Promise<EventLogs> {
  const logs = await newLogs()
  const log = await logs.open(STREAMS.log)
  for (const n of [1, 2, 1, 3]) await append(log, article(n), `{"text":"secret ${n}"}`)
  return logs
}

describe('erasures made since a backup', () => {
  it('are listed by the log, one line each, and read again from these lines', async () => {
    await using logs = await backup()
    await erase(logs, 1)
    await erase(logs, 3)
    const list = await listed(logs)
    expect(list).toEqual([erasure(1), erasure(3)])
    expect(readErasures(list.map(writeErasure).join(''))).toEqual(list)
  })

  it('never enter the restored log: holes stand in their place, and that they are erased at the end', async () => {
    await using source = await backup()
    await using target = await newLogs()
    const payloads: string[] = []
    const watched: EventLogs = {
      ...target,
      async open(spec) {
        const log = await target.open(spec)
        return {
          ...log,
          appendBatch: (records) => {
            payloads.push(...records.map(({ payload }) => payload))
            return log.appendBatch(records)
          },
        }
      },
    }
    const report = await copyLog({ ...quietly(source, watched), erasures: [erasure(1)] })
    expect(payloads.join()).toContain('secret 2')
    expect(payloads.join()).not.toContain('secret 1')
    const records = await everything(target)
    expect(records.map(({ sequence, envelope }) => [sequence, envelope.type])).toEqual([
      [2, 'article.published'],
      [4, 'article.published'],
      [5, 'article.erased'],
    ])
    expect(await listed(target)).toEqual([erasure(1)])
    expect(report.erased).toBe(1)
  })

  it('of articles that the backup did not know are kept too: their addresses stay gone', async () => {
    await using source = await backup()
    await using target = await newLogs()
    await copyLog({ ...quietly(source, target), erasures: [erasure(8)] })
    expect((await everything(target)).at(-1)).toMatchObject({
      subject: article(8),
      envelope: { type: 'article.erased' },
    })
  })

  it('that the backup knows are said once', async () => {
    await using source = await backup()
    await erase(source, 1)
    await using target = await newLogs()
    const report = await copyLog({ ...quietly(source, target), erasures: [erasure(1)] })
    expect(await everything(target)).toEqual(await everything(source))
    expect(report.erased).toBe(0)
  })

  it('are applied wherever the restore was killed before', async () => {
    await using source = await backup()
    const erasures = [erasure(1), erasure(8)]
    let finished = false
    for (let writes = 0; !finished; writes += 1) {
      await using target = await newLogs()
      finished = await copyLog({ ...quietly(source, dying(target, writes)), erasures }).then(
        () => true,
        () => false,
      )
      await copyLog({ ...quietly(source, target), erasures })
      expect(await listed(target), `killed at write ${writes}`).toEqual(erasures)
      expect((await everything(target)).map(({ sequence }) => sequence)).toEqual([2, 4, 5, 6])
    }
  })

  it.each([
    ['{"id":"x"}', /line 2 is no erasure/],
    ['no json', /line 2/],
    [JSON.stringify({ ...erasure(1), erasedAt: 7 }), /line 2/],
  ])('are refused as a list with the line %s', (line, reason) => {
    expect(() => readErasures(`${writeErasure(erasure(2))}${line}\n`)).toThrow(reason)
  })
})
