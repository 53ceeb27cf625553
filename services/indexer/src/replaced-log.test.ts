import { STREAMS } from '@uniwire/events'
import type { EventLog, EventLogs } from '@uniwire/ports'
import { openEventLogs } from '@uniwire/adapter-sqlite'
import { describe, expect, it } from 'vitest'
import { article } from './harness/articles.ts'
import { append, appendTotals, found, openPlace, positionOf, start } from './harness/place.ts'
import { replaceableLogs } from './harness/replaceable-logs.ts'

const numbered = (n: number) => article({ sourceId: `news/${n}`, content: { title: `News ${n}` } })
const newLogs = () => openEventLogs({ file: ':memory:', now: () => 0, newId: () => crypto.randomUUID() })
const PATIENCE = { timeout: 60_000 }

/** An indexer over a log with these articles, caught up, whose log can be exchanged. */
async function indexed(numbers: readonly number[]) {
  await using opening = new AsyncDisposableStack()
  const place = opening.use(await openPlace())
  const index = opening.use(await place.openIndex())
  const first = opening.use(await newLogs())
  const log = await first.open(STREAMS.log)
  let last = 0
  for (const n of numbers.map(numbered)) last = await append(log, n)
  const logs = replaceableLogs(first)
  const indexer = opening.use(await start(logs, index))
  await expect.poll(() => positionOf(index), PATIENCE).toBe(last)
  const ready = async () => (await indexer.checks[0]?.check())?.ready
  await expect.poll(ready, PATIENCE).toBe(true)
  const opened = opening.move()
  return { logs, first, log, index, indexer, ready, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

async function otherLog(numbers: readonly number[]) {
  const logs = await newLogs()
  const log = await logs.open(STREAMS.log)
  for (const n of numbers) await append(log, numbered(n))
  return { logs, log, [Symbol.asyncDispose]: () => logs[Symbol.asyncDispose]() }
}

/** The same log as far as its name goes: a restored store keeps it. */
function named(generation: string, logs: EventLogs): EventLogs {
  return { ...logs, open: async (spec): Promise<EventLog> => ({ ...(await logs.open(spec)), generation }) }
}

const titlesOf = (numbers: readonly number[]) => numbers.map((n) => `News ${n}`)

describe('an indexer whose log is replaced while it runs', () => {
  it('builds a fresh index of what there is now, views included, and puts it in the place of the old', async () => {
    await using place = await indexed([1, 2, 3])
    const { logs, index, indexer, ready } = place
    const before = index.indexId
    await using other = await otherLog([2, 7])
    await appendTotals(other.logs, numbered(2).id, 5, 1)
    await logs.replaceBy(other.logs)
    await expect.poll(() => found(index), PATIENCE).toEqual(titlesOf([2, 7]))
    expect(index.indexId).not.toBe(before)
    await expect.poll(ready, PATIENCE).toBe(true)
    await expect.poll(async () => (await index.get([numbered(2).id]))[0]?.views, PATIENCE).toBe(5)
    const next = await append(other.log, numbered(8))
    await expect.poll(() => positionOf(index), PATIENCE).toBe(next)
    expect(await found(index)).toEqual(titlesOf([2, 7, 8]))
    expect(indexer.lines.join('')).toContain('it belongs to another log')
  })

  it('does not hide the next events of a shorter log of the same name behind newer documents', async () => {
    await using place = await indexed([1, 2, 3])
    const { logs, log, index, ready } = place
    await using shorter = await otherLog([1])
    await logs.replaceBy(named(log.generation, shorter.logs))
    await expect.poll(() => found(index), PATIENCE).toEqual(titlesOf([1]))
    const next = await append(shorter.log, numbered(3))
    await expect.poll(() => positionOf(index), PATIENCE).toBe(next)
    expect(await found(index)).toEqual(titlesOf([1, 3]))
    await expect.poll(ready, PATIENCE).toBe(true)
  })

  it('is not ready, and at no position, from then until the new index is there', async () => {
    await using place = await indexed([1, 2, 3])
    const { logs, log, index, indexer, ready } = place
    await using shorter = await otherLog([1])
    const goOn = Promise.withResolvers<void>()
    const slow = named(log.generation, shorter.logs)
    const open = slow.open.bind(slow)
    const waiting: EventLogs = {
      ...slow,
      async open(spec) {
        const opened = await open(spec)
        return { ...opened, consumer: (options) => goOn.promise.then(() => opened.consumer(options)) }
      },
    }
    await logs.replaceBy(waiting)
    await expect.poll(ready, PATIENCE).toBe(false)
    await expect.poll(async () => (await index.checkpoint())?.position, PATIENCE).toBe(0)
    expect((await index.checkpoint())?.generation).not.toBe(log.generation)
    goOn.resolve()
    await expect.poll(ready, PATIENCE).toBe(true)
    expect(await found(index)).toEqual(titlesOf([1]))
    expect(indexer.lines.join('')).toContain('it is ahead of the log')
  })

  it('leaves no consumer of an index that is gone', async () => {
    await using place = await indexed([1, 2])
    const { first, log, index } = place
    const removed: string[] = []
    const watched: EventLogs = {
      ...first,
      async open(spec) {
        const opened = await first.open(spec)
        const removeConsumer = (name: string) => {
          removed.push(name)
          return opened.removeConsumer(name)
        }
        return { ...opened, generation: 'another', removeConsumer }
      },
    }
    const old = index.indexId
    await place.logs.replaceBy(watched)
    await expect.poll(() => index.indexId === old, PATIENCE).toBe(false)
    await expect.poll(() => removed, PATIENCE).toContain(`indexer-${old}`)
    await using again = await log.consumer({ name: `indexer-${old}`, ackWaitMs: 10_000 })
    expect(await again.position()).toBe(0)
  })
})
