import { describe, expect, it } from 'vitest'
import { bodyOf, EN, imported, KK, page, RU, shown, TEXTS } from '../../fixtures/texts.ts'

describe('a labelled date', () => {
  it.each([
    ['Дата публикации: 12.10.2023, 14:20:05', '2023-10-12T08:20:05Z', 'ru'],
    ['Опубликовано 12 октября 2023 г. в 14:20', '2023-10-12T08:20:00Z', 'ru'],
    ['Жарияланған күні: 12 қазан 2023', '2023-10-12', 'kk'],
    ['Жарияланды: 2023 жылғы 12 қазан, 14:20', '2023-10-12T08:20:00Z', 'kk'],
    ['Published on October 12, 2023 at 2:20 PM', '2023-10-12T08:20:00Z', 'en'],
    ['[Posted: Thursday, 12 October 2023 | by editor]', '2023-10-12', 'en'],
    ['Publication date: 2023-10-12T14:20:05+06:00', '2023-10-12T08:20:05Z', 'en'],
    ['12.10.2023 жарияланды', '2023-10-12', 'kk'],
    ['Автор: admin | Дата: 12.10.2023 14:20 | Просмотров: 17', '2023-10-12T08:20:00Z', 'ru'],
  ] as const)('is read from "%s"', (line, publishedAt, language) => {
    const text = TEXTS[language]
    const { draft, needs } = imported(
      page('Some menu', '', line, '', text.headline, '', text.first, text.second),
    )
    expect(draft).toMatchObject({ publishedAt, title: text.headline, language })
    expect(draft.bodyText).toBe(bodyOf(text.first, text.second))
    expect(needs).toEqual([])
  })

  it('may stand above its date, in a line of its own', () => {
    const { draft, evidence } = imported(
      page(EN.headline, 'Publication date:', '12.10.2023', EN.first, EN.second),
    )
    expect(draft).toMatchObject({ publishedAt: '2023-10-12', title: EN.headline })
    expect(evidence.publishedAt).toMatchObject({ rule: 'labelled-date', confidence: 'high' })
  })

  it('may stand below the text, and then cuts the tail and not the text', () => {
    const { draft } = imported(
      page(RU.headline, '', RU.first, '', RU.second, '', 'Дата публикации: 12.10.2023', 'Контакты'),
    )
    expect(draft).toMatchObject({ publishedAt: '2023-10-12', title: RU.headline })
    expect(draft.bodyText).toBe(bodyOf(RU.first, RU.second))
  })

  it('below the text stays there although the site says a sentence about itself behind it', () => {
    const about = 'The university was founded in 1971 by the city.'
    const text = page(EN.headline, '', EN.first, EN.second, EN.third, 'Published: 12.10.2023', about)
    expect(imported(text).draft).toMatchObject({
      publishedAt: '2023-10-12',
      title: EN.headline,
      bodyText: bodyOf(EN.first, EN.second, EN.third),
    })
  })

  it('outranks a date without label, and lowers its own confidence when another label disagrees', () => {
    const text = page(
      '01.09.2020',
      EN.headline,
      'Published: 12.10.2023',
      EN.first,
      EN.second,
      'Posted: 13.10.2023',
    )
    const { draft, evidence, warnings } = imported(text)
    expect(draft.publishedAt).toBe('2023-10-12')
    expect(evidence.publishedAt).toMatchObject({ confidence: 'medium', alternatives: ['2023-10-13'] })
    expect(warnings).toEqual([{ field: 'publishedAt', code: 'dates-disagree' }])
  })

  it.each([
    'Updated: 12.10.2023',
    'Последнее обновление: 12.10.2023',
    'Өткізілетін күні: 12.10.2023',
    'Deadline: 12.10.2023',
  ])('is not "%s"', (line) => {
    expect(imported(page(EN.headline, line, EN.first, EN.second)).needs).toEqual(['publishedAt'])
  })

  it('is not a label within a sentence', () => {
    const sentence = 'The book was published on 12 March 2020 by the university press and has sold out since.'
    expect(imported(page(EN.headline, sentence, EN.first)).draft.publishedAt).toBeNull()
  })
})

