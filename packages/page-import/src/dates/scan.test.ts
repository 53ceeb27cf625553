import { describe, expect, it } from 'vitest'
import { imported, page, RU, shown } from '../../fixtures/texts.ts'
import { isoOf } from './printed-date.ts'
import { scanDates } from './scan.ts'

/** January to December, as each language and alphabet writes them before or behind a day. */
const MONTHS: Readonly<Record<string, string>> = {
  'English': 'January February March April May June July August September October November December',
  'English, short': 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
  'Russian': 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
  'Russian, nominative': 'Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь',
  'Russian, short': 'янв фев мар апр мая июн июл авг сен окт ноя дек',
  'Kazakh': 'қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан',
  'Kazakh, genitive': 'қаңтардың ақпанның наурыздың сәуірдің мамырдың маусымның шілденің тамыздың қыркүйектің қазанның қарашаның желтоқсанның',
  'Kazakh, Latin of 2018': 'qańtar aqpan naýryz sáýir mamyr maýsym shilde tamyz qyrkúıek qazan qarasha jeltoqsan',
  'Kazakh, Latin of 2021': 'qañtar aqpan nauryz säuır mamyr mausym şılde tamyz qyrküiek qazan qaraşa jeltoqsan',
  'Kazakh, plain letters': 'qantar aqpan nauryz sauir mamyr mausym shilde tamyz qyrkuiek qazan qarasha jeltoqsan',
} // prettier-ignore

const datesIn = (text: string) => scanDates(text).map(isoOf)

describe('the names of months', () => {
  it.each(Object.entries(MONTHS))('are known in %s, in any letter case', (_, names) => {
    const expected = Array.from({ length: 12 }, (__, at) => [`2023-${String(at + 1).padStart(2, '0')}-09`])
    const all = names.split(' ')
    for (const written of [all, all.map((name) => name.toUpperCase())])
      expect(written.map((name) => datesIn(`9 ${name} 2023`))).toEqual(expected)
    // As a text copied out of a PDF has them, where marks are letters of their own.
    for (const [at, name] of all.entries()) {
      const text = page(RU.headline, `9 ${name} 2023`.normalize('NFD'), RU.first, RU.second)
      const { draft, evidence } = imported(text)
      expect(draft.publishedAt).toBe(expected[at]?.[0])
      expect(shown(text, evidence.publishedAt)).toBe(`9 ${name} 2023`.normalize('NFD'))
    }
  })

  it('stand behind the year as well in Kazakh, in each alphabet', () => {
    expect(datesIn('2023 жылғы 9 қазан')).toEqual(['2023-10-09'])
    expect(datesIn('2023 jylǵy 9 qazan')).toEqual(['2023-10-09'])
    expect(datesIn('2023 ж. 9 қазан')).toEqual(['2023-10-09'])
  })

  it('stand behind an ordinal and its "of" in English', () => {
    expect(datesIn('the 9th of October, 2023')).toEqual(['2023-10-09'])
    expect(datesIn('October 9th, 2023')).toEqual(['2023-10-09'])
    expect(datesIn('9 of октября 2023')).toEqual([])
  })

  it('in other cases are running text', () => {
    for (const text of ['9 октябре 2023', '9 қазанында 2023', '9 octobers 2023'])
      expect(datesIn(text)).toEqual([])
  })
})

describe('an hour with a stop', () => {
  it('is one behind a word that leads to an hour, and nowhere else', () => {
    expect(datesIn('14 февраля 2024 в 10.20')).toEqual(['2024-02-14T10:20'])
    expect(datesIn('14.02.2024, в 10.20')).toEqual(['2024-02-14T10:20'])
    expect(datesIn('14.02.2024 10.20')).toEqual(['2024-02-14'])
    expect(datesIn('14.02.2024 в 10.20.2024')).toEqual(['2024-02-14'])
  })
})
