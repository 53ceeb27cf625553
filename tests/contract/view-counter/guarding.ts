import { expect, it } from 'vitest'
import type { ViewCounterEngine } from './engine.ts'
import { begin, day, totalsOf, viewsOf } from './engine.ts'

export function guarding(engine: ViewCounterEngine): void {
  it('takes a second opening after 29.999 s for a reload, and one after 30 s for a view', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A')
    const opened = (visitor: string, time: string) => view({ visitor, time })
    expect(await open.counter.record([opened('v', '12:00:00.000'), opened('v', '12:00:29.999')])).toEqual([
      'counted',
      'reload',
    ])
    expect(await open.counter.record([opened('w', '12:00:00.000'), opened('w', '12:00:30.000')])).toEqual([
      'counted',
      'counted',
    ])
    expect(await totalsOf(open)).toMatchObject({ live: 3, unique: 2, rejected: { reload: 1 } })
  })

  it('begins the 30 s anew with every opening', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A')
    const times = ['12:00:00.000', '12:00:20.000', '12:00:40.000', '12:01:00.000', '12:01:30.000']
    const outcomes: string[] = []
    for (const time of times) outcomes.push(...(await open.counter.record([view({ visitor: 'v', time })])))
    expect(outcomes).toEqual(['counted', 'reload', 'reload', 'reload', 'counted'])
  })

  it('finds the reload when the later opening arrives first', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A')
    const later = view({ visitor: 'v', time: '12:00:10.000' })
    const earlier = view({ visitor: 'v', time: '12:00:00.000' })
    expect(await open.counter.record([later, earlier])).toEqual(['counted', 'reload'])
  })

  it('counts one of many parallel openings by one visitor', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A')
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        (n % 2 === 0 ? open.counter : open.neighbour).record([view({ visitor: 'v' })]),
      ),
    )
    expect(outcomes.flat().filter((outcome) => outcome === 'counted')).toHaveLength(1)
    expect(await totalsOf(open)).toMatchObject({ live: 1, unique: 1, rejected: { reload: 39 } })
  })

  it('guards each article and each visitor alone', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A', 'B')
    const outcomes = await open.counter.record([
      view({ visitor: 'v' }),
      view({ visitor: 'w' }),
      view({ visitor: 'v', article: 'B' }),
    ])
    expect(outcomes).toEqual(['counted', 'counted', 'counted'])
  })

  it('does not take a view for a reload of what was rejected, or of a duplicate', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A')
    const robot = view({ visitor: 'v', rejected: 'prefetch', time: '12:00:00.000' })
    const first = view({ visitor: 'v', time: '12:00:01.000' })
    const again = view({ visitor: 'v', time: '12:00:31.000' })
    expect(await open.counter.record([robot, first])).toEqual(['rejected', 'counted'])
    expect(await open.counter.record([{ ...first, at: again.at }, again])).toEqual(['duplicate', 'counted'])
  })

  it('counts a visitor once a day, exactly, and each day anew', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A')
    const times = ['12:00:00.000', '13:00:00.000', '23:00:00.000']
    await open.counter.record(times.map((time) => view({ visitor: 'v', time })))
    await open.counter.record(times.map((time) => view({ visitor: 'w', time })))
    expect(await totalsOf(open)).toMatchObject({ live: 6, unique: 2 })
    await open.counter.record([view({ visitor: 'v', at: `${day(open, 1)}T12:00:00.000Z` })])
    expect(await totalsOf(open)).toMatchObject({ live: 7, unique: 3 })
  })

  it('finds a reload among views that arrive when their day is over', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A')
    const late = (visitor: string, time: string) => view({ visitor, at: `${day(open, -2)}T${time}Z` })
    expect(await open.counter.record([late('v', '12:00:00.000')])).toEqual(['counted'])
    await open.passTime(1_800_000)
    expect(await open.counter.record([late('v', '12:00:29.999'), late('w', '12:00:10.000')])).toEqual([
      'reload',
      'counted',
    ])
    // Of a day whose visitors are forgotten nobody is new.
    expect(await totalsOf(open)).toMatchObject({ live: 2, unique: 0, rejected: { reload: 1 } })
  })

  it('recognises nobody who is not to be recognised: no reload, no visitor, once per event id', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A')
    const first = view({ visitor: '' })
    expect(await open.counter.record([first, view({ visitor: '' }), first])).toEqual([
      'counted',
      'counted',
      'duplicate',
    ])
    expect(await totalsOf(open)).toMatchObject({ live: 2, unique: 0, rejected: {} })
  })

  it('divides days at midnight UTC', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A')
    await open.counter.record([
      view({ at: `${day(open)}T23:59:59.999Z` }),
      view({ at: `${day(open, 1)}T00:00:00.000Z` }),
      view({ at: `${day(open, 1)}T00:00:00.001Z` }),
    ])
    const days = await open.counter.unsettled(10)
    expect(days.map((each) => [each.day, each.live])).toEqual([
      [day(open), 1],
      [day(open, 1), 2],
    ])
  })

  it('finds a reload over midnight', async () => {
    await using open = await engine.open()
    const view = viewsOf(open)
    await begin(open, 'A')
    const outcomes = await open.counter.record([
      view({ visitor: 'v', at: `${day(open)}T23:59:50.000Z` }),
      view({ visitor: 'v', at: `${day(open, 1)}T00:00:10.000Z` }),
      view({ visitor: 'v', at: `${day(open, 1)}T00:00:40.000Z` }),
    ])
    expect(outcomes).toEqual(['counted', 'reload', 'counted'])
    expect(await totalsOf(open)).toMatchObject({ live: 2, unique: 2 })
  })
}
