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
    ['a lower', KNOWN.revision],
    ['its own', KNOWN.revision + 1],
  ])('changes nothing of a counter by %s revision, whatever the values', async (_, revision) => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await open.counter.seed([{ totals: KNOWN, days: {} }])
    await open.counter.record([view()])
    const before = await totalsOf(open)
    expect(before.revision).toBe(KNOWN.revision + 1)
    const waiting = await open.counter.unsettled(10)
    await open.counter.seed([
      { totals: { ...KNOWN, live: 1_000, revision, rejected: { robot: 99 } }, days: { [day(open)]: 5 } },
    ])
    expect(await totalsOf(open)).toEqual(before)
    expect(await open.counter.unsettled(10)).toEqual(waiting)
  })

  it('lifts a counter that is older than what is known, its days and rankings too, once', async () => {
    await using open = await engine.open()
    const today = day(open)
    await open.counter.seed([{ totals: KNOWN, days: { [day(open, -1)]: 100, [today]: 20 } }])
    const newer = { ...KNOWN, live: 150, unique: 90, rejected: { robot: 9, head: 1 }, revision: 162 }
    const seed = { totals: newer, days: { [day(open, -1)]: 100, [today]: 50 } }
    await open.counter.seed([seed])
    await open.counter.seed([seed, seed])
    expect(await totalsOf(open)).toEqual({ ...newer, rejected: { robot: 9, head: 1, reload: 2 } })
    expect(await open.counter.unsettled(10)).toEqual([])
    const query = { at: `${day(open, 1)}T00:30:00Z`, limit: 9 }
    expect(await open.counter.mostRead({ ...query, windowHours: 'all' })).toEqual([
      { article: 'A', views: 150 },
    ])
    expect(await open.counter.mostRead({ ...query, windowHours: 48 })).toEqual([{ article: 'A', views: 150 }])
  })

  it('lowers nothing by lifting, and what waits to be settled waits on as something newer', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await open.counter.seed([{ totals: KNOWN, days: { [day(open)]: 20 } }])
    await open.counter.record([view(), view()])
    const newer = { ...KNOWN, live: 121, unique: 70, rejected: { robot: 1 }, revision: 200 }
    await open.counter.seed([{ totals: newer, days: { [day(open)]: 21 } }])
    const totals = await totalsOf(open)
    expect(totals).toEqual({ ...KNOWN, live: 122, unique: 82, revision: 201 })
    const waiting = await open.counter.unsettled(10)
    expect(waiting).toEqual([{ day: day(open), live: 22, totals }])
    await open.counter.settle(waiting)
    expect(await open.counter.unsettled(10)).toEqual([])
  })

  it('answers "absent" for a view of a counter that is older than the log, until it is lifted', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await open.counter.seed([{ totals: KNOWN, days: {} }])
    const event = view({ loggedRevision: KNOWN.revision + 1 })
    const robot = view({ loggedRevision: KNOWN.revision + 1, rejected: 'robot' })
    expect(await open.counter.record([event, robot])).toEqual(['absent', 'absent'])
    expect(await totalsOf(open)).toEqual(KNOWN)
    await open.counter.seed([
      { totals: { ...KNOWN, live: 121, revision: KNOWN.revision + 1 }, days: { [day(open)]: 121 } },
    ])
    expect(await open.counter.record([event, robot])).toEqual(['counted', 'rejected'])
    expect(await totalsOf(open)).toMatchObject({ live: 122, rejected: { robot: 8 } })
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
