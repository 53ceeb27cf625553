import { expect, it } from 'vitest'
import type { ViewCounterEngine } from './engine.ts'
import { begin, day, totalsOf, viewsOf } from './engine.ts'

const KNOWN = { article: 'A', live: 120, unique: 80, rejected: { robot: 7, reload: 2 }, revision: 129 }

export function seeding(engine: ViewCounterEngine): void {
  it('fills an absent counter with what is known, and leaves nothing to settle', async () => {
    await using open = await engine.open()
    await open.counter.seed([{ totals: KNOWN, days: { [day(open, -1)]: 100, [day(open)]: 20 } }])
    expect(await totalsOf(open)).toEqual(KNOWN)
    expect(await open.counter.unsettled(10)).toEqual([])
  })

  it('goes on counting from there, the day too', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await open.counter.seed([{ totals: KNOWN, days: { [day(open)]: 20 } }])
    await open.counter.record([view(), view({ rejected: 'robot' })])
    const totals = await totalsOf(open)
    expect(totals).toEqual({
      ...KNOWN,
      live: 121,
      unique: 81,
      rejected: { robot: 8, reload: 2 },
      revision: totals.revision,
    })
    expect(totals.revision).toBeGreaterThan(KNOWN.revision)
    expect(await open.counter.unsettled(10)).toEqual([{ day: day(open), live: 21, totals }])
  })

  it.each([
    ['lower', 1, 1],
    ['higher', 1_000, 1_000],
  ])('never changes a counter that is there: %s values', async (_, live, revision) => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await open.counter.seed([{ totals: KNOWN, days: {} }])
    await open.counter.record([view()])
    const before = await totalsOf(open)
    const settled = await open.counter.unsettled(10)
    await open.counter.seed([
      { totals: { ...KNOWN, live, revision, rejected: { robot: 99 } }, days: { [day(open)]: 5 } },
    ])
    expect(await totalsOf(open)).toEqual(before)
    expect(await open.counter.unsettled(10)).toEqual(settled)
  })

  it('lets one of two parallel seeds win, whole', async () => {
    await using open = await engine.open()
    const seeds = [1, 2].map((n) => ({
      totals: { ...KNOWN, live: n, revision: n, rejected: { robot: n } },
      days: {},
    }))
    await Promise.all(seeds.map((seed, n) => (n === 0 ? open.counter : open.neighbour).seed([seed])))
    const totals = await totalsOf(open)
    expect(seeds.map((seed) => seed.totals)).toContainEqual(totals)
  })

  it('seeds many at once, and zero is not absent', async () => {
    await using open = await engine.open()
    const articles = Array.from({ length: 300 }, (_, n) => `article-${n}`)
    await begin(open, ...articles)
    expect((await open.counter.totals(articles)).map((totals) => totals?.live)).toEqual(articles.map(() => 0))
  })
}
