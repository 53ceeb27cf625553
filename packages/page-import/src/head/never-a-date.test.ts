import { describe, expect, it } from 'vitest'
import { bodyOf, EN, imported, KK, page, RU } from '../../fixtures/texts.ts'

describe('never a publication date', () => {
  it.each([
    ['27 июня 2012 года наш университет отметил своё двадцатилетие большим праздником.', RU],
    ['29 апреля 2022г во дворце студентов прошла встреча ректора с преподавателями', RU],
    ['On April 23, 2019 a meeting was held with the representatives of the organisation.', EN],
    ['In 2014, on 12 May 2014, the university opened its doors to students from abroad.', EN],
    ['2023 жылдың 12 қазанында университетте ғылыми конференция өтті.', KK],
    ['День открытых дверей пройдёт 12 октября 2023 года', RU],
    ['Applications are accepted until 12 October 2023', EN],
  ])('is one in running text: %s', (line, text) => {
    expect(
      imported(page(text.headline, '', text.first, '', line, '', text.second)).draft.publishedAt,
    ).toBeNull()
    expect(imported(page(text.headline, '', line, '', text.first)).draft.publishedAt).toBeNull()
  })

  it.each([
    'Опубликовано: 12.10.2023 | Обновлено: 14.10.2023',
    'Обновлено 14.10.2023, опубликовано 12.10.2023',
    '12.10.2023 (обновлено 14.10.2023 10:20)',
    '12.10.2023 Обновлено 14.10.2023',
  ])('is that of a change beside it: %s', (line) => {
    const { draft, evidence } = imported(page(RU.headline, line, RU.first, RU.second))
    expect(draft).toMatchObject({ title: RU.headline, publishedAt: '2023-10-12' })
    expect(evidence.publishedAt?.alternatives).toEqual([])
    expect(imported(page(RU.headline, 'Обновлено: 14.10.2023', RU.first)).needs).toEqual(['publishedAt'])
  })

  it.each([
    'IMG 2023-10-12 at 17.35.54.jpeg',
    'Report 12.10.2023.pdf',
    '12.10.2023 plan.docx',
    'photo_12.10.2023.jpg',
    '2023-10-12.png',
  ])('is one in the name of a file: %s', (name) => {
    expect(imported(page(EN.headline, name, EN.first, EN.second)).needs).toEqual(['publishedAt'])
  })

  it.each([
    ['Wednesday, May 29, 2024', EN],
    ['Среда, 29 мая 2024 г. 10:15', RU],
    ['29.05.2024, сәрсенбі', KK],
  ])('is the clock of the site, first on the page with a weekday: %s', (clock, text) => {
    expect(imported(page(clock, '', text.headline, text.first, text.second)).needs).toEqual(['publishedAt'])
  })

  it.each([
    ['a breadcrumb', ['Home > News']],
    ['a list of steps', ['- Main page', '- News']],
    ['a menu', ['About us', 'Faculties', 'Contacts', 'Library']],
  ])('stands above %s', (_, menu) => {
    const { draft, needs } = imported(page('29.05.2024', ...menu, '', EN.headline, '', EN.first, EN.second))
    expect(needs).toEqual(['publishedAt'])
    expect(draft.title).toBe(EN.headline)
  })

  it.each([
    '[2023-10-12 10:11:12] production.ERROR: Undefined index: menu',
    'Array ( [created] => 2023-10-12 10:11:12 )',
    '{"date":"2023-10-12 10:11:12.000000","timezone_type":3}',
    'Thu Oct 12 2023 17:35:54 GMT+0600 (East Kazakhstan Time)',
    'Warning: date() expects 12.10.2023 in /var/www/html/news.php on line 12',
  ])("is a machine's: %s", (dump) => {
    expect(imported(page(dump, EN.headline, EN.first, EN.second)).needs).toEqual(['publishedAt'])
    expect(imported(page(EN.headline, dump, EN.first, EN.second)).draft.bodyText).toBe(
      bodyOf(EN.first, EN.second),
    )
  })

  it.each([
    '12–15 October 2023',
    '12.10.2023 – 15.10.2023',
    '12.10.2023 16:30–18:00',
    'с 12 по 15 октября 2023 года',
  ])('is the time of an event: %s', (period) => {
    expect(imported(page(EN.headline, period, EN.first, EN.second)).needs).toEqual(['publishedAt'])
  })

  it('is a copyright, a version or a telephone number', () => {
    for (const line of [
      '© 12.10.2023 Zhaiyk',
      'Version 2.12.10.2023',
      '+7 727 12-10-2023',
      '31.02.2023',
      '12.13.2023',
    ])
      expect(imported(page(EN.headline, line, EN.first, EN.second)).draft.publishedAt).toBeNull()
  })
})

describe('a dateline', () => {
  it.each([
    ['ALMATY. 20 April. ', EN, '20 April'],
    ['АЛМАТЫ. 20 апреля. Пресс-служба – ', RU, '20 апреля'],
    ['Алматы, 20 сәуір. ', KK, '20 сәуір'],
  ])('without a year stays in the text and asks for it: %s', (dateline, text, printedDate) => {
    const { draft, needs, evidence } = imported(page('Home', 'News', '', dateline + text.first, text.second))
    expect(needs).toEqual(['publishedAt'])
    expect(evidence.publishedAt).toMatchObject({ datePrecision: 'month-day', printedDate, value: null })
    expect(draft.bodyText).toBe(bodyOf(dateline + text.first, text.second))
    expect(draft.title).toBe(text.first.slice(0, text.first.indexOf('.')))
  })

  it('with its year is the date', () => {
    const { draft, needs } = imported(page('ASTANA. 20 April 2022. ' + EN.first, EN.second))
    expect(draft.publishedAt).toBe('2022-04-20')
    expect(needs).toEqual([])
  })

  it('never borrows a year from the text', () => {
    const { draft } = imported(
      page(
        'ALMATY. 20 April. ' + EN.first,
        'Since 2014 the station has been planned, and in 2020 it was paid for.',
      ),
    )
    expect(draft.publishedAt).toBeNull()
  })
})
