import { expect, it } from 'vitest'
import type { ViewCounterEngine } from './engine.ts'
import type { OpenCounter } from './engine.ts'
import { begin, DAY_MS, day, emptyTotals, viewsOf } from './engine.ts'

export function ranking(engine: ViewCounterEngine): void {
  it('lists all times highest first, equal counts by article id, without those never read', async () => {
    await using open = await engine.open()
    const counts = { b: 5, a: 5, d: 7, c: 0, e: 1 }
    await open.counter.seed(
      Object.entries(counts).map(([article, live]) => ({
        totals: { ...emptyTotals(article), live },
        days: {},
      })),
    )
    const list = (limit: number) => open.counter.mostRead({ windowHours: 'all', at: noon(open), limit })
    expect(await list(10)).toEqual([
      { article: 'd', views: 7 },
      { article: 'a', views: 5 },
      { article: 'b', views: 5 },
      { article: 'e', views: 1 },
    ])
    expect((await list(2)).map(({ article }) => article)).toEqual(['d', 'a'])
  })

  it('counts what is younger than the window, and nothing that is an hour older', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A')
    const ages = [
      0,
      1,
      59,
      60,
      119,
      121,
      23 * 60,
      24 * 60 - 1,
      25 * 60 + 1,
      47 * 60,
      7 * 24 * 60 - 1,
      7 * 24 * 60 + 61,
    ]
    const at = `${day(open)}T12:30:00.000Z`
    const end = Date.parse(at)
    await open.counter.record(
      ages.map((minutes) => view({ at: new Date(end - minutes * 60_000).toISOString() })),
    )
    for (const windowHours of [1, 2, 24, 48, 168]) {
      const younger = ages.filter((minutes) => minutes < windowHours * 60).length
      const atMost = ages.filter((minutes) => minutes < (windowHours + 1) * 60).length
      const [first] = await open.counter.mostRead({ windowHours, at, limit: 1 })
      expect(first?.views).toBeGreaterThanOrEqual(younger)
      expect(first?.views).toBeLessThanOrEqual(atMost)
    }
  })

  it('orders a window by its own counts, equal ones by article id', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'same', 'old', 'new')
    const lastWeek = `${day(open, -6)}T12:00:00.000Z`
    await open.counter.record([
      ...Array.from({ length: 5 }, () => view({ article: 'old', at: lastWeek })),
      view({ article: 'old' }),
      ...Array.from({ length: 2 }, () => view({ article: 'same' })),
      ...Array.from({ length: 2 }, () => view({ article: 'new' })),
      view({ article: 'old', rejected: 'robot' }),
    ])
    expect(await open.counter.mostRead({ windowHours: 24, at: noon(open), limit: 9 })).toEqual([
      { article: 'new', views: 2 },
      { article: 'same', views: 2 },
      { article: 'old', views: 1 },
    ])
    expect(await open.counter.mostRead({ windowHours: 168, at: noon(open), limit: 1 })).toEqual([
      { article: 'old', views: 6 },
    ])
    expect(
      await open.counter.mostRead({ windowHours: 1, at: `${day(open, 3)}T12:00:00Z`, limit: 9 }),
    ).toEqual([])
  })

  it('finds in a long window the days that a seed brought', async () => {
    await using open = await engine.open()
    await open.counter.seed([
      {
        totals: { ...emptyTotals('A'), live: 60 },
        days: { [day(open, -2)]: 10, [day(open, -5)]: 20, [day(open, -40)]: 30 },
      },
    ])
    const views = async (windowHours: number) =>
      (await open.counter.mostRead({ windowHours, at: noon(open), limit: 1 }))[0]?.views
    expect([await views(168), await views(60 * 24)]).toEqual([30, 60])
  })
}

/** Noon of today: the windows of the tests begin in the middle of a day. */
function noon(open: OpenCounter): string {
  return new Date(Date.parse(`${day(open)}T00:00:00Z`) + DAY_MS / 2).toISOString()
}
