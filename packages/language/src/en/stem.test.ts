import { describe, expect, it } from 'vitest'
import { stem } from '../stem.ts'

const GOLDEN: Readonly<Record<string, string>> = {
  univers: 'university universities University’s',
  student: "student students student's students’",
  open: 'open opened opening opens',
  confer: 'conference conferences',
  scientif: 'scientific',
  studi: 'study studies studied',
  news: 'news',
  sky: 'sky skies',
}

describe('English stems', () => {
  for (const [root, words] of Object.entries(GOLDEN))
    it(`brings the forms of ${root} together`, () => {
      expect(words.split(' ').map((word) => stem(word, 'en'))).toEqual(words.split(' ').map(() => root))
    })

  it('reads the ligatures that PDF files leave behind', () => {
    expect(stem('scienti\uFB01c', 'en')).toBe('scientif')
  })
})
