import { expect, it } from 'vitest'
import type { ViewCounterEngine } from './engine.ts'
import { begin, totalsOf, viewsOf } from './engine.ts'

export function counting(engine: ViewCounterEngine): void {
  it('counts each view once, and answers in the order asked', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A', 'B')
    const outcomes = await open.counter.record([
      view(),
      view({ article: 'absent' }),
      view({ article: 'B' }),
      view({ rejected: 'robot' }),
      view({ id: 'event-1' }),
    ])
    expect(outcomes).toEqual(['counted', 'absent', 'counted', 'rejected', 'duplicate'])
    expect(await totalsOf(open, 'A')).toEqual({
      article: 'A',
      live: 1,
      unique: 1,
      rejected: { robot: 1 },
      revision: expect.any(Number),
    })
    expect(await totalsOf(open, 'B')).toMatchObject({ live: 1, unique: 1, rejected: {} })
  })

  it('counts a resent event once, alone, in one call and in parallel', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A')
    const event = view()
    expect(await open.counter.record([event, event])).toEqual(['counted', 'duplicate'])
    const resent = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        (n % 2 === 0 ? open.counter : open.neighbour).record([{ ...event, visitor: `other-${n}` }]),
      ),
    )
    expect(new Set(resent.flat())).toEqual(new Set(['duplicate']))
    const fresh = view()
    const racing = await Promise.all(Array.from({ length: 50 }, () => open.counter.record([fresh])))
    expect(racing.flat().filter((outcome) => outcome === 'counted')).toHaveLength(1)
    expect(racing.flat().filter((outcome) => outcome === 'duplicate')).toHaveLength(49)
    expect(await totalsOf(open)).toMatchObject({ live: 2, unique: 2, rejected: {} })
  })

  it('takes the same event id on another article as another view', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A', 'B')
    const event = view()
    expect(await open.counter.record([event, { ...event, article: 'B' }])).toEqual(['counted', 'counted'])
  })

  it('keeps what is no view apart, by its reason, and that once too', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A')
    const robot = view({ rejected: 'robot' })
    await open.counter.record([robot, view({ rejected: 'prefetch' }), view({ rejected: 'robot' }), robot])
    expect(await open.counter.record([robot, { ...robot, rejected: 'prefetch' }])).toEqual([
      'duplicate',
      'duplicate',
    ])
    expect(await totalsOf(open)).toMatchObject({ live: 0, unique: 0, rejected: { robot: 2, prefetch: 1 } })
  })

  it('answers absent for an article without a counter, and forgets the view', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    const event = view()
    const robot = view({ rejected: 'robot' })
    expect(await open.counter.record([event, robot, event])).toEqual(['absent', 'absent', 'absent'])
    expect(await open.counter.totals(['A'])).toEqual([undefined])
    await begin(open, 'A')
    expect(await open.counter.record([event, robot])).toEqual(['counted', 'rejected'])
    expect(await totalsOf(open)).toMatchObject({ live: 1, rejected: { robot: 1 } })
  })

  it('tells totals in the order asked, absent ones as undefined', async () => {
    await using open = await engine.open()
    await begin(open, 'B', 'A')
    expect(await open.counter.totals(['A', 'none', 'B'])).toMatchObject([
      { article: 'A' },
      undefined,
      { article: 'B' },
    ])
    expect(await open.counter.totals([])).toEqual([])
  })

  it('raises the revision with every change and with nothing else', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A', 'B')
    const events = [view(), view({ rejected: 'robot' }), view({ visitor: 'visitor-1' })]
    let revision = (await totalsOf(open)).revision
    for (const event of events) {
      await open.counter.record([event])
      const raised = (await totalsOf(open)).revision
      expect(raised).toBeGreaterThan(revision)
      revision = raised
      await open.counter.record([event, view({ article: 'B' }), view({ article: 'absent' })])
      expect((await totalsOf(open)).revision).toBe(revision)
    }
    expect(await totalsOf(open)).toMatchObject({ live: 1, rejected: { robot: 1, reload: 1 } })
  })

  it('counts 5,000 views in one call', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    const articles = Array.from({ length: 10 }, (_, n) => `article-${n}`)
    await begin(open, ...articles)
    const views = Array.from({ length: 5_000 }, (_, n) => view({ article: `article-${n % 10}` }))
    expect(new Set(await open.counter.record(views))).toEqual(new Set(['counted']))
    expect((await open.counter.totals(articles)).map((totals) => totals?.live)).toEqual(
      articles.map(() => 500),
    )
    expect(await open.counter.record([])).toEqual([])
  })

  it('counts 10,000 calls in parallel exactly', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A', 'B')
    const outcomes = await Promise.all(
      Array.from({ length: 10_000 }, (_, n) => {
        const counter = n % 2 === 0 ? open.counter : open.neighbour
        return counter.record([view({ article: n % 4 === 0 ? 'A' : 'B', id: `shared-${n % 9_000}` })])
      }),
    )
    const counted = outcomes.flat().filter((outcome) => outcome === 'counted').length
    const [a, b] = [await totalsOf(open, 'A'), await totalsOf(open, 'B')]
    expect([a.live, b.live]).toEqual([2_250, 6_750])
    expect(counted).toBe(9_000)
    expect(outcomes.flat().filter((outcome) => outcome === 'duplicate')).toHaveLength(1_000)
  })

  it('refuses a time that is none, and counts nothing of that call', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A')
    await expect(open.counter.record([view(), view({ at: 'yesterday' })])).rejects.toThrow(RangeError)
    expect(await totalsOf(open)).toMatchObject({ live: 0 })
  })
}
