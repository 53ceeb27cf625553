import { describe, expect, it } from 'vitest'
import { bodyOf, EN, imported, KK, page, RU } from '../fixtures/texts.ts'

/** Whole pages in the shapes that publishing systems and press offices give them. */
describe('a page as it is printed by', () => {
  it('a blog: author and date in lines of their own, links to the neighbours below', () => {
    const above = [
      'Skip to content',
      'Home',
      'About',
      'News',
      EN.headline,
      'By Dana Omarova',
      '/ March 12, 2021',
    ]
    const below = [
      '← Previous Post',
      'Next Post →',
      'Leave a Comment',
      'Your email address will not be published by us.',
    ]
    expect(imported(page(...above, EN.first, EN.second, EN.third, ...below)).draft).toMatchObject({
      title: EN.headline,
      publishedAt: '2021-03-12',
      byline: 'Dana Omarova',
      bodyText: bodyOf(EN.first, EN.second, EN.third),
    })
  })

  it('a system that lists the details of the article below its headline', () => {
    const details = [
      'Details',
      'Written by Super User',
      'Category: News',
      'Published: 12 March 2021',
      'Hits: 345',
    ]
    const { draft, evidence } = imported(page(EN.headline, ...details, EN.first, EN.second, 'Prev', 'Next'))
    expect(draft).toMatchObject({
      title: EN.headline,
      publishedAt: '2021-03-12',
      byline: 'Super User',
      categories: ['News'],
      legacyViews: { count: 345 },
      bodyText: bodyOf(EN.first, EN.second),
    })
    expect(evidence.byline?.confidence).toBe('low')
  })

  it('a system that prints all of it in one line', () => {
    const meta = 'Опубликовано: 12 октября 2023 Автор: Иванова А. Просмотров: 5'
    expect(imported(page(RU.headline, meta, RU.first, RU.second)).draft).toMatchObject({
      title: RU.headline,
      publishedAt: '2023-10-12',
      byline: 'Иванова А.',
      legacyViews: { count: 5 },
      bodyText: bodyOf(RU.first, RU.second),
    })
  })

  it('a site with the headline in its breadcrumb, and buttons for sharing below', () => {
    const way = `Басты бет / Жаңалықтар / ${KK.headline}`
    const foot = ['Баспасөз қызметі', '', 'Бөлісу:', 'Facebook', 'Telegram']
    const { draft } = imported(
      page(way, '', KK.headline, '', '2023 жылғы 12 қазан', '', KK.first, '', KK.second, '', ...foot),
    )
    expect(draft).toMatchObject({
      title: KK.headline,
      publishedAt: '2023-10-12',
      categories: ['Жаңалықтар'],
      byline: 'Баспасөз қызметі',
      bodyText: bodyOf(KK.first, KK.second),
    })
  })

  it('a site with its motto above everything', () => {
    const motto = ['«Білім – ең үлкен байлық, оны ешкім тартып ала алмайды.»', 'Әл-Фараби']
    const { draft } = imported(page(...motto, '', KK.headline, '', KK.first, KK.second))
    expect(draft).toMatchObject({ title: KK.headline, bodyText: bodyOf(KK.first, KK.second) })
  })

  it('a press office that announces an event: its day and place are text, not the date of publication', () => {
    const event = ['Дата проведения: 15 октября 2023 года', 'Место: главный корпус']
    const { draft, needs } = imported(page('Приглашаем на день науки!', ...event, RU.first, RU.second))
    expect(needs).toEqual(['publishedAt'])
    expect(draft).toMatchObject({
      title: 'Приглашаем на день науки!',
      bodyText: bodyOf(...event, RU.first, RU.second),
    })
  })

  it('a press office that stops no sentence', () => {
    const text = [
      'В университете прошла встреча с послом и студентами всех факультетов',
      'Гости осмотрели музей и библиотеку и ответили на вопросы студентов',
    ]
    expect(imported(page('12.03.2021', 'Встреча с послом', ...text, 'Пресс-служба')).draft).toMatchObject({
      title: 'Встреча с послом',
      byline: 'Пресс-служба',
      bodyText: bodyOf(...text),
    })
  })

  it('an old site: no break but single ones, a clock, a language switch, a table of contents, no date', () => {
    const above = ['Среда, 29 мая 2024', 'RU | KZ | EN', 'Главная', 'Об университете', 'Новости', 'Контакты']
    const below = ['Наверх', 'Карта сайта', '© 2024 Жайыкский технический университет']
    const { draft, needs } = imported(page(...above, RU.headline, RU.first, RU.second, ...below))
    expect(needs).toEqual(['publishedAt'])
    expect(draft).toMatchObject({ title: RU.headline, categories: [], bodyText: bodyOf(RU.first, RU.second) })
  })

  it('a site in the Latin alphabet of 2018', () => {
    const text =
      'Elorda kúni qarsańynda ýnıversıtette 1250 oryndyq zamanaýı Stýdentter úıiniń qurylysy bastaldy.'
    const { draft } = imported(page('Stýdentter úıiniń irgetasy qalandy', '27 shilde 2019', text))
    expect(draft).toMatchObject({ publishedAt: '2019-07-27', language: 'kk-Latn', bodyText: text })
  })

  it('a site that says in which section it was published', () => {
    const { draft } = imported(
      page(EN.headline, 'Published 12.03.2021 14:05 in category News', EN.first, EN.second),
    )
    expect(draft).toMatchObject({ title: EN.headline, publishedAt: '2021-03-12T08:05:00Z' })
  })

  it('a site that puts teasers of other news behind the article', () => {
    const other = [
      'Подробнее',
      'Другая новость дня в университете',
      'Краткое описание другой новости дня.',
      'Подробнее',
    ]
    const { draft } = imported(page(RU.headline, '', `${RU.first} ${RU.second}`, '', ...other))
    expect(draft).toMatchObject({ title: RU.headline, bodyText: `${RU.first} ${RU.second}` })
  })
})
