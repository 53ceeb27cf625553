import { describe, expect, it } from 'vitest'
import { isStopWord } from './stop-words.ts'

describe('isStopWord', () => {
  it('knows the function words of three languages, in any case', () => {
    for (const word of ['Және', 'туралы', 'бәрі', 'ДЛЯ', 'её', 'Какого', 'The', 'which'])
      expect(isStopWord(word)).toBe(true)
  })

  it('knows Kazakh ones of four letters and more in every alphabet', () => {
    for (const word of ['týraly', 'turaly', 'қандай', 'кандай', 'qandaı', 'kandai'])
      expect(isStopWord(word)).toBe(true)
  })

  it('does not take names and words of another language for short Kazakh ones', () => {
    for (const word of ['Ким', 'men', 'bar', 'университет', 'science', 'Гана', 'Ghana', 'бары'])
      expect(isStopWord(word)).toBe(false)
  })
})
