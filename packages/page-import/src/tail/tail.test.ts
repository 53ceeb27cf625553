import { describe, expect, it } from 'vitest'
import { bodyOf, EN, imported, KK, page, RU } from '../../fixtures/texts.ts'

const HEAD = ['12.10.2023', EN.headline]
const TEXT = [EN.first, EN.second]

describe('the tail', () => {
  it.each([
    ['a views label', ['Views: 40', 'Some line']],
    ['a views label in Russian', ['Просмотров: 40']],
    ['the date of publication, another day than the head says', ['Дата публикации: 16.10.2023']],
    ['the date of a change', ['Updated: 16.10.2023', 'Some line']],
    [
      'what readers wrote',
      ['Комментарии (2)', 'Арман', '15 октября 2023, 10:20', 'Очень рад, что станция наконец работает!'],
    ],
    ['comments that are counted', ['1 comment', 'Dana', 'I am glad that the station works at last.']],
    [
      'what the law has every site say',
      ['Share', 'Our website uses cookies. By staying here you agree to the rules of their use.', 'Accept'],
    ],
    ['the same in Russian', ['Поделиться', 'Наш сайт использует файлы cookie, чтобы работать лучше.']],
    ['a views label in Kazakh', ['40 рет қаралды']],
    ["the head's date again", ['12.10.2023, Press desk', 'Some line']],
    ["the head's date in words", ['12 October 2023']],
    ['contact data', ['E-mail: press@ztu.example', 'Some line']],
    ['whom journalists may ask', ['Media contact: Dana Omarova, 50-13-74']],
    ['the way to writing a comment', ['Log in to post comments', 'Some line']],
    ['the same with a comma', ['Войдите или зарегистрируйтесь, чтобы оставлять комментарии']],
    ['a telephone', ['Байланыс телефоны: 8 (7112) 50-50-50']],
    ['a menu', ['Electronic library', 'Virtual tour', 'Admission rules', 'Site map']],
    [
      'a menu of phrases',
      ['Anti-corruption hotline', 'State symbols of Kazakhstan', 'Public procurement plan'],
    ],
    ['other news', ['Read also', 'The library is open at night now', 'New bus line to the campus']],
    ['a copyright', ['© 2023 Zhaiyk Technical University. All rights reserved.']],
    ['a teaser', ['The library is open at night, and its readers ...', 'More »']],
  ])('begins with %s', (_, tail) => {
    const { draft, stripped } = imported(page(...HEAD, ...TEXT, '', ...tail))
    expect(draft.bodyText).toBe(bodyOf(...TEXT))
    expect(stripped.at(-1)?.end).toBe(page(...HEAD, ...TEXT, '', ...tail).length)
  })

  it('is not entered again by full sentences behind other news', () => {
    const { draft } = imported(
      page(...HEAD, ...TEXT, EN.third, 'Related news', 'The library now opens at night for all its readers.'),
    )
    expect(draft.bodyText).toBe(bodyOf(...TEXT, EN.third))
  })

  it('is not a short sentence at the end, nor a slogan', () => {
    const { draft } = imported(
      page(...HEAD, ...TEXT, 'Well done!', 'She thanked all.', 'Forward, engineers!', 'Views: 4'),
    )
    expect(draft.bodyText).toBe(bodyOf(...TEXT, 'Well done!', 'She thanked all.', 'Forward, engineers!'))
  })

  it('is not a slogan without a mark either', () => {
    const { draft } = imported(
      page('12.10.2023', KK.headline, KK.first, KK.second, 'Білім – болашақ кілті', 'Қаралды: 5'),
    )
    expect(draft.bodyText).toBe(bodyOf(KK.first, KK.second, 'Білім – болашақ кілті'))
    expect(draft.byline).toBeUndefined()
  })

  it.each([
    [
      'with numbered rows',
      ['№', 'Name', 'Group', '1', 'A. Serik', 'IT-21', '2', 'B. Omar', 'IT-22', '3', 'D. Aru', 'ME-20'],
    ],
    ['with values at the end', ['Team', 'Points', 'Miners', '31', 'Builders', '28', 'Doctors', '22']],
    ['with rows of cells', ['Team | Points', 'Miners | 31', 'Builders | 28']],
    ['between tabs', ['Team\tPoints', 'Miners\t31', 'Builders\t28']],
  ])("is not a table's cells: %s", (_, cells) => {
    const { draft } = imported(page(...HEAD, ...TEXT, ...cells))
    expect(draft.bodyText).toBe(bodyOf(...TEXT, ...cells))
    const menu = ['Electronic library', 'Virtual tour', 'Admission rules']
    expect(imported(page(...HEAD, ...TEXT, ...cells, ...menu)).draft.bodyText).toBe(bodyOf(...TEXT, ...cells))
  })

  it('is not a list that the text leads on to', () => {
    const list = [
      'The winners of the contest are:',
      '- Aru, group IT-21',
      '- Omar, group IT-22',
      '1st place – Miners',
    ]
    expect(imported(page(...HEAD, ...TEXT, ...list)).draft.bodyText).toBe(bodyOf(...TEXT, ...list))
  })
})

describe('captions', () => {
  it('repeated word for word are chrome', () => {
    const caption = 'The station on the roof'
    const { draft, stripped } = imported(
      page(...HEAD, EN.first, caption, EN.second, caption, caption, EN.third),
    )
    expect(draft.bodyText).toBe(bodyOf(EN.first, EN.second, EN.third))
    expect(stripped.filter(({ reason }) => reason === 'repeated-caption')).toHaveLength(2)
  })

  it('that are sentences are chrome only beside a picture', () => {
    const caption = 'The participants of the meeting stand on the roof of the main building.'
    const beside = page(...HEAD, EN.first, 'a.jpg', caption, 'b.jpg', caption, EN.second)
    expect(imported(beside).draft.bodyText).toBe(bodyOf(EN.first, EN.second))
    const refrain = page(...HEAD, EN.first, caption, EN.second, caption, EN.third)
    expect(imported(refrain).draft.bodyText).toBe(bodyOf(EN.first, caption, EN.second, caption, EN.third))
  })

  it('printed once are text', () => {
    const { draft } = imported(
      page('12.10.2023', RU.headline, RU.first, 'Станция на крыше корпуса', RU.second),
    )
    expect(draft.bodyText).toBe(bodyOf(RU.first, 'Станция на крыше корпуса', RU.second))
  })
})
