import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { describe, expect, it } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { sharedRedis } from './redis-place.ts'
import { begin, now, totalsOf, view } from './views.ts'

const isHere = hasEngine('redis')

describe.runIf(isHere)('visitors of one article and day', () => {
  const newPlace = sharedRedis()

  it('are exact up to 512, then within 3 % of the truth, and never fewer than before', async () => {
    await using place = await newPlace()
    await using counter = await openRedisViewCounter({ ...place, now, timeoutMs: 20_000 })
    await begin(counter, 'A')
    let unique = 0
    for (let sent = 0; sent < 20_000;) {
      const size = sent < 600 ? 64 : 500
      const views = Array.from({ length: size }, (_, n) => view(`visitor-${sent + n}`))
      expect(new Set(await counter.record(views))).toEqual(new Set(['counted']))
      sent += size
      const totals = await totalsOf(counter)
      expect(totals.live).toBe(sent)
      expect(totals.unique).toBeGreaterThanOrEqual(unique)
      expect(Math.abs(totals.unique - sent)).toBeLessThanOrEqual(sent <= 512 ? 0 : 0.03 * sent)
      ;({ unique } = totals)
    }
    // The same readers an hour later are nobody new.
    const again = Array.from({ length: 5_000 }, (_, n) =>
      view(`again-${n}`, { visitor: `visitor-${n}`, at: '2024-09-02T13:00:00Z' }),
    )
    await counter.record(again)
    expect((await totalsOf(counter)).unique).toBe(unique)
  })
})
