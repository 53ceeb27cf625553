import { describe, expect, it } from 'vitest'
import type { SearchIndexEngine } from './engine.ts'
import { article, stub, words } from './samples.ts'

const ANY_LENGTH = { minLength: 0, maxLength: 100, limit: 100 }

export function titleWords(engine: SearchIndexEngine): void {
  describe('words of titles', () => {
    it('gives exact forms by their beginnings and length, the most frequent first, then by word', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([
        article('1', 1, { title: words('мектеп мектеп мектебі мұғалім') }),
        article('2', 2, { title: words('мектеп школа'), body: words('мекен') }),
        article('3', 3, { title: { stem: 'мех', key: 'мех', exact: 'мектебі мехи мектеп' } }),
        article('5', 5, { title: words('мек\uE000теп') }),
        article('4', 4, { title: words('mektep Менің 𐐀𐐀𐐀') }),
      ])
      expect(await index.titleWords({ ...ANY_LENGTH, beginnings: ['ме', 'mek'] })).toEqual([
        { word: 'мектеп', articles: 3 },
        { word: 'мектебі', articles: 2 },
        { word: 'mektep', articles: 1 },
        { word: 'мехи', articles: 1 },
      ])
      const ofSix = { beginnings: ['м', 'мек', '𐐀'], minLength: 6, maxLength: 6, limit: 100 }
      expect((await index.titleWords(ofSix)).map(({ word }) => word)).toEqual(['мектеп'])
      const ofThree = { ...ofSix, minLength: 3, maxLength: 5 }
      expect((await index.titleWords(ofThree)).map(({ word }) => word)).toEqual(['мехи', '𐐀𐐀𐐀'])
      expect(await index.titleWords({ ...ANY_LENGTH, beginnings: ['ме'], limit: 1 })).toHaveLength(1)
      for (const nothing of [{ limit: 0 }, { beginnings: [] }, { beginnings: ['мектептер'], maxLength: 3 }])
        expect(await index.titleWords({ ...ANY_LENGTH, beginnings: ['ме'], ...nothing })).toEqual([])
    })

    it('forgets a word with the last article that had it', async () => {
      await using opened = await engine.open()
      const { index } = opened
      const ask = async () =>
        (await index.titleWords({ ...ANY_LENGTH, beginnings: ['s'] })).map(
          ({ word, articles }) => `${word} ${articles}`,
        )
      await index.apply([
        article('1', 1, { title: words('secret same') }),
        article('2', 2, { title: words('same second') }),
      ])
      expect(await ask()).toEqual(['same 2', 'second 1', 'secret 1'])
      await index.apply([stub('1', 3), article('2', 4, { title: words('third same') })])
      expect(await ask()).toEqual(['same 1'])
    })

    it('takes a beginning as it is, whatever it means to an engine', async () => {
      await using opened = await engine.open()
      await opened.index.apply([article('1', 1, { title: words('axb abc') })])
      for (const beginning of [
        '.',
        'a.',
        'a|',
        '(',
        '[a-z]',
        '"',
        'a*',
        '~',
        '&',
        '@',
        '#',
        '<1-9>',
        '\\',
        '\uE000',
      ])
        expect(await opened.index.titleWords({ ...ANY_LENGTH, beginnings: [beginning] })).toEqual([])
      expect(await opened.index.titleWords({ ...ANY_LENGTH, beginnings: [''] })).toHaveLength(2)
    })

    it('has no word of hundreds of letters, and says so', async () => {
      await using opened = await engine.open()
      await opened.index.apply([article('1', 1, { title: words('axb abc') })])
      const long = { beginnings: ['a'], minLength: 900, maxLength: 1_800, limit: 10 }
      expect(await opened.index.titleWords(long)).toEqual([])
    })
  })
}
