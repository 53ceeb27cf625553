import { STREAMS } from '@uniwire/events'
import type { EventLogs } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { copyLog } from './copy-log.ts'
import { append, article, dying, everything, newLogs, quietly, withoutSequence } from './logs.fixture.ts'
import { NotACopyError } from './not-a-copy.ts'
import type { CopyProgress } from './progress.ts'

/** Revised articles, a university, holes in the middle, one after the other, and at the end; keys, totals. */
async function fill(logs: EventLogs): Promise<void> {
  const log = await logs.open(STREAMS.log)
  await append(log, 'university.nura')
  for (const n of [1, 2, 3, 1, 1, 4]) await append(log, article(n), `{"n":${n}}`)
  await log.erase(article(1), 6)
  await append(log, article(9))
  await append(log, article(5))
  const last = await append(log, article(6))
  await log.erase(article(6), last + 1)
  const keys = await logs.open(STREAMS.keys)
  await append(keys, 'key.nura.k1')
  await append(keys, 'key.nura.k1')
  const totals = await logs.open(STREAMS.totals)
  for (const n of [1, 2, 1, 1, 2]) await append(totals, `views.${n}.2026-11-22`, `{"live":${n}}`)
}

describe('a copied log', () => {
  it('has the same events at the same sequences, and the same holes', async () => {
    await using source = await newLogs()
    await using target = await newLogs()
    await fill(source)
    const report = await copyLog(quietly(source, target))
    for (const spec of [STREAMS.log, STREAMS.keys]) {
      expect(await everything(target, spec)).toEqual(await everything(source, spec))
      const [from, to] = [await source.open(spec), await target.open(spec)]
      expect(await to.end()).toBe(await from.end())
    }
    expect((await everything(target)).map(({ sequence }) => sequence)).toEqual([1, 3, 4, 6, 7, 8, 9])
    expect(report).toMatchObject({ copied: { UNIWIRE: 7, UNIWIRE_KEYS: 2, UNIWIRE_TOTALS: 2 }, erased: 0 })
  })

  it('has the newest totals, in their order', async () => {
    await using source = await newLogs()
    await using target = await newLogs()
    await fill(source)
    await copyLog(quietly(source, target))
    const [copies, originals] = [
      await everything(target, STREAMS.totals),
      await everything(source, STREAMS.totals),
    ]
    expect(withoutSequence(copies)).toEqual(withoutSequence(originals))
  })

  it('is another generation, and goes on as the source would have', async () => {
    await using source = await newLogs()
    await using target = await newLogs()
    await fill(source)
    await copyLog(quietly(source, target))
    const [from, to] = [await source.open(STREAMS.log), await target.open(STREAMS.log)]
    expect(to.generation).not.toBe(from.generation)
    expect(await append(to, article(2))).toBe(await append(from, article(2)))
  })

  it('leaves dead letters to the projections of the copy', async () => {
    await using source = await newLogs()
    await using target = await newLogs()
    await append(await source.open(STREAMS.dead), 'dead.search.1')
    await copyLog(quietly(source, target))
    expect(await everything(target, STREAMS.dead)).toEqual([])
  })

  it('copies more than a page and more than a batch', async () => {
    await using source = await newLogs()
    await using target = await newLogs()
    const log = await source.open(STREAMS.log)
    for (let n = 0; n < 1_203; n += 1) await append(log, article(n % 700), `{"n":${n}}`)
    const progress: CopyProgress[] = []
    await copyLog({ ...quietly(source, target), onProgress: (each) => progress.push(each) })
    expect(await everything(target)).toEqual(await everything(source))
    expect(progress.at(-1)).toEqual({ stream: 'UNIWIRE', copied: 1_203, position: 1_203, end: 1_203 })
  })
})

describe('a copy that was killed', () => {
  it('is gone on with, wherever that was, and ends as one that was not', async () => {
    await using source = await newLogs()
    await fill(source)
    let finished = false
    for (let writes = 0; !finished; writes += 1) {
      await using target = await newLogs()
      finished = await copyLog(quietly(source, dying(target, writes))).then(
        () => true,
        () => false,
      )
      await copyLog(quietly(source, target))
      expect(await everything(target), `killed at write ${writes}`).toEqual(await everything(source))
      const [from, to] = [await source.open(STREAMS.log), await target.open(STREAMS.log)]
      expect(await to.end()).toBe(await from.end())
      const totals = await everything(target, STREAMS.totals)
      expect(withoutSequence(totals)).toEqual(withoutSequence(await everything(source, STREAMS.totals)))
    }
  })

  it('has nothing left to copy when it was finished', async () => {
    await using source = await newLogs()
    await using target = await newLogs()
    await fill(source)
    await copyLog(quietly(source, target))
    const again = await copyLog(quietly(source, target))
    expect(new Set(Object.values(again.copied))).toEqual(new Set([0]))
  })
})

describe('a target that is something else', () => {
  it.each([
    ['another log', STREAMS.log, article(1)],
    ['keys of its own', STREAMS.keys, 'key.nura.k9'],
    ['totals of its own', STREAMS.totals, 'views.9.2026-11-22'],
  ] as const)('is refused with %s, and nothing is written into any stream', async (_, spec, subject) => {
    await using source = await newLogs()
    await using target = await newLogs()
    await fill(source)
    await append(await target.open(spec), subject)
    await expect(copyLog(quietly(source, target))).rejects.toThrow(NotACopyError)
    const all = await Promise.all(
      [STREAMS.log, STREAMS.keys, STREAMS.totals].map((each) => everything(target, each)),
    )
    expect(all.flat()).toHaveLength(1)
  })

  it('is refused when it has gone on by itself', async () => {
    await using source = await newLogs()
    await using target = await newLogs()
    await fill(source)
    await copyLog(quietly(source, target))
    await append(await target.open(STREAMS.log), article(7))
    await expect(copyLog(quietly(source, target))).rejects.toThrow(/11 is article.published/)
  })

  it('is not mixed with what somebody writes meanwhile', async () => {
    await using source = await newLogs()
    await using target = await newLogs()
    const log = await source.open(STREAMS.log)
    for (let n = 0; n < 501; n += 1) await append(log, article(n))
    const meddled = await target.open(STREAMS.log)
    let meddling: Promise<unknown> | undefined
    const onProgress = () => {
      meddling ??= append(meddled, article(900))
    }
    await expect(copyLog({ ...quietly(source, target), onProgress })).rejects.toThrow(/written to meanwhile/)
    await meddling
  })
})
