import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainInstantMs } from './wall-time.ts'

const ZONES = [
  'Asia/Almaty',
  'Asia/Qyzylorda',
  'Europe/Berlin',
  'Pacific/Apia',
  'America/New_York',
  'UTC',
  'Africa/Monrovia',
]
const HOUR_MS = 3_600_000

const anyWallMs = fc.integer({ min: Date.UTC(1901, 0, 1), max: Date.UTC(2200, 0, 1) })
/** Where it is hard: within three days of the changes of a zone. */
const nearChange = fc
  .tuple(fc.constantFrom(...ZONES), anyWallMs, fc.integer({ min: -72 * 60, max: 72 * 60 }))
  .map(([zone, atMs, minutes]) => {
    const at = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone)
    const change = at.getTimeZoneTransition('next') ?? at.getTimeZoneTransition('previous') ?? at
    return { zone, wallMs: change.epochMilliseconds + minutes * 60_000 }
  })
const anywhere = fc.record({ zone: fc.constantFrom(...ZONES), wallMs: anyWallMs })

it('says what Temporal says of a wall time, or nothing', () => {
  let said = 0
  fc.assert(
    fc.property(fc.oneof(anywhere, nearChange), ({ zone, wallMs }) => {
      const local = new Date(wallMs).toISOString().slice(0, 19)
      const mine = plainInstantMs(local, zone)
      if (mine === undefined) return
      said += 1
      const wall = Temporal.PlainDateTime.from(local)
      for (const disambiguation of ['earlier', 'later'] as const) {
        const zoned = wall.toZonedDateTime(zone, { disambiguation })
        expect(mine).toBe(Math.floor(zoned.epochMilliseconds / 1_000) * 1_000)
      }
    }),
    { numRuns: 2_000 },
  )
  expect(said).toBeGreaterThan(500)
})

it('says what Temporal says of an offset', () => {
  fc.assert(
    fc.property(anyWallMs, fc.integer({ min: -23, max: 23 }), (wallMs, hours) => {
      const local = new Date(wallMs).toISOString().slice(0, 19)
      const offset = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:30`
      expect(plainInstantMs(local, { offset })).toBe(Temporal.Instant.from(local + offset).epochMilliseconds)
    }),
  )
})

it.each([
  '2019-02-29T10:00:00',
  '2019-13-01T10:00:00',
  '2019-04-24T24:00:00',
  '2019-04-24T10:60:00',
  '2019-04-24T10:00:60',
  '1900-01-01T00:00:00',
])('leaves %s to Temporal', (local) => expect(plainInstantMs(local, 'UTC')).toBeUndefined())

it('leaves the days around a change to Temporal, and no others', () => {
  const changeMs = Date.UTC(2024, 1, 29, 18)
  const at = (ms: number) => plainInstantMs(new Date(ms).toISOString().slice(0, 19), 'Asia/Almaty')
  expect([at(changeMs), at(changeMs + 6 * HOUR_MS)]).toEqual([undefined, undefined])
  expect(at(changeMs + 60 * HOUR_MS)).toBe(changeMs + 55 * HOUR_MS)
})
