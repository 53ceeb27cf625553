import { plainText } from '@uniwire/newsroom'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { sanitise } from './sanitise.ts'
import { wordsOf } from './words-of.ts'

const pieces = fc.constantFrom(
  '<p>', '</p>', '<b>', '</b>', '<br>', '<hr>', '<ul>', '</ul>', '<li>', '<table>', '<tr>', '<td>', '</td>', '<th>',
  '<h1>', '</h1>', '<a href=/a>', '</a>', '<pre>', '<img src=/a.jpg alt="a b">', '<dl>', '<dd>', '<figcaption>',
  'сло', 'во', 'a', ' ', '\n', '\u2009', '&amp;', '&lt;', '&nbsp;', "o'z", '"', '<div>', '<blockquote>',
) // prettier-ignore
const together = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

it('finds the words of the plain text, parted where they are parted there', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const { html = '' } = sanitise(parts.join(''), 'https://nura.example/')
      expect(together(wordsOf(html))).toBe(together(plainText(html)))
    }),
    { numRuns: 3_000 },
  )
})
