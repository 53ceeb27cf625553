import { rm } from 'node:fs/promises'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { STREAMS } from '@uniwire/events'
import type { SearchIndex } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { article, withdrawn } from './harness/articles.ts'
import { append, appendTotals, found, openPlace, positionOf, start } from './harness/place.ts'

type Place = Awaited<ReturnType<typeof openPlace>>

const numbered = (n: number) => article({ sourceId: `news/${n}`, content: { title: `News ${n}` } })
const titles = (count: number) => Array.from({ length: count }, (_, n) => `News ${n}`).toSorted()

/** A folder whose index holds five articles, closed gracefully. */
async function fill(place: Place): Promise<number> {
  await using opened = await place.openBoth()
  const { logs, log, index } = opened
  await opened.run()
  let last = 0
  for (let n = 0; n < 5; n += 1) last = await append(log, numbered(n))
  await appendTotals(logs, numbered(0).id, 9, 1)
  await expect.poll(() => positionOf(index)).toBe(last)
  return last
}

describe('an indexer that starts again', () => {
  it('goes on where it was, on the same index', async () => {
    await using place = await openPlace()
    const last = await fill(place)
    await using opened = await place.openBoth()
    const { logs, log, index } = opened
    expect(await positionOf(index)).toBe(last)
    await using indexer = await start(logs, index)
    expect(indexer.lines.join('')).not.toMatch(/index-rebuil|index-reapplied/)
    const next = await append(log, numbered(5))
    await expect.poll(() => positionOf(index)).toBe(next)
    expect(await found(index)).toEqual(titles(6))
  })

  it('fills an index that was lost, with its views', async () => {
    await using place = await openPlace()
    const last = await fill(place)
    for (const file of readdirSync(place.folder).filter((name) => name.startsWith('search')))
      await rm(join(place.folder, file))
    await using opened = await place.openBoth()
    const { index } = opened
    await opened.run()
    await expect.poll(() => positionOf(index)).toBe(last)
    expect(await found(index)).toEqual(titles(5))
    await expect.poll(async () => (await index.get([numbered(0).id]))[0]?.views).toBe(9)
  })

  it('applies again what the index lost with the power, though the log calls it settled', async () => {
    await using place = await openPlace()
    await using opened = await place.openBoth()
    const { logs, log, index } = opened
    // The index forgets everything after the first article, checkpoint included, as unsynced commits would be.
    const first = await append(log, numbered(0))
    let forgetful = false
    const losing: SearchIndex = {
      ...index,
      indexId: index.indexId,
      writer(indexId) {
        const writer = index.writer(indexId)
        return {
          ...writer,
          apply: async (documents) =>
            forgetful
              ? (await Array.fromAsync(documents)).map(() => ({ kind: 'applied' }))
              : writer.apply(documents),
          saveCheckpoint: (checkpoint) => (forgetful ? Promise.resolve() : writer.saveCheckpoint(checkpoint)),
        }
      },
    }
    const before = await start(logs, losing)
    await expect.poll(() => positionOf(index)).toBe(first)
    forgetful = true
    await append(log, numbered(1))
    const last = await append(log, withdrawn(numbered(0)), 'article.withdrawn')
    const consumer = await log.consumer({ name: `indexer-${index.indexId}`, ackWaitMs: 10_000 })
    await expect.poll(() => consumer.position()).toBe(last)
    await before[Symbol.asyncDispose]()
    expect(await found(index)).toEqual(['News 0'])

    await using after = await start(logs, index)
    await expect.poll(() => positionOf(index)).toBe(last)
    expect(await found(index)).toEqual(['News 1'])
    expect(after.lines.join('')).toContain('index-reapplied')
  })

  it('gets again what the one before held when it was killed', async () => {
    await using place = await openPlace()
    await using opened = await place.openBoth()
    const { log, index } = opened
    const last = await append(log, numbered(0))
    const killed = await log.consumer({ name: `indexer-${index.indexId}`, ackWaitMs: 10_000 })
    await killed.pull({ max: 10, waitMs: 0, signal: new AbortController().signal })
    await opened.run()
    place.forwardMs(10_000)
    const next = await append(log, numbered(1))
    await expect.poll(() => positionOf(index), { timeout: 10_000 }).toBe(next)
    expect(next).toBeGreaterThan(last)
    expect(await found(index)).toEqual(titles(2))
  })
})

describe('an index that cannot be built upon', () => {
  it('is rebuilt beside, and read whole until the new one takes over', async () => {
    await using place = await openPlace()
    const last = await fill(place)
    await using opened = await place.openBoth()
    const { logs, log, index } = opened
    const old = await index.checkpoint()
    if (old === undefined) throw new Error('there is no checkpoint')
    await index.saveCheckpoint({ ...old, analyser: 'older' })
    const gate = Promise.withResolvers<void>()
    const slow: SearchIndex = {
      ...index,
      indexId: index.indexId,
      async beginRebuild() {
        const rebuild = await index.beginRebuild()
        return {
          ...rebuild,
          apply: async (documents) => {
            await gate.promise
            return rebuild.apply(documents)
          },
        }
      },
    }
    await using indexer = await start(logs, slow)
    expect(indexer.lines.join('')).toContain('its words were made by analyser older')
    expect(await found(index)).toEqual(titles(5))
    const next = await append(log, numbered(5))
    expect((await index.checkpoint())?.analyser).toBe('older')
    gate.resolve()
    await expect.poll(() => positionOf(index)).toBe(next)
    expect((await index.checkpoint())?.analyser).not.toBe('older')
    expect(await found(index)).toEqual(titles(6))
    await expect.poll(async () => (await index.get([numbered(0).id]))[0]?.views).toBe(9)
    expect(next).toBeGreaterThan(last)
  })

  it('holds nothing of another log once it was rebuilt, and says position 0 until then', async () => {
    await using place = await openPlace()
    await fill(place)
    for (const file of readdirSync(place.folder).filter((name) => name.startsWith('log')))
      await rm(join(place.folder, file))
    await using opened = await place.openBoth()
    const { logs, index } = opened
    const log = await logs.open(STREAMS.log)
    const last = await append(log, article({ sourceId: 'new', content: { title: 'Of the new log' } }))
    await using indexer = await start(logs, index)
    expect(indexer.lines.join('')).toContain('it belongs to another log')
    await expect.poll(async () => (await index.checkpoint())?.generation).toBe(log.generation)
    expect(await positionOf(index)).toBe(last)
    expect(await found(index)).toEqual(['Of the new log'])
    expect(await indexer.checks[0]?.check()).toEqual({ ready: true })
  })
})
