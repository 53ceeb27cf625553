import { describe, expect, it } from 'vitest'
import { fold } from './fold.ts'

describe('fold', () => {
  it('makes case, ё, stress marks and invisible characters not matter', () => {
    expect(fold('УЧЁНЫЙ')).toBe('ученый')
    expect(fold('за\u0301мок')).toBe('замок')
    expect(fold('универ\u00ADси\u200Bтет')).toBe('университет')
    expect(fold('и\u0306од')).toBe('йод')
  })

  it('repairs look-alike letters of a second script', () => {
    expect(fold('МООK')).toBe('моок')
    expect(fold('бiлiм')).toBe('білім')
    expect(fold('əлем')).toBe('әлем')
    expect(fold('шаhар')).toBe('шаһар')
    expect(fold('СОVID')).toBe('covid')
  })

  it('leaves words alone that are truly of two scripts', () => {
    expect(fold('SMMщик')).toBe('smmщик')
  })

  it('drops apostrophes and the English genitive', () => {
    expect(fold("university's")).toBe('university')
    expect(fold('University’s')).toBe('university')
    expect(fold("a'lem")).toBe('alem')
  })

  it('does not let the dot of i divide 2018, 2021 and their capitals', () => {
    expect(fold('ILIM')).toBe(fold('ılım'))
    expect(fold('İLİM')).toBe('ilim')
  })

  it('keeps the Kazakh letters, which are no decorated Russian ones', () => {
    expect(fold('ҚАЗАҚ')).toBe('қазақ')
    expect(fold('Әлем')).not.toBe('алем')
  })
})
