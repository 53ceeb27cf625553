import { describe, expect, it } from 'vitest'
import { compareInstants, dayIn, isTimeZone, resolvePublicationTime, wholeSeconds } from './time.ts'

const value = (text: string, zone: string) => {
  const result = resolvePublicationTime(text, zone)
  return result.ok ? [result.time.value, result.time.precision, result.time.instant] : result.reason
}

describe('the time of publication', () => {
  it('reads wall time with the rule of its own date', () => {
    expect(value('2019-04-24T14:42:56', 'Asia/Almaty')).toEqual([
      '2019-04-24T08:42:56Z',
      'second',
      '2019-04-24T08:42:56Z',
    ])
    expect(value('2024-02-29T12:00:00', 'Asia/Almaty')).toContain('2024-02-29T06:00:00Z')
    expect(value('2024-03-02T12:00:00', 'Asia/Almaty')).toContain('2024-03-02T07:00:00Z')
    expect(value('2023-10-12T12:00:00', 'Asia/Qyzylorda')).toContain('2023-10-12T07:00:00Z')
  })

  it('lets an offset win over the zone', () => {
    expect(value('2019-04-24T14:42:56+03:00', 'Asia/Almaty')).toContain('2019-04-24T11:42:56Z')
    expect(value('2019-04-24t14:42:56.789z', 'Asia/Almaty')).toContain('2019-04-24T14:42:56Z')
  })

  it('keeps a day a day and puts its hour at noon of the university', () => {
    expect(value('2023-10-12', 'Asia/Qyzylorda')).toEqual(['2023-10-12', 'day', '2023-10-12T07:00:00Z'])
  })

  it('knows a minute from a second', () => {
    expect(value('2022-09-05T16:30', 'Asia/Almaty')).toEqual([
      '2022-09-05T10:30:00Z',
      'minute',
      '2022-09-05T10:30:00Z',
    ])
  })

  it('takes the earlier of two equal wall times and moves a missing one forward, both with a warning', () => {
    // Almaty set its clocks back from 00:00 to 23:00 at the end of 29 February 2024.
    const twice = resolvePublicationTime('2024-02-29T23:30:00', 'Asia/Almaty')
    expect(twice).toMatchObject({ ok: true, warning: 'ambiguous', time: { value: '2024-02-29T17:30:00Z' } })
    const never = resolvePublicationTime('2021-03-28T02:30:00', 'Europe/Berlin')
    expect(never).toMatchObject({ ok: true, warning: 'shifted', time: { value: '2021-03-28T01:30:00Z' } })
  })

  it.each(['yesterday', '24.04.2019', '2019-04-24T14', '2019-4-24', '', '20190424'])(
    'refuses %j as no date of the contract',
    (text) => expect(value(text, 'Asia/Almaty')).toBe('syntax'),
  )

  it.each(['2019-02-29', '2019-13-01', '2019-04-24T25:00:00', '2019-04-31T10:00:00Z', '0001-01-01'])(
    'refuses %j as no day or hour that was',
    (text) => expect(value(text, 'Asia/Almaty')).toBe('range'),
  )

  it('tells zones from offsets and inventions', () => {
    expect(['Asia/Almaty', 'UTC', 'Europe/Kyiv'].map(isTimeZone)).toEqual([true, true, true])
    expect(['+05:00', 'Asia/Temirtau', '', 'GMT+5x', '../etc'].map(isTimeZone)).toEqual(
      Array.from({ length: 5 }, () => false),
    )
  })

  it('compares and cuts instants as time', () => {
    expect(compareInstants('2019-04-24T08:42:56Z', '2019-04-24T08:42:56.001Z')).toBe(-1)
    expect(wholeSeconds('2019-04-24T08:42:56.999Z')).toBe('2019-04-24T08:42:56Z')
    expect(dayIn('2023-10-11T20:00:00Z', 'Asia/Qyzylorda')).toBe('2023-10-12')
  })
})
