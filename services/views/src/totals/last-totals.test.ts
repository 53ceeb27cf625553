import type { TotalsPayload } from '@uniwire/events'
import { describe, expect, it } from 'vitest'
import { createLastTotals } from './last-totals.ts'

const payload = (live: number): TotalsPayload => ({
  article: 'a',
  day: '2026-11-22',
  live,
  totals: { article: 'a', live, unique: live, rejected: {}, revision: live },
})
const record = (sequence: number) => ({
  sequence,
  subject: 'views.a.2026-11-22',
  envelope: { id: `${sequence}`, source: '/views', type: 'views.totalled', time: '', schema: 1 },
  payload: '',
})

describe('the last totals', () => {
  it('are renewed by the records of others, never by older ones, and only where they are known', () => {
    const lasts = createLastTotals()
    const { subject } = record(0)
    lasts.renew(record(3), payload(3))
    expect(lasts.of(subject)).toBeUndefined()
    lasts.remember(subject, { sequence: 5, payload: payload(5) })
    lasts.renew(record(4), payload(4))
    expect(lasts.of(subject)).toEqual({ sequence: 5, payload: payload(5) })
    lasts.renew(record(6), payload(6))
    expect(lasts.of(subject)).toEqual({ sequence: 6, payload: payload(6) })
    lasts.clear()
    expect(lasts.of(subject)).toBeUndefined()
  })

  it('give an own payload back once, by the id of its event', () => {
    const lasts = createLastTotals()
    lasts.willAppend('event', payload(1))
    expect(lasts.takeOwn('another')).toBeUndefined()
    expect(lasts.takeOwn('event')).toEqual(payload(1))
    expect(lasts.takeOwn('event')).toBeUndefined()
  })

  it('keep no more than some thousands of either, the newest', () => {
    const lasts = createLastTotals()
    for (let n = 0; n < 30_000; n += 1) {
      lasts.remember(`views.${n}`, { sequence: n })
      lasts.willAppend(`event ${n}`, payload(n))
    }
    expect([lasts.of('views.0'), lasts.takeOwn('event 0')]).toEqual([undefined, undefined])
    expect(lasts.of('views.29999')).toEqual({ sequence: 29_999 })
    expect(lasts.takeOwn('event 29999')).toEqual(payload(29_999))
  })
})