describe('a line that is, begins with or ends with a date', () => {
  it.each([
    ['28 july 2021 4773', '2021-07-28', '28 july 2021'],
    ['  • 12 October 2023', '2023-10-12', '12 October 2023'],
    ['12 ҚАЗАН 2023', '2023-10-12', '12 ҚАЗАН 2023'],
    ['8 december, 2021', '2021-12-08', '8 december, 2021'],
    ['«28» июля 2021 года', '2021-07-28', '28» июля 2021'],
    ['18.02.2021 12:27:11', '2021-02-18T06:27:11Z', '18.02.2021 12:27:11'],
    ['16:30, 05.09.2022', '2022-09-05T10:30:00Z', '16:30, 05.09.2022'],
    ['Жастар 19 Сәуір, 2023', '2023-04-19', '19 Сәуір, 2023'],
    ['10-07-2024 3580', '2024-07-10', '10-07-2024'],
    ['2022.04.20', '2022-04-20', '2022.04.20'],
    ['27 shilde 2019', '2019-07-27', '27 shilde 2019'],
    ['Fri, Feb 20, 2026, 7:58 AM', '2026-02-20T02:58:00Z', 'Feb 20, 2026, 7:58 AM'],
  ])('gives the date of "%s"', (line, publishedAt, printedDate) => {
    const text = page(EN.headline, '', line, '', EN.first, EN.second)
    const { draft, evidence } = imported(text)
    expect(draft).toMatchObject({ publishedAt, title: EN.headline, bodyText: bodyOf(EN.first, EN.second) })
    expect(evidence.publishedAt?.printedDate).toBe(printedDate)
    expect(shown(text, evidence.publishedAt)).toBe(printedDate)
  })

  it.each([
    ['05.10.2022 ' + EN.headline, '2022-10-05'],
    [EN.headline + '05.09.2022 16:30', '2022-09-05T10:30:00Z'],
    [EN.headline + ' 05.09.2022', '2022-09-05'],
    ['12 October 2023 ' + EN.headline, '2023-10-12'],
    ['12.10.2023 | ' + EN.headline, '2023-10-12'],
  ])('and its headline: "%s"', (line, publishedAt) => {
    const { draft } = imported(page('Zhaiyk Technical University', line, EN.first, EN.second))
    expect(draft).toMatchObject({ publishedAt, title: EN.headline, bodyText: bodyOf(EN.first, EN.second) })
  })

  it('reads dots and dashes with the day first, never as a month', () => {
    expect(imported(page(EN.headline, '03.04.2020', EN.first)).draft.publishedAt).toBe('2020-04-03')
    expect(imported(page(EN.headline, '04/13/2020', EN.first)).draft.publishedAt).toBeNull()
  })

  it('asks where day and month could be exchanged, or the century is not printed', () => {
    const slashed = imported(page(EN.headline, '3/5/2021', EN.first))
    expect(slashed.needs).toEqual(['publishedAt'])
    expect(slashed.evidence.publishedAt?.alternatives).toEqual(['2021-05-03', '2021-03-05'])
    const short = imported(page(EN.headline, '05.10.22', EN.first))
    expect(short.needs).toEqual(['publishedAt'])
    expect(short.evidence.publishedAt?.alternatives).toEqual(['2022-10-05'])
  })

  it('asks when two lines of the head name two days', () => {
    const { draft, needs, evidence } = imported(
      page('12.10.2023', EN.headline, '15.10.2023', EN.first, EN.second),
    )
    expect(draft.publishedAt).toBeNull()
    expect(needs).toEqual(['publishedAt'])
    expect(evidence.publishedAt?.alternatives.toSorted()).toEqual(['2023-10-12', '2023-10-15'])
  })

  it('does not ask because of the dates of other news, whose list ends above the headline', () => {
    const list = ['05.10.2022', 'The library opens at night now', '04.10.2022', 'New bus line to the campus']
    const { draft, needs } = imported(
      page(...list, 'All news', EN.headline, '12.10.2023', EN.first, EN.second),
    )
    expect(needs).toEqual([])
    expect(draft).toMatchObject({ title: EN.headline, publishedAt: '2023-10-12' })
  })

  it.each(['14 февраля 2024 года.', '14 февраля 2024 г.', '14.02.2024 г.', '14 февраля 2024.'])(
    'reads a dateline with its word for year: %s',
    (date) => {
      const opening = `УРАЛЬСК. ${date} Пресс-центр – ${RU.first}`
      const { draft } = imported(page('Главная', 'Новости', '', opening, RU.second))
      expect(draft).toMatchObject({ publishedAt: '2024-02-14', byline: 'Пресс-центр' })
      expect(draft.title?.startsWith('Студенты третьего курса')).toBe(true)
      expect(draft.bodyText).toBe(bodyOf(opening, RU.second))
    },
  )

  it('takes the date by itself below the text, and not those of a list of other news', () => {
    expect(imported(page(EN.headline, EN.first, EN.second, '12.10.2023')).draft.publishedAt).toBe(
      '2023-10-12',
    )
    const list = [
      '05.10.2022 The library opens at night',
      '04.10.2022 New bus line to the campus',
      '01.10.2022 Open day',
    ]
    const { draft, needs } = imported(page(EN.headline, EN.first, EN.second, EN.third, ...list))
    expect(needs).toEqual(['publishedAt'])
    expect(draft.bodyText).toBe(bodyOf(EN.first, EN.second, EN.third))
  })

  it('reads the hour in the zone and by its rules on that day', () => {
    const before = imported(page(KK.headline, '29.02.2024 12:00', KK.first))
    const after = imported(page(KK.headline, '02.03.2024 12:00', KK.first))
    expect([before.draft.publishedAt, after.draft.publishedAt]).toEqual([
      '2024-02-29T06:00:00Z',
      '2024-03-02T07:00:00Z',
    ])
    expect(after.evidence.publishedAt).toMatchObject({
      timeZone: 'Asia/Almaty',
      datePrecision: 'minute',
      wallTime: '2024-03-02T12:00',
    })
  })
})
