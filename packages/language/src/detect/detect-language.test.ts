import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '../any-text.ts'
import { LANGUAGES } from '../language.ts'
import type { Language } from '../language.ts'
import { detectLanguage } from './detect-language.ts'

const CERTAIN: readonly (readonly [Language, string])[] = [
  ['kk', 'Университет студенттері халықаралық байқауда жүлделі орын алып, ғылыми жобасын қорғады. Оларды ректор құттықтады.'],
  ['ru', 'Студенты университета заняли призовые места на международном конкурсе и защитили научный проект. Их поздравил ректор.'],
  ['en', 'Students of the university won prizes at an international contest and defended their research project this week.'],
  ['kk-Latn', 'Ýnıversıtet stýdentteri halyqaralyq baıqaýda júldeli oryn alyp, ǵylymı jobasyn qorǵady. Olardy rektor quttyqtady.'],
  ['kk-Latn', 'Universitet studentterı halyqaralyq baiqauda jüldelı oryn alyp, ğylymi jobasyn qorğady. Olardy rektor qūttyqtady.'],
] // prettier-ignore

const HEADLINES: readonly (readonly [Language, string])[] = [
  ['kk', 'Студенттер спартакиадасы'],
  ['kk', 'Жас ғалымдар форумы'],
  ['kk', 'бiлiм беру'],
  ['ru', 'День открытых дверей'],
  ['ru', 'Студенты КазНУ имени Әл-Фараби победили в олимпиаде'],
  ['ru', 'Что разработала компания Tesla Electric Light & Manufacturing?'],
  ['ru', 'Ректор вручил дипломы выпускникам факультета журналистики КазНУ Әл-Фараби'],
  ['en', 'Open day'],
  ['en', 'College challenge'],
  ['en', 'Qatar delegation visits KazNU'],
  ['en', 'University opens Úmit centre'],
  ['kk-Latn', 'Jańa oqý jyly bastaldy'],
  ['kk-Latn', 'Barlyq studentter ushin'],
  ['kk-Latn', "A'lem ha'm bilim"],
]

describe('detectLanguage', () => {
  for (const [language, text] of CERTAIN)
    it(`is certain about a paragraph in ${language}: ${text.slice(0, 20)}`, () => {
      expect(detectLanguage(text)).toEqual({ language, confidence: 'high' })
    })

  for (const [language, text] of HEADLINES)
    it(`takes “${text}” for ${language}`, () => {
      expect(detectLanguage(text).language).toBe(language)
    })

  it('does not let a few Kazakh names in the 2018 alphabet make an English text Kazakh', () => {
    const text =
      'The platform was presented in seven areas of volunteering: “Bilim”, “Qamqor”, “Úmit”, “Sabaqtastyq”, “Taza Álem” and ' +
      '“Saúlyq”, where the guests agreed to become ambassadors of the movement. Students helped the elderly all year.'
    expect(detectLanguage(text)).toEqual({ language: 'en', confidence: 'high' })
  })

  it('does not let labels in another language decide about the body', () => {
    const text =
      'Дата публикации: 17.02.2020, Әкімшілік. The meeting of the rector with the delegation took place at the university.'
    expect(detectLanguage(text).language).toBe('en')
  })

  it('recognises Kazakh typed in plain ASCII', () => {
    const text =
      'Universitet studentteri halyqaralyq baiqauda zhuldeli oryn alyp, gylymi zhobasyn qorgady zhane rektordan alghys aldy'
    expect(detectLanguage(text).language).toBe('kk-Latn')
  })

  it("lets the university's languages decide only where the text says little", () => {
    expect(detectLanguage('Спартакиада', ['kk']).language).toBe('kk')
    expect(detectLanguage('Спартакиада', ['ru', 'en']).language).toBe('ru')
    expect(detectLanguage('Студенты защитили свои проекты на кафедре', ['kk']).language).toBe('ru')
    expect(detectLanguage('Spartakiada', ['kk-Latn']).language).toBe('kk-Latn')
  })

  it('says low confidence for text without words, and takes the first of the prior, else en', () => {
    for (const text of ['', '12.10.2023', '🙂 — !', '日本語']) {
      expect(detectLanguage(text)).toEqual({ language: 'en', confidence: 'low' })
      expect(detectLanguage(text, ['ru', 'kk'])).toEqual({ language: 'ru', confidence: 'low' })
    }
  })

  it('answers for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(LANGUAGES).toContain(detectLanguage(text).language)
      }),
    )
  })
})
