import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from './any-text.ts'
import { tokenise } from './tokenise.ts'

const words = (text: string): readonly string[] => tokenise(text).map((token) => token.text)

describe('tokenise', () => {
  it('gives offsets at which the text holds exactly the token', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let end = 0
        for (const token of tokenise(text)) {
          expect(text.slice(token.start, token.end)).toBe(token.text)
          expect(token.start).toBeGreaterThanOrEqual(end)
          end = token.end
        }
      }),
    )
  })

  it('finds every letter and digit in some token', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const left = tokenise(text).reduceRight(
          // The space keeps the halves of a letter apart that a token stood between.
          (rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`,
          text,
        )
        expect(left).not.toMatch(/[\p{L}\p{N}]/u)
      }),
    )
  })

  it('splits hyphens and numbers written with separators', () => {
    expect(words('Қорқыт-Ата, 24.04.2019; COVID-19 — 20 000 м²')).toEqual(
      ['Қорқыт', 'Ата', '24', '04', '2019', 'COVID', '19', '20', '000', 'м²'], // prettier-ignore
    )
  })

  it('finds the parts of addresses and URLs', () => {
    expect(words('info@kaznu.kz, https://www.kaznu.kz/kk/news?id=7')).toEqual(
      ['info', 'kaznu', 'kz', 'https', 'www', 'kaznu', 'kz', 'kk', 'news', 'id', '7'], // prettier-ignore
    )
  })

  it('keeps apostrophes inside words, and the final one of у as the 2017 alphabet writes it', () => {
    expect(words("don't a'lem oqy' 'quoted' students' Qazaqstannyn'")).toEqual(
      ["don't", "a'lem", "oqy'", 'quoted', 'students', 'Qazaqstannyn'], // prettier-ignore
    )
  })

  it('keeps stress marks, soft hyphens and joiners inside the word', () => {
    expect(words('за\u0301мок универ\u00ADситет не\u200Bвидимый')).toHaveLength(3)
  })

  it('takes letters outside the basic plane whole and never half a pair', () => {
    expect(words('\u{1D400}bc \uD800x\uDC00 🙂')).toEqual(['\u{1D400}bc', 'x'])
  })

  it('stays linear on text made to be slow', () => {
    for (const text of [
      "a'".repeat(200_000),
      'a\u00AD'.repeat(200_000),
      '\u00AD'.repeat(200_000),
      "y'".repeat(200_000),
    ])
      expect(tokenise(text).length).toBeLessThan(2 * text.length)
  })
})
