import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyse } from './analyse.ts'
import { analyseQuery, contentTerms } from './analyse-query.ts'
import { anyText } from './any-text.ts'
import { LANGUAGES } from './language.ts'
import { tokenise } from './tokenise.ts'

const anyLanguage = fc.constantFrom(...LANGUAGES)

describe('analyse', () => {
  it('gives three parallel streams, an entry for each token, none empty and none with white space', () => {
    fc.assert(
      fc.property(anyText, anyLanguage, (text, language) => {
        const { stem, key, exact } = analyse(text, language)
        const count = tokenise(text).length
        expect([stem.length, key.length, exact.length]).toEqual([count, count, count])
        for (const term of [...stem, ...key, ...exact]) expect(term).toMatch(/^\S+$/u)
      }),
    )
  })

  it('is a function of its input, whatever was analysed before', () => {
    fc.assert(
      fc.property(anyText, anyLanguage, (text, language) => {
        expect(analyse(text, language)).toEqual(analyse(text, language))
      }),
    )
  })

  it('bounds every term, and stays fast on one endless word', () => {
    const { stem, key, exact } = analyse(`${'ж'.repeat(300_000)} ${'1a'.repeat(150_000)}`, 'kk')
    for (const term of [...stem, ...key, ...exact]) expect(term.length).toBeLessThanOrEqual(100)
  })

  it('writes a Kazakh article with the same stems in both scripts', () => {
    const cyrillic = analyse('Университеттің студенттері ғылыми жобасын қорғады', 'kk')
    const latin = analyse('Ýnıversıtettiń stýdentteri ǵylymı jobasyn qorǵady', 'kk-Latn')
    expect(latin.stem).toEqual(cyrillic.stem)
    expect(latin.key).toEqual(cyrillic.key)
  })
})

describe('analyseQuery', () => {
  it('meets the stem of an article in any of the languages', () => {
    const [term] = analyseQuery('университетами')
    expect(term?.stems).toContain(analyse('университет', 'ru').stem[0])
    const [english] = analyseQuery('universities')
    expect(english?.stems).toContain(analyse('university', 'en').stem[0])
    const [kazakh] = analyseQuery('кітабымыз')
    expect(kazakh?.stems).toContain(analyse('кітаптар', 'kk').stem[0])
  })

  it('meets every word of an article that is typed as it stands there', () => {
    fc.assert(
      fc.property(anyText, anyLanguage, (text, language) => {
        const word = tokenise(text)[0]?.text ?? 'x'
        const article = analyse(word, language)
        const [term] = analyseQuery(word)
        if (word.length > 1_000) return
        expect(term?.exact).toBe(article.exact[0])
        expect(term?.key).toBe(article.key[0])
        expect(term?.stems).toContain(article.stem[0])
      }),
    )
  })

  it('asks for a word once, however often it is typed', () => {
    expect(analyseQuery('Наука наука НАУКА')).toHaveLength(1)
  })

  it('bounds what is asked: a pasted page is no query', () => {
    expect(
      analyseQuery(Array.from({ length: 5_000 }, (_, i) => `слово${i}`).join(' ')).length,
    ).toBeLessThanOrEqual(40)
  })

  it('searches without function words while other words remain', () => {
    const texts = (query: string): readonly string[] =>
      contentTerms(analyseQuery(query)).map((term) => term.text)
    expect(texts('кто ректор университета')).toEqual(['ректор', 'университета'])
    expect(texts('қандай жоба туралы')).toEqual(['жоба'])
    expect(texts('кто это')).toEqual(['кто', 'это'])
    expect(texts('')).toEqual([])
  })
})
