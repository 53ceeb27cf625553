import { describe, expect, it } from 'vitest'
import { assert, property, string } from 'fast-check'
import { interfaceLanguages, negotiateLanguage } from './interface-language.ts'

describe('negotiateLanguage', () => {
  it.each([
    [undefined, 'kk'],
    ['', 'kk'],
    ['de-DE,fr;q=0.9', 'kk'],
    ['*', 'kk'],
    ['ru', 'ru'],
    ['RU-kz', 'ru'],
    ['kk-Latn-KZ', 'kk'],
    ['de, en-US;q=0.8, ru;q=0.9', 'ru'],
    ['en;q=0.5, ru;q=0.5', 'en'],
    ['ru;q=0.3, en;q=0.4, kk;q=0.1', 'en'],
    ['en ; q = 0.2 , ru ; q=0.7', 'ru'],
    ['*;q=0.5, en;q=0.2', 'kk'],
    ['ru;q=0.001', 'ru'],
  ])('reads %j as %s', (header, language) => {
    expect(negotiateLanguage(header)).toBe(language)
  })

  it('never answers in a refused language while another is left', () => {
    expect(negotiateLanguage('kk;q=0')).toBe('ru')
    expect(negotiateLanguage('kk;q=0, ru;q=0, *;q=0.1')).toBe('en')
    expect(negotiateLanguage('kk;q=0.0, ru;q=0')).toBe('en')
  })

  it('drops a range with a damaged weight', () => {
    expect(negotiateLanguage('en;q=high, ru;q=0.1')).toBe('ru')
    expect(negotiateLanguage('en;q=2')).toBe('kk')
  })

  it('answers one of our languages to any header', () => {
    assert(
      property(string(), (header) => {
        expect(interfaceLanguages).toContain(negotiateLanguage(header))
      }),
    )
  })
})
