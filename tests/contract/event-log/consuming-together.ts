import { expect, it } from 'vitest'
import { member, pull, pullAll, sequencesOfAll } from './consuming.ts'
import type { EventLogEngine } from './engine.ts'
import { ACK_WAIT_MS, NEWS, newRecord, openNews, stored, storeArticles, untilTheEnd } from './engine.ts'

export function consumingTogether(engine: EventLogEngine): void {
  it('share the stream: each record goes to one of them', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const sequences = await storeArticles(log, 400)
    await using one = await member(log)
    await using two = await member(await open.neighbour.open(NEWS))
    const seen: number[] = []
    const work = async (consumer: typeof one) => {
      while (seen.length < sequences.length) {
        const deliveries = await consumer.pull({ max: 7, waitMs: 50, signal: untilTheEnd() })
        seen.push(...sequencesOfAll(deliveries))
        await consumer.ack(sequencesOfAll(deliveries))
      }
    }
    await Promise.all([work(one), work(two), work(one)])
    expect(seen.toSorted((a, b) => a - b)).toEqual(sequences)
    expect(await two.position()).toBe(sequences.at(-1))
  })

  it('never hold the same delivery at once', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const sequences = await storeArticles(log, 20)
    await using one = await member(log)
    await using two = await member(await open.neighbour.open(NEWS))
    const [first, second] = await Promise.all([pull(one, 10), pull(two, 10)])
    expect([...sequencesOfAll(first), ...sequencesOfAll(second)].toSorted((a, b) => a - b)).toEqual(sequences)
    expect(await one.pull({ max: 10, waitMs: 0, signal: untilTheEnd() })).toEqual([])
  })

  it('take over what one of them left', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const sequences = await storeArticles(log, 5)
    const gone = await member(log)
    await using stays = await member(await open.neighbour.open(NEWS))
    await pull(gone)
    await gone[Symbol.asyncDispose]()
    await open.passTime(ACK_WAIT_MS)
    const deliveries = await pullAll(stays, 5)
    expect(sequencesOfAll(deliveries)).toEqual(sequences)
    expect(deliveries.map(({ attempt }) => attempt)).toEqual([2, 2, 2, 2, 2])
  })

  it('are no members of another consumer, which begins at the beginning', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const sequences = await storeArticles(log, 3)
    await using indexer = await member(log)
    await pull(indexer)
    await indexer.ack(sequences)
    await using hub = await member(log, 'hub')
    expect(await hub.position()).toBe((sequences[0] ?? 0) - 1)
    expect(sequencesOfAll(await pull(hub))).toEqual(sequences)
    expect(await indexer.position()).toBe(sequences.at(-1))
  })

  it('are woken by an append, all of them, for one delivery', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    await using one = await member(log)
    await using two = await member(log)
    const stopping = new AbortController()
    const waiting = [one, two].map(async (consumer) => {
      const deliveries = await consumer.pull({ max: 5, waitMs: 10_000, signal: stopping.signal })
      stopping.abort()
      return deliveries
    })
    const sequence = await stored(log, newRecord('article.kaznu.1'))
    expect((await Promise.all(waiting)).flatMap(sequencesOfAll)).toEqual([sequence])
  })
}
