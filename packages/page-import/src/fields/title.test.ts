import { describe, expect, it } from 'vitest'
import { bodyOf, EN, imported, KK, page, RU, SITE, shown, TEXTS } from '../../fixtures/texts.ts'

const MENU = ['Home', 'About us', 'Faculties', 'Contacts']

describe('a headline', () => {
  it.each(['kk', 'ru', 'en'] as const)(
    'is the last headline-like line above the first paragraph (%s)',
    (language) => {
      const text = TEXTS[language]
      const received = page(...MENU, '', text.headline, '', text.first, '', text.second)
      const { draft, evidence, needs } = imported(received)
      expect(draft).toMatchObject({
        title: text.headline,
        language,
        bodyText: bodyOf(text.first, text.second),
      })
      expect(needs).toEqual(['publishedAt'])
      expect(evidence.title).toMatchObject({ rule: 'headline-above', confidence: 'medium' })
      expect(shown(received, evidence.title)).toBe(text.headline)
    },
  )

  it.each([
    'Congratulations on the Day of Science!',
    'Where do our graduates work?',
    '12 October – Day of the Engineer',
  ])('may end with a mark or begin with a date: %s', (headline) => {
    expect(imported(page(...MENU, headline, EN.first, EN.second)).draft.title).toBe(headline)
  })

  it('stands below the date as well as above it', () => {
    expect(imported(page('12.10.2023', '', EN.headline, '', EN.first)).draft.title).toBe(EN.headline)
    expect(imported(page(EN.headline, '', '12.10.2023', '', EN.first)).draft.title).toBe(EN.headline)
  })

  it('below the date may follow the name of a section, which is chrome', () => {
    const { draft } = imported(page('12.10.2023', 'Society', '', EN.headline, '', EN.first, EN.second))
    expect(draft).toMatchObject({ title: EN.headline, bodyText: bodyOf(EN.first, EN.second) })
  })

  it('of four words among menu lines is one when it is printed twice', () => {
    const { draft } = imported(
      page(...MENU, 'Rector met the graduates', 'Rector met the graduates', EN.first),
    )
    expect(draft).toMatchObject({ title: 'Rector met the graduates', bodyText: EN.first })
  })

  it('is looked for past view counts, credits, categories and pictures', () => {
    const between = ['Views: 12', 'Category: Science', 'Author: A. Nurlanova', 'IMG_0001.jpg']
    const { draft } = imported(page(EN.headline, ...between, EN.first, EN.second))
    expect(draft).toMatchObject({ title: EN.headline, bodyText: bodyOf(EN.first, EN.second) })
  })

  it('printed twice is more certain, and leaves the body both times', () => {
    const { draft, evidence } = imported(
      page(EN.headline, '12.10.2023', '', EN.headline, '', EN.first, EN.second),
    )
    expect(draft).toMatchObject({ title: EN.headline, bodyText: bodyOf(EN.first, EN.second) })
    expect(evidence.title).toMatchObject({ rule: 'headline-printed-twice', confidence: 'high' })
  })

  it.each([
    ['to the text', EN.headline + ' ' + EN.first],
    ['to the text without a space', EN.headline + EN.first],
  ])('glued %s the second time leaves the text', (_, glued) => {
    const { draft } = imported(page(EN.headline, '12.10.2023', glued, EN.second))
    expect(draft).toMatchObject({ title: EN.headline, bodyText: bodyOf(EN.first, EN.second) })
  })

  it('glued to something else both times is the common beginning', () => {
    const text = page(
      `${EN.headline} +7 727 311-22-33`,
      '12.10.2023',
      `${EN.headline} ${EN.first}`,
      EN.second,
    )
    expect(imported(text).draft).toMatchObject({ title: EN.headline, bodyText: bodyOf(EN.first, EN.second) })
  })

  it('is not cut off a sentence that merely begins with the same words', () => {
    const headline = 'The rector met the first-year students'
    const sentence =
      'The rector met the first-year students of the mining faculty and answered their questions.'
    const { draft } = imported(page(headline, '12.10.2023', sentence, EN.second))
    expect(draft).toMatchObject({ title: headline, bodyText: bodyOf(sentence, EN.second) })
  })

  it('named only by the last step of a breadcrumb is taken from there', () => {
    const { draft, evidence } = imported(page(`Home > News > ${EN.headline}`, EN.first, EN.second))
    expect(draft).toMatchObject({ title: EN.headline, categories: ['News'] })
    expect(evidence.title?.rule).toBe('breadcrumb')
  })
})

