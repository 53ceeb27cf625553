import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { describe, expect, it } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { sharedRedis } from './redis-place.ts'
import { begin, now as noon, totalsOf, view } from './views.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const isHere = hasEngine('redis')

describe.runIf(isHere)('counters whose clocks differ or jump', () => {
  const newPlace = sharedRedis()

  it('count a resent view once, whichever of them is sent it', async () => {
    await using place = await newPlace()
    const offsets = [0, -3 * DAY_MS, 2 * DAY_MS, -HOUR_MS]
    const counters = await Promise.all(
      offsets.map((offset) => openRedisViewCounter({ ...place, now: () => noon() + offset })),
    )
    const [first] = counters
    if (first === undefined) throw new Error('no counter')
    await begin(first, 'A')
    for (let n = 0; n < 40; n++) {
      const outcomes: string[] = []
      for (const step of counters.keys()) {
        const counter = counters[(n + step) % counters.length]
        outcomes.push(...((await counter?.record([view(`${n}`)])) ?? []))
      }
      expect(outcomes).toEqual(['counted', 'duplicate', 'duplicate', 'duplicate'])
    }
    // For the clock that is ahead the day is over, and with it its visitors: too few, never twice.
    expect(await totalsOf(first)).toMatchObject({ live: 40, unique: 30, rejected: {} })
    for (const counter of counters) await counter[Symbol.asyncDispose]()
  })

  it('forget an event id after eight days and no earlier', async () => {
    await using place = await newPlace()
    let time = noon()
    await using counter = await openRedisViewCounter({ ...place, now: () => time })
    await begin(counter, 'A')
    const robot = view('1', { rejected: 'robot' })
    await counter.record([robot])
    time += 8 * DAY_MS
    expect(await counter.record([view('2'), robot])).toEqual(['counted', 'duplicate'])
    time += 1
    // Forgotten by the first call that changes the article after its time.
    await counter.record([view('3')])
    expect(await counter.record([robot])).toEqual(['rejected'])
  })

  it('settle in the order of changes although a clock is set back', async () => {
    await using place = await newPlace()
    let time = noon()
    await using counter = await openRedisViewCounter({ ...place, now: () => time })
    const articles = ['D', 'A', 'C', 'B']
    await begin(counter, ...articles)
    for (const [n, article] of articles.entries()) {
      await counter.record([view(`${n}`, { article })])
      time -= DAY_MS
    }
    expect((await counter.unsettled(10)).map(({ totals }) => totals.article)).toEqual(articles)
  })

  it('take nobody for new on a day whose visitors may be forgotten', async () => {
    await using place = await newPlace()
    let time = Date.parse('2024-09-03T00:59:59.999Z')
    await using counter = await openRedisViewCounter({ ...place, now: () => time })
    await begin(counter, 'A')
    await counter.record([view('1')])
    expect(await totalsOf(counter)).toMatchObject({ live: 1, unique: 1 })
    time += 1
    await counter.record([view('2')])
    expect(await totalsOf(counter)).toMatchObject({ live: 2, unique: 1 })
  })

  it('find a reload among views that come hours late, others between them', async () => {
    await using place = await newPlace()
    let time = noon() + 5 * HOUR_MS
    await using counter = await openRedisViewCounter({ ...place, now: () => time })
    await begin(counter, 'A')
    const late = (id: string, at: string) => view(id, { visitor: 'v', at: `2024-09-02T${at}Z` })
    expect(await counter.record([late('1', '12:00:00')])).toEqual(['counted'])
    time += HOUR_MS / 2
    expect(await counter.record([view('2', { at: '2024-09-02T17:30:00Z' })])).toEqual(['counted'])
    expect(await counter.record([late('3', '12:00:20'), late('4', '12:00:50')])).toEqual([
      'reload',
      'counted',
    ])
    // Nothing has come late for more than an hour: the memory of it goes.
    time += HOUR_MS + 1
    await counter.record([view('5', { at: '2024-09-02T18:30:00Z' })])
    expect(await counter.record([late('6', '12:01:00')])).toEqual(['counted'])
  })
})
