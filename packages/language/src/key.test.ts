import { describe, expect, it } from 'vitest'
import { key } from './key.ts'

/** Spellings of one word: Cyrillic, Russian keyboard, 2017, 2018, 2021, ASCII, English. */
const ONE_WORD: readonly string[] = [
  'Қазақстан Казакстан Qazaqstan Kazakstan Kazakhstan Казахстан',
  "әлем алем a'lem álem älem alem",
  "шәкіртақы шакиртакы s'a'kirtaqy shákirtaqy şäkırtaqy shakirtaqy",
  "ғылым гылым g'ylym ǵylym ğylym gylym ghylym",
  'жаңа жана jańa jaña jana zhana',
  'үкімет укимет úkimet ükımet ukimet',
  'жатақхана жатакхана jataqhana zhatakkhana',
  "оқу оку oqy' oqý oqu oku",
  'чемпион chempıon chempion',
  'Шымкент Shymkent Şymkent Shymkent',
  'Тоқаев Токаев Toqaev Toqayev Tokayev',
  'Жәнібек Жанибек Jánibek Jänıbek Zhanibek',
  'хабар habar khabar',
  'мейрам meıram meiram meyram',
  'университет ýnıversıtet universitet university',
  'конференция konferentsıa konferentsia konferencia conference',
  'аяқ ayaq aıaq aiaq aiak',
  'ауыл awyl aýyl auyl auil',
]

describe('key', () => {
  for (const spellings of ONE_WORD)
    it(`is one for ${spellings}`, () => {
      const words = spellings.split(' ')
      expect(new Set(words.map((word) => key(word)))).toEqual(new Set([key(words[0] ?? '')]))
    })

  it('reads ý before it removes marks: у is not и', () => {
    expect(key('sý')).toBe(key('су'))
    expect(key('sý')).not.toBe(key('сы'))
  })

  it('keeps numbers, and words with digits, whole', () => {
    expect(key('1234567')).toBe('1234567')
    expect(key('Covid19')).toBe('kovid19')
  })

  it('keeps words of other scripts whole, and is never empty', () => {
    expect(key('日本語大学院生')).toBe('日本語大学院生')
    expect(key('각하학교')).toBe('각하학교')
    expect(key('ь')).toBe('ь')
  })
})
