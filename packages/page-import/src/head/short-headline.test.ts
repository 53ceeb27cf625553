import { describe, expect, it } from 'vitest'
import { bodyOf, EN, imported, KK, page, RU } from '../../fixtures/texts.ts'

const SHORT = 'Метеостанция ждёт студентов степи'

describe('a headline as short as an entry of a menu', () => {
  it.each([
    ['an entry that every site has', ['Главная', 'Университет', 'Наука', 'Новости']],
    ['a breadcrumb', ['Карта сайта', 'Поиск', 'Главная » Новости']],
    ['a breadcrumb in lines, with the headline in it', ['- Главная', '- Новости', `- ${SHORT}`]],
  ])('is told from the menu by what stands above it: %s', (_, menu) => {
    const { draft } = imported(page(...menu, SHORT, '12.10.2023', RU.first, RU.second))
    expect(draft).toMatchObject({ title: SHORT, publishedAt: '2023-10-12' })
    expect(imported(page(...menu, SHORT, RU.first, RU.second)).draft.title).toBe(SHORT)
  })

  it('is none where a menu that nobody knows goes on', () => {
    const menu = ['Главная', 'Новости', 'Центр карьеры студентов', 'Отдел набора студентов', 'Музей истории']
    const { evidence } = imported(page(...menu, RU.first, RU.second))
    expect(evidence.title?.rule).toBe('first-sentence')
  })
})

describe('what stands between headline and text', () => {
  it('is the title of the details where labelled fields follow, though teasers end in the same word', () => {
    const details = ['Толығырақ', 'Санат: Жаңалықтар', 'Жарияланды: 15 Ақпан 2024']
    const { draft } = imported(page('Басты бет', '', KK.headline, ...details, KK.first, KK.second))
    expect(draft).toMatchObject({ title: KK.headline, publishedAt: '2024-02-15', categories: ['Жаңалықтар'] })
    const teaser = page(KK.headline, 'Толығырақ', '15 Ақпан 2024', KK.first, KK.second)
    expect(imported(teaser).evidence.title?.rule).toBe('first-sentence')
  })

  it.each([
    'Опубликовано: 2 дня назад',
    '3 days ago',
    'Вчера, 14:20',
    'Жарияланды: 5 сағат бұрын',
    '31.02.2024',
  ])('is a date even if it names no day, and is asked for: %s', (line) => {
    const { draft, needs } = imported(page(RU.headline, line, RU.first, RU.second))
    expect(draft).toMatchObject({ title: RU.headline, bodyText: bodyOf(RU.first, RU.second) })
    expect(needs).toEqual(['publishedAt'])
  })

  it.each(['Срок подачи заявок: 15.03.2024', 'Приказ № 15 от 12.01.2024', 'Дата проведения: 20.05.2024'])(
    'is no headline where it leads to a date of its own: %s',
    (line) => {
      expect(imported(page(RU.headline, line, RU.first, RU.second))).toMatchObject({
        draft: { title: RU.headline, publishedAt: null },
        needs: ['publishedAt'],
      })
      const dated = page(RU.headline, line, 'Дата публикации: 01.03.2024', RU.first, RU.second)
      expect(imported(dated).draft).toMatchObject({ title: RU.headline, publishedAt: '2024-03-01' })
    },
  )

  it('is a headline among them where no other line is one', () => {
    const { draft, evidence } = imported(page(`12.03.2021 | Новости | ${RU.headline}`, RU.first, RU.second))
    expect(draft).toMatchObject({ title: RU.headline, publishedAt: '2021-03-12' })
    expect(evidence.title).toMatchObject({ confidence: 'medium', rule: 'headline-among-fields' })
  })

  it('is a line by its author, with what he is', () => {
    const by = 'By Dana Omarova, Press Office'
    const { draft } = imported(page(EN.headline, by, 'March 12, 2021', EN.first, EN.second))
    expect(draft).toMatchObject({ title: EN.headline, byline: 'Dana Omarova, Press Office' })
  })

  it('is a line that counts views and comments', () => {
    const { draft } = imported(page(RU.headline, '12.10.2023', 'Просмотров: 412 Комментариев: 0', RU.first))
    expect(draft).toMatchObject({ title: RU.headline, legacyViews: { count: 412 }, bodyText: RU.first })
  })

  it.each([
    '12 March 2021 · Dana Seitkali Omarova · 3 min read',
    '12.03.2021 | Campus life of students | Dana Omarova',
    '12 March 2021 Dana Seitkali Omarova',
  ])('is no headline where it is names and fields beside the date: %s', (line) => {
    const { draft } = imported(page(EN.headline, line, EN.first, EN.second))
    expect(draft).toMatchObject({ title: EN.headline, publishedAt: '2021-03-12' })
  })
})

describe('a title made from the first sentence', () => {
  it('is not cut at a shortened word with a capital', () => {
    const text =
      'Prof. J. R. Whitfield of St. Andrews gave three lectures on the weather. Many came to listen.'
    const { draft } = imported(page('12 October 2023', text, EN.second))
    expect(draft.title).toBe('Prof. J. R. Whitfield of St. Andrews gave three lectures on the weather')
  })
})
