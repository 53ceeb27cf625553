import { describe, expect, it } from 'vitest'
import { bodyOf, EN, imported, page, shown } from '../../fixtures/texts.ts'

const HEAD = ['12.10.2023', EN.headline]
const TEXT = [EN.first, EN.second]

describe('the sign-off', () => {
  it.each([
    'Press service of ZhTU',
    'ZhTU Media Center',
    'Department of International Cooperation and Academic Mobility',
    'Пресс-служба ЖТУ',
    'Центр по связям с общественностью',
    'Кафедра общей физики',
    'ЖТУ баспасөз қызметі',
    'Жаратылыстану факультеті',
    'А. Серікова',
    'Айгерім Нұрланқызы, аға оқытушы',
    'Dana Omarova',
    'Серіков Асан, студент',
  ])('names a service, a centre, a department or a person: %s', (signOff) => {
    const text = page(...HEAD, ...TEXT, '', signOff, '', 'Views: 5')
    const { draft, evidence } = imported(text)
    expect(draft).toMatchObject({ byline: signOff, bodyText: bodyOf(...TEXT) })
    expect(evidence.byline?.rule).toBe('sign-off')
    expect(shown(text, evidence.byline)).toBe(signOff)
  })

  it.each([
    'Пресс-служба Жайыкского технического университета города.',
    'The press office of the university of the steppe.',
  ])('may end with a stop: %s', (signOff) => {
    const { draft } = imported(page(...HEAD, ...TEXT, signOff))
    expect(draft).toMatchObject({ byline: signOff.slice(0, -1), bodyText: bodyOf(...TEXT) })
  })

  it.each([
    'Biz birgemiz!',
    'Forward, engineers!',
    'Алға, Қазақстан',
    'Білім – болашақ кілті',
    'The science of today is our future',
  ])('is not a slogan: %s', (slogan) => {
    const { draft } = imported(page(...HEAD, ...TEXT, slogan, 'Views: 5'))
    expect(draft.byline).toBeUndefined()
    expect(draft.bodyText).toBe(bodyOf(...TEXT, slogan))
  })

  it.each([
    ['Call center', 'Career center', 'Library', 'Student portal'],
    ['Career center', 'Language center', 'Printing office', 'Student portal'],
    ['Career center', 'Student portal'],
  ])('is not an entry of the menu below: %s, %s …', (...menu) => {
    const { draft } = imported(page(...HEAD, ...TEXT, ...menu))
    expect(draft.byline).toBeUndefined()
    expect(draft.bodyText).toBe(bodyOf(...TEXT))
  })

  it('is not a sentence about a department', () => {
    const sentence = 'The meeting was held by the department.'
    const { draft } = imported(page(...HEAD, ...TEXT, sentence))
    expect(draft.byline).toBeUndefined()
    expect(draft.bodyText).toBe(bodyOf(...TEXT, sentence))
  })

  it('outranks the labelled author, who becomes an alternative', () => {
    const head = '[Дата публикации: 12.10.2023, published by: Newsroom]'
    const { draft, evidence } = imported(page(head, EN.headline, ...TEXT, 'Press service of ZhTU'))
    expect(draft.byline).toBe('Press service of ZhTU')
    expect(evidence.byline?.alternatives).toEqual(['Newsroom'])
  })
})

describe('credits', () => {
  it.each([
    [['Автор: Д. Омарова', 'Фото: А. Серік', 'Перевод: К. Ли'], 'Д. Омарова'],
    [['Фото: А. Серік', 'Источник: Пресс-служба ЖТУ'], 'Пресс-служба ЖТУ'],
    [['Мәтін: Д. Омарова', 'Сурет: А. Серік', 'Аударған: К. Ли'], 'Д. Омарова'],
    [['Text by Dana Omarova', 'Photos by Asan Serik'], 'Dana Omarova'],
    [['Source: ZhTU news desk; Photo: A. Serik; Translation: K. Li'], 'ZhTU news desk'],
    [['Photo: A. Serik', 'Translated by K. Li'], undefined],
  ] as const)('%j give only the author or the source', (credits, byline) => {
    const { draft } = imported(page(...HEAD, ...TEXT, ...credits))
    expect(draft.byline).toBe(byline)
    expect(draft.bodyText).toBe(bodyOf(...TEXT))
  })

  it('stand in the head as well', () => {
    const { draft, evidence } = imported(page(EN.headline, 'Posted by Dana Omarova on 12.10.2023', ...TEXT))
    expect(draft).toMatchObject({ byline: 'Dana Omarova', publishedAt: '2023-10-12', title: EN.headline })
    expect(evidence.byline).toMatchObject({ rule: 'author-label', confidence: 'high' })
  })

  it('stand behind the date as well', () => {
    const { draft } = imported(
      page(EN.headline, 'Posted on 12 March 2021 by Dana Omarova in News | 0 comments', ...TEXT),
    )
    expect(draft).toMatchObject({ byline: 'Dana Omarova', publishedAt: '2021-03-12', title: EN.headline })
    expect(draft.bodyText).toBe(bodyOf(...TEXT))
  })

  it.each(['Әкімшілік', 'admin', 'Administrator', 'Super User', 'Администратор', 'editor_2', 'aigerim.s'])(
    'that are the name of an account are doubted: %s',
    (account) => {
      const { draft, evidence } = imported(
        page(`Published: 12.10.2023 | Author: ${account}`, EN.headline, ...TEXT),
      )
      expect(draft.byline).toBe(account)
      expect(evidence.byline?.confidence).toBe('low')
    },
  )

  it('take the service of a dateline last', () => {
    const { draft, evidence } = imported(page(`ALMATY. 20 April 2022. Press desk – ${EN.first}`, EN.second))
    expect(draft.byline).toBe('Press desk')
    expect(evidence.byline?.confidence).toBe('medium')
  })
})

describe('a name between the label and the date', () => {
  it.each([
    ['Опубликовано d.akhmetova - ср, 14.02.2024 - 10:15', 'd.akhmetova', 'low'],
    ['Published Dana Omarova on 14.02.2024 10:15', 'Dana Omarova', 'medium'],
    ['Опубликовано Дана Омарова, 14.02.2024, 10:15', 'Дана Омарова', 'medium'],
  ])('is who published: %s', (line, byline, confidence) => {
    const text = page(EN.headline, line, ...TEXT)
    const { draft, evidence } = imported(text)
    expect(draft).toMatchObject({ title: EN.headline, byline })
    expect(evidence.byline?.confidence).toBe(confidence)
    expect(shown(text, evidence.byline)).toBe(byline)
  })

  it.each([
    'Published online 14.02.2024 10:15',
    'Опубликовано на сайте 14.02.2024 10:15',
    'Опубликовано в Новости, 14.02.2024, 10:15',
  ])('is none where it is no name: %s', (line) => {
    expect(imported(page(EN.headline, line, ...TEXT)).draft.byline).toBeUndefined()
  })
})