describe('no headline', () => {
  it.each([
    ['a menu line', 'Contacts'],
    ["the site's name", SITE.names.en],
    ["the site's name with a welcome", `Welcome to ${SITE.names.en}`],
    ["the site's name in another language", SITE.names.kk],
    ['a line with a final stop', 'The steppe campus has a new weather station.'],
    ['a line in lower case', 'and other news of the steppe campus'],
    ['a line that leads on', 'The following students took part in it:'],
    ['an address', 'Satpayev street 5, tel. +7 727 311-22-33'],
    ['a copyright', '© 2023 Zhaiyk Technical University Press'],
    ['two words', 'Steppe campus'],
  ])('is %s', (_, line) => {
    const { evidence } = imported(page(line, '', EN.first, EN.second))
    expect(evidence.title).toMatchObject({ rule: 'first-sentence', confidence: 'low' })
  })

  it.each([
    'More »',
    'Подробнее',
    'Толығырақ',
    'For half a century the university has taught engineers of ...',
  ])('is what a teaser follows: %s', (teaser) => {
    const { draft } = imported(page('A word of the rector today', teaser, '12.10.2023', EN.first, EN.second))
    expect(draft.title).toBe(EN.first.slice(0, EN.first.indexOf('.')))
  })
})

const titleOf = (sentence: string): string | null =>
  imported(page('12.10.2023', sentence, EN.second)).draft.title

describe('the first sentence as a title', () => {
  it.each([
    [
      'Professor N. A. Akhmetova and K.S. Ospanov received the prize of the city. It was handed over on Monday.',
      'Professor N. A. Akhmetova and K.S. Ospanov received the prize of the city',
    ],
    [
      'The campaign « Biz birgemiz!», aimed at helping pensioners, has begun. All may join.',
      'The campaign « Biz birgemiz!», aimed at helping pensioners, has begun',
    ],
    [
      '“Science is the work of many hands.” The rector said so on the day of the opening.',
      '“Science is the work of many hands”',
    ],
    [
      'встреча с выпускниками прошла в актовом зале им. Сатпаева в г. Орал. Пришли все.',
      'Встреча с выпускниками прошла в актовом зале им. Сатпаева в г. Орал',
    ],
  ])('ends where the sentence ends: %s', (sentence, title) => {
    expect(titleOf(sentence)).toBe(title)
  })

  it('longer than 140 characters is cut after 60 at the last comma, semicolon, colon or spaced dash', () => {
    const begin = 'The students of the engineering faculty who assembled the station on the roof'
    expect(
      titleOf(
        `${begin}, and the teachers who helped them with the soldering and with the long wiring of it, were thanked.`,
      ),
    ).toBe(
      `${begin}, and the teachers who helped them with the soldering and with the long wiring of it`.slice(
        0,
        begin.length,
      ) + '…',
    )
    expect(titleOf(`${begin} – ${'x'.repeat(90)} ended.`)).toBe(`${begin}…`)
  })

  it('without such a mark is cut at a space, never within a word', () => {
    const words = `Students ${'of the engineering faculty '.repeat(8)}came.`
    const title = titleOf(words) ?? ''
    expect(title.length).toBeLessThanOrEqual(140)
    expect(words.startsWith(`${title.slice(0, -1)} `)).toBe(true)
  })

  it('of few words stands below a menu all the same, where a blank line parts the two', () => {
    const head = ['Басты бет', 'Жаңалықтар', '', 'Студенттер жаңа зертхана ашты', '', '05.10.2022']
    const { draft } = imported(page(...head, '', KK.first, '', KK.second))
    expect(draft).toMatchObject({ title: 'Студенттер жаңа зертхана ашты', publishedAt: '2022-10-05' })
    const bars = imported(page('Home | News | Contacts', '', ...head.slice(3), '', KK.first, '', KK.second))
    expect(bars.draft.categories).toEqual([])
  })

  it('leaves a dateline out', () => {
    expect(titleOf(`ORAL. ZhTU Press – ${EN.first}`)).toBe(EN.first.slice(0, EN.first.indexOf('.')))
    expect(titleOf(`ОРАЛ. ${RU.first}`)).toBe(RU.first.slice(0, RU.first.indexOf('.')))
  })

  it('is that of the article, not of the page', () => {
    const motto =
      '“Knowledge is the only wealth that grows when it is shared with others, and it never weighs.”'
    const text = page(
      motto,
      'A. Motto',
      'A word of the rector ...',
      'More »',
      '',
      KK.first,
      KK.second,
      KK.third,
    )
    expect(imported(text).draft.title).toBe(KK.first.slice(0, KK.first.indexOf('.')))
  })
})
