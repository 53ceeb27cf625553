import { openViewCounter } from '@uniwire/adapter-sqlite'
import type { ViewCounter, ViewEvent } from '@uniwire/ports'
import { EngineUnavailableError, LogUnavailableError } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { emptySeed } from './totals/logged-totals.ts'
import { createViewBatcher } from './view-batcher.ts'

const NOW_MS = Date.parse('2026-11-22T10:00:00Z')
const view = (id: string, article = 'a'): ViewEvent => ({
  id,
  article,
  visitor: id,
  at: '2026-11-22T10:00:00.000Z',
})

/** A counter in memory, with what is asked of it. */
async function openCounter(over: Partial<ViewCounter> = {}) {
  const calls: number[] = []
  const real = await openViewCounter({ file: ':memory:', now: () => NOW_MS })
  const counter: ViewCounter = {
    record: (views) => {
      calls.push(views.length)
      return real.record(views)
    },
    totals: (articles) => real.totals(articles),
    seed: (seeds) => real.seed(seeds),
    mostRead: (query) => real.mostRead(query),
    unsettled: (limit) => real.unsettled(limit),
    settle: (days) => real.settle(days),
    visitorSalt: (day, offered) => real.visitorSalt(day, offered),
    [Symbol.asyncDispose]: () => real[Symbol.asyncDispose](),
    ...over,
  }
  return { counter, calls, seed: (articles: readonly string[]) => real.seed(articles.map(emptySeed)) }
}

describe('views of one tick', () => {
  it('go to the counter in one call', async () => {
    const { counter, calls, seed } = await openCounter()
    await using _ = counter
    await seed(['a'])
    const batcher = createViewBatcher({ counter, seed })
    const outcomes = await Promise.all(['1', '2', '3', '2'].map((id) => batcher.submit(view(id))))
    expect(outcomes).toEqual(['counted', 'counted', 'counted', 'duplicate'])
    expect(calls).toEqual([4])
  })

  it('seed what is absent once, and are recorded again with the same ids', async () => {
    const { counter, calls, seed } = await openCounter()
    await using _ = counter
    await seed(['known'])
    const seeded: string[][] = []
    const batcher = createViewBatcher({
      counter,
      seed: async (articles) => {
        seeded.push([...articles])
        await seed(articles)
      },
    })
    const outcomes = await Promise.all(
      [view('1', 'new'), view('2', 'new'), view('1', 'known')].map((each) => batcher.submit(each)),
    )
    expect(outcomes).toEqual(['counted', 'counted', 'counted'])
    expect([seeded, calls]).toEqual([[['new']], [3, 2]])
  })

  it('do not wait for a seed that another article needs', async () => {
    const { counter, seed } = await openCounter()
    await using _ = counter
    await seed(['known'])
    const [asked, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const batcher = createViewBatcher({
      counter,
      seed: async (articles) => {
        asked.resolve()
        await gate.promise
        await seed(articles)
      },
    })
    const slow = batcher.submit(view('1', 'new'))
    await asked.promise
    expect(await batcher.submit(view('1', 'known'))).toBe('counted')
    gate.resolve()
    expect(await slow).toBe('counted')
  })
})

describe('a view that may not have been counted', () => {
  it('is not acknowledged when the counter is away, and counts once when it comes back', async () => {
    let away = true
    const { counter, seed } = await openCounter()
    await using _ = counter
    await seed(['a'])
    const flaky: ViewCounter = {
      ...counter,
      async record(views) {
        const outcomes = await counter.record(views)
        // The answer is lost on its way, though the work is done.
        if (away) throw new EngineUnavailableError('cut off')
        return outcomes
      },
    }
    const batcher = createViewBatcher({ counter: flaky, seed })
    await expect(batcher.submit(view('1'))).rejects.toThrow(EngineUnavailableError)
    away = false
    expect(await batcher.submit(view('1'))).toBe('duplicate')
    expect(await counter.totals(['a'])).toMatchObject([{ live: 1 }])
  })

  it('is not acknowledged when its counter cannot be seeded, unlike its neighbours', async () => {
    const { counter, seed } = await openCounter()
    await using _ = counter
    await seed(['known'])
    const batcher = createViewBatcher({
      counter,
      seed: () => Promise.reject(new LogUnavailableError('the log is silent')),
    })
    const [absent, known] = await Promise.allSettled(
      [view('1', 'new'), view('1', 'known')].map((each) => batcher.submit(each)),
    )
    expect(absent?.status).toBe('rejected')
    expect(known).toMatchObject({ status: 'fulfilled', value: 'counted' })
  })

  it('is given up when the counter forgets every seed', async () => {
    const { counter } = await openCounter()
    await using _ = counter
    const batcher = createViewBatcher({ counter, seed: () => Promise.resolve() })
    await expect(batcher.submit(view('1'))).rejects.toThrow(EngineUnavailableError)
  })

  it('is refused when more wait than the counter takes', async () => {
    const { counter, seed } = await openCounter()
    await using _ = counter
    await seed(['a'])
    const gate = Promise.withResolvers<void>()
    const stuck: ViewCounter = {
      ...counter,
      record: (views) => gate.promise.then(() => counter.record(views)),
    }
    const batcher = createViewBatcher({ counter: stuck, seed })
    const submitted = Array.from({ length: 20_001 }, (__, n) => batcher.submit(view(String(n))))
    await expect(submitted.at(-1)).rejects.toThrow(EngineUnavailableError)
    gate.resolve()
    await Promise.all(submitted.slice(0, -1))
    expect(await counter.totals(['a'])).toMatchObject([{ live: 20_000 }])
  })

  it('is waited for when the service ends', async () => {
    const { counter, seed } = await openCounter()
    await using _ = counter
    const batcher = createViewBatcher({ counter, seed })
    void batcher.submit(view('1'))
    await batcher[Symbol.asyncDispose]()
    expect(await counter.totals(['a'])).toMatchObject([{ live: 1 }])
  })
})
