import { describe, expect, it } from 'vitest'
import { stem } from '../stem.ts'

const GOLDEN: Readonly<Record<string, string>> = {
  университет: 'университет университета университеты университетов Университету',
  студент: 'студент студента студентами студентов студентам',
  открыт: 'открытие открытия открытий открытию открытый',
  учебн: 'учебный учебного учебным учебная',
  учен: 'учёный ученый учёного ученого',
  кафедр: 'кафедра кафедры кафедрой кафедру кафедр',
}

describe('Russian stems', () => {
  for (const [root, words] of Object.entries(GOLDEN))
    it(`brings the forms of ${root} together`, () => {
      expect(words.split(' ').map((word) => stem(word, 'ru'))).toEqual(words.split(' ').map(() => root))
    })

  it('folds ё, stress marks and Latin look-alikes before stemming', () => {
    expect(stem('учёными', 'ru')).toBe(stem('учеными', 'ru'))
    expect(stem('ка\u0301федра', 'ru')).toBe('кафедр')
    expect(stem('кaфедра', 'ru')).toBe('кафедр')
  })

  it('leaves words of other scripts alone', () => {
    expect(stem('Erasmus', 'ru')).toBe('erasmus')
    expect(stem('2019', 'ru')).toBe('2019')
  })
})
