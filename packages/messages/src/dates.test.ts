import { describe, expect, it } from 'vitest'
import { formatClock, formatDay, formatMonth, formatTime, machineDay, machineTime } from './dates.ts'

const day = { value: '2023-10-12', precision: 'day', timeZone: 'Asia/Almaty' } as const
const second = { value: '2019-04-24T08:42:56Z', precision: 'second', timeZone: 'Asia/Almaty' } as const
const nightInAlmaty = { value: '2024-12-31T19:30:00Z', precision: 'minute', timeZone: 'Asia/Almaty' } as const

describe('dates', () => {
  it.each([
    ['kk', '12\u00a0қазан 2023'],
    ['ru', '12\u00a0октября 2023'],
    ['en', '12\u00a0October 2023'],
  ] as const)('writes a day in %s', (language, text) => {
    expect(formatDay(language, day)).toBe(text)
    expect(formatTime(language, day)).toBe(text)
  })

  it.each([
    ['kk', 'қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан'],
    ['ru', 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'],
    ['en', 'January February March April May June July August September October November December'],
  ] as const)('names all months in %s', (language, names) => {
    const written = names.split(' ').map((_, month) => {
      const value = Temporal.PlainDate.from({ year: 2021, month: month + 1, day: 5 }).toString()
      return formatDay(language, { value, precision: 'day', timeZone: 'Asia/Almaty' })
    })
    expect(written).toEqual(names.split(' ').map((name) => `5\u00a0${name} 2021`))
  })

  it('names a month by itself, in the case of a heading', () => {
    expect(formatMonth('kk', '2023-10')).toBe('Қазан 2023')
    expect(formatMonth('ru', '2023-10')).toBe('октябрь 2023')
    expect(formatMonth('en', '2024-02')).toBe('February 2024')
  })

  it('shows the hour of the university, with the offset of that year', () => {
    expect(formatTime('ru', second)).toBe('24\u00a0апреля 2019, 14:42')
    expect(formatTime('en', { ...second, value: '2024-04-24T08:42:56Z' })).toBe('24\u00a0April 2024, 13:42')
    expect(machineTime(second)).toBe('2019-04-24T14:42:56+06:00')
  })

  it('takes the calendar day from the university, not from UTC', () => {
    expect(formatDay('kk', nightInAlmaty)).toBe('1\u00a0қаңтар 2025')
    expect(machineDay(nightInAlmaty)).toBe('2025-01-01')
  })

  it('keeps a day a day for machines', () => {
    expect(machineTime(day)).toBe('2023-10-12')
    expect(machineDay(day)).toBe('2023-10-12')
    expect(formatClock(day)).toBeUndefined()
  })
})
