import { expect, it } from 'vitest'
import type { ViewCounterEngine } from './engine.ts'
import { begin, day, totalsOf, viewsOf } from './engine.ts'

export function settling(engine: ViewCounterEngine): void {
  it('tells each changed day once, with its count and the totals, oldest change first', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A', 'B', 'C')
    expect(await open.counter.unsettled(10)).toEqual([])
    const tomorrow = `${day(open, 1)}T12:00:00.000Z`
    await open.counter.record([view({ article: 'B' }), view({ at: tomorrow })])
    await open.counter.record([view(), view({ article: 'B' }), view({ article: 'B', rejected: 'robot' })])
    const [a, b] = [await totalsOf(open, 'A'), await totalsOf(open, 'B')]
    const expected = [
      { day: day(open), live: 2, totals: b },
      { day: day(open, 1), live: 1, totals: a },
      { day: day(open), live: 1, totals: a },
    ]
    expect(await open.counter.unsettled(10)).toEqual(expected)
    expect(await open.counter.unsettled(2)).toEqual(expected.slice(0, 2))
  })

  it('tells a day on which nothing but a rejected view happened', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A')
    await open.counter.record([view({ rejected: 'robot' })])
    expect(await open.counter.unsettled(10)).toMatchObject([
      { day: day(open), live: 0, totals: { rejected: { robot: 1 } } },
    ])
  })

  it('is silent about what is settled until it changes again', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A', 'B')
    const event = view()
    await open.counter.record([event, view({ article: 'B' })])
    const [first, second] = await open.counter.unsettled(10)
    await open.counter.settle(first === undefined ? [] : [first])
    expect(await open.counter.unsettled(10)).toEqual([second])
    await open.counter.record([event])
    expect(await open.counter.unsettled(10)).toEqual([second])
    await open.counter.record([view()])
    expect(await open.counter.unsettled(10)).toMatchObject([second, { live: 2, totals: { article: 'A' } }])
  })

  it('settles the days it is given and no other', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A', 'B')
    const days = [-1, 0, 1].map((offset) => `${day(open, offset)}T12:00:00.000Z`)
    await open.counter.record(days.flatMap((at) => [view({ at }), view({ article: 'B', at })]))
    const read = await open.counter.unsettled(10)
    expect(read).toHaveLength(6)
    await open.counter.settle(read.slice(2, 3))
    expect(await open.counter.unsettled(10)).toEqual(read.filter((_, n) => n !== 2))
  })

  it('keeps unsettled what changed meanwhile, in its place', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A', 'B')
    await open.counter.record([view()])
    const read = await open.counter.unsettled(10)
    await open.counter.record([view({ article: 'B' })])
    await open.neighbour.record([view()])
    await open.counter.settle(read)
    expect(await open.counter.unsettled(10)).toMatchObject([
      { live: 2, totals: { article: 'A' } },
      { live: 1, totals: { article: 'B' } },
    ])
  })

  it('settles a day although another day of the article changed meanwhile', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A')
    await open.counter.record([view()])
    const read = await open.counter.unsettled(10)
    await open.counter.record([view({ at: `${day(open, 1)}T12:00:00.000Z` })])
    await open.counter.settle(read)
    expect(await open.counter.unsettled(10)).toMatchObject([{ day: day(open, 1), live: 1 }])
  })

  it('ends with the true totals however settling and counting interleave', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A', 'B')
    const published = new Map<string, number>()
    const stopping = new AbortController()
    const settleAll = async () => {
      const days = await open.counter.unsettled(1)
      for (const each of days) published.set(each.totals.article, each.live)
      await open.counter.settle(days)
      return days.length
    }
    const publisher = (async () => {
      while (!stopping.signal.aborted || (await settleAll()) > 0) await settleAll()
    })()
    for (let n = 0; n < 200; n++) await open.counter.record([view({ article: n % 3 === 0 ? 'A' : 'B' })])
    stopping.abort()
    await publisher
    expect(Object.fromEntries(published)).toEqual({ A: 67, B: 133 })
  })
}
