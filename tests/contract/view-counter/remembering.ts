import { describe, expect, it } from 'vitest'
import type { ViewCounterEngine } from './engine.ts'
import { begin, DAY_MS, day, totalsOf, viewsOf } from './engine.ts'

export function remembering(engine: ViewCounterEngine): void {
  describe('of event ids', () => {
    remembersIds[engine.forgetsIds.by](engine)
  })
  describe('over a restart', () => {
    overRestart[engine.afterRestart](engine)
  })
}

const remembersIds = {
  clock(engine: ViewCounterEngine): void {
    it('lasts seven days at least', async () => {
      await using open = await engine.open()
      const view = viewsOf(open)
      await begin(open, 'A')
      const event = view()
      await open.counter.record([event])
      await open.passTime(7 * DAY_MS)
      expect(await open.counter.record([view(), event])).toEqual(['counted', 'duplicate'])
    })
  },
  engine(engine: ViewCounterEngine): void {
    it('lasts seven days at least', async () => {
      await using open = await engine.open()
      const view = viewsOf(open)
      await begin(open, 'A')
      const event = view()
      await open.counter.record([event])
      expect(await engine.forgetsIds.keptMs?.(open, event)).toBeGreaterThanOrEqual(7 * DAY_MS - 60_000)
    })
  },
}

const overRestart = {
  'the same counts'(engine: ViewCounterEngine): void {
    it('keeps totals, event ids, visitors, reloads, days and what is unsettled', async () => {
      await using open = await engine.open()
      const view = viewsOf(open)
      await begin(open, 'A', 'B')
      const event = view({ visitor: 'v', time: '12:00:00.000' })
      await open.counter.record([event, view({ rejected: 'robot' }), view({ article: 'B' })])
      const [totals, unsettled] = [await totalsOf(open), await open.counter.unsettled(10)]
      await open.restart()
      expect(await totalsOf(open)).toEqual(totals)
      expect(await open.counter.unsettled(10)).toEqual(unsettled)
      expect(
        await open.counter.record([
          event,
          view({ visitor: 'v', time: '12:00:29.999' }),
          view({ visitor: 'v', time: '12:30:00.000' }),
        ]),
      ).toEqual(['duplicate', 'reload', 'counted'])
      expect(await totalsOf(open)).toMatchObject({ live: 2, unique: 1, rejected: { robot: 1, reload: 1 } })
      const query = { windowHours: 24, at: `${day(open)}T13:00:00Z`, limit: 1 }
      expect(await open.counter.mostRead(query)).toEqual([{ article: 'A', views: 2 }])
    })
  },
  'no counts'(engine: ViewCounterEngine): void {
    it('has none: every article is absent again', async () => {
      await using open = await engine.open()
      const view = viewsOf(open)
      await begin(open, 'A')
      await open.counter.record([view()])
      await open.restart()
      expect(await open.counter.record([view()])).toEqual(['absent'])
    })
  },
}
