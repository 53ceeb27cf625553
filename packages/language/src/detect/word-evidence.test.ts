import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { tokenise } from '../tokenise.ts'
import { wordsByScript } from './word-evidence.ts'

/** Texts of the letters and signs that are read without Unicode classes, and of the first ones that are not. */
const anyPlain = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...Array.from("aYyz0’‘'`-ʼ´ ́йЙҰқӀӏ")) },
      {
        weight: 4,
        arbitrary: fc.integer({ min: 0x400, max: 0x52f }).map((code) => String.fromCharCode(code)),
      },
      {
        weight: 1,
        arbitrary: fc.integer({ min: 0x20, max: 0x2200 }).map((code) => String.fromCharCode(code)),
      },
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

it('finds the words of each script that `tokenise` finds, whatever a text is written in', () => {
  fc.assert(
    fc.property(anyPlain, (text) => {
      const words = tokenise(text).map((token) => token.text.normalize('NFC'))
      const cyrillic = words.filter((word) => /\p{Script=Cyrillic}/u.test(word))
      const latin = words.filter((word) => !cyrillic.includes(word) && /\p{Script=Latin}/u.test(word))
      const lower = (list: readonly string[]) => list.filter((word) => /^\p{Ll}/u.test(word))
      const named = lower([...cyrillic, ...latin]).length === 0
      const expected = (list: readonly string[]) => ({
        words: list.map((word) => word.toLowerCase()),
        weight: (named ? list : lower(list)).join('').length,
      })
      expect(wordsByScript(text)).toEqual({ cyrillic: expected(cyrillic), latin: expected(latin) })
    }),
    { numRuns: 3_000 },
  )
})
