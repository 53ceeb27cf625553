import { assert, constantFrom, integer, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestWord, neighbourhood } from './spelling.ts'

const dictionary = (...words: readonly string[]) => words.map((word, at) => ({ word, articles: 10 - at }))
const nearest = (word: string, ...known: readonly string[]) => nearestWord(word, dictionary(...known))?.word

describe('the word that was meant', () => {
  it('is one edit away: a letter too many, missing, wrong, or two in the wrong order', () => {
    for (const typed of ['univaersity', 'univrsity', 'unibersity', 'unievrsity'])
      expect(nearest(typed, 'universe', 'university')).toBe('university')
    expect(nearest('мкетеп', 'мектеп')).toBe('мектеп')
  })

  it('is two edits away only in a word of eight letters and more', () => {
    expect(nearest('унверситте', 'университет')).toBe('университет')
    expect(nearest('мктпе', 'мектеп')).toBeUndefined()
  })

  it('is none for short words, words with digits, and the word itself in any script', () => {
    expect(nearest('қар', 'қор')).toBeUndefined()
    expect(nearest('covid19', 'covid18')).toBeUndefined()
    expect(nearest('universitet', 'университет')).toBeUndefined()
  })

  it('is found across scripts, in the script it was typed in where there is a choice', () => {
    expect(nearest('unaversitet', 'университет')).toBe('университет')
    expect(nearest('unaversitet', 'университет', 'universitet')).toBe('universitet')
    expect(nearest('қазахстн', 'қазақстан')).toBe('қазақстан')
  })

  it('is the nearest, and of equally near ones the most used', () => {
    expect(nearest('ректро', 'ректор', 'лекторы', 'ректоры')).toBe('ректор')
    expect(nearest('bridgs', 'bridge', 'bridges')).toBe('bridge')
    expect(nearest('bridgs', 'bridges', 'bridge')).toBe('bridges')
  })
})

describe('where to look for it', () => {
  it('holds what was meant, in either script, when one letter after the first was mistyped', () => {
    const pairs = [
      ['шаңғы', 'shańǵy'], ['жарыс', 'zharys'], ['қазақстан', 'qazaqstan'], ['юбилей', 'yubilei'],
      ['химия', 'khimiya'], ['университет', 'wniversitet'], ['цирктің', 'tsirktin'], ['сентр', 'center'], ['чемпион', 'chempion'],
    ] as const // prettier-ignore
    assert(
      property(
        constantFrom(...pairs),
        tuple(integer({ min: 2, max: 6 }), integer({ min: 0, max: 1 })),
        (pair, [at, side]) => {
          const [typed, meant] = side === 0 ? pair : pair.toReversed()
          const mistyped = `${typed?.slice(0, at)}ж${typed?.slice(at + 1)}`
          const place = neighbourhood(mistyped)
          const length = meant?.length ?? 0
          expect(place?.beginnings.some((beginning) => meant?.startsWith(beginning))).toBe(true)
          expect(place?.minLength).toBeLessThanOrEqual(length)
          expect(place?.maxLength).toBeGreaterThanOrEqual(length)
        },
      ),
    )
  })

  it('is nowhere for a word that is not corrected', () => {
    for (const word of ['мен', '2026', 'a1b2c3d4', '大学の学生会'])
      expect(neighbourhood(word)?.beginnings[0]).toBe(word === '大学の学生会' ? '大' : undefined)
  })

  it('looks for nothing near a word that no title has: one of hundreds of letters', () => {
    expect(neighbourhood('x'.repeat(49))).toBeUndefined()
    expect(neighbourhood('x'.repeat(48))).toBeDefined()
  })
})
