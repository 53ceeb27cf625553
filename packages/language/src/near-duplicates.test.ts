import { describe, expect, it } from 'vitest'
import { analyse } from './analyse.ts'
import { SAME_TEXT, sameTextBands, textSimilarity } from './near-duplicates.ts'

const text = (words: number, from = 0) =>
  Array.from({ length: words }, (_, at) => `w${(at * 7 + from) % 9973}`)
const edited = (keys: readonly string[], every: number) =>
  keys.map((key, at) => (at % every === every - 1 ? `${key}x` : key))
const haveBandInCommon = (a: readonly string[], b: readonly string[]) =>
  new Set(sameTextBands(a)).intersection(new Set(sameTextBands(b))).size > 0

describe('near-duplicates', () => {
  it('have a band in common: the same text, and one with a changed name or date', () => {
    for (let from = 0; from < 200; from += 1) {
      const release = text(300, from)
      expect(haveBandInCommon(release, release)).toBe(true)
      const other = edited(release, 60)
      expect(textSimilarity(release, other)).toBeGreaterThanOrEqual(SAME_TEXT)
      expect(haveBandInCommon(release, other)).toBe(true)
    }
  })

  it('are not texts that share a third of their words, and next to none of these share a band', () => {
    let shared = 0
    for (let from = 0; from < 200; from += 1) {
      const release = text(300, from)
      const other = [...text(100, from), ...text(200, from + 3)]
      expect(textSimilarity(release, other)).toBeLessThan(0.4)
      if (haveBandInCommon(release, other)) shared += 1
    }
    expect(shared).toBeLessThan(60)
  })

  it('are one text in two alphabets', () => {
    const cyrillic =
      'Университет ректоры жаңа оқу ғимаратының ашылуына барлық қонақтарды шақырды және студенттерге сәттілік тіледі бүгін таңертең'
    const latin =
      'Ýniversitet rektory jańa oqý ǵımaratynyń ashylýyna barlyq qonaqtardy shaqyrdy jáne stýdentterge sáttilik tiledi búgin tańerteń'
    const [a, b] = [analyse(cyrillic, 'kk').key, analyse(latin, 'kk-Latn').key]
    expect(textSimilarity(a, b)).toBe(1)
    expect(sameTextBands(a)).toEqual(sameTextBands(b))
  })

  it('need some length', () => {
    expect(sameTextBands(text(13))).toEqual([])
    expect(sameTextBands(text(14))).toHaveLength(16)
    expect(textSimilarity(text(13), text(13))).toBe(0)
    expect(sameTextBands([])).toEqual([])
  })
})
