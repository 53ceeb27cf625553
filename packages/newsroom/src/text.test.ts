import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeHtml, paragraphsToHtml, plainText } from './plain-text.ts'
import { cleanLine, cleanText } from './text.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 200 })

describe('received text', () => {
  it('loses controls and direction overrides, and shows what was no character', () => {
    expect(cleanText('a\u0000\u0008b\u202Ec\u2066d\uFFFF')).toBe('abcd')
    expect(cleanText('lone \uD800 half')).toBe('lone \uFFFD half')
    expect(cleanText('e\u0301')).toBe('é')
    expect(cleanText('a\r\nb\rc\u2028d')).toBe('a\nb\nc\nd')
  })

  it('of one line has single spaces and none at its ends', () => {
    expect(cleanLine('\u00A0 Two\n\twords \u200B')).toBe('Two words')
  })

  it('is clean after one pass, and well-formed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = cleanText(text)
        expect(cleanText(once)).toBe(once)
        expect(once.isWellFormed()).toBe(true)
        expect(cleanLine(cleanLine(text))).toBe(cleanLine(text))
      }),
    )
  })
})

/** Each rule by itself, without the shortcut for text that is clean. */
const byEachRule = (text: string) =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/(?![\t\n])[\p{Cc}\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/gu, '')
    .normalize('NFC')

describe('the shortcut for text that is clean', () => {
  it('takes nothing for clean that a rule would change, of all characters and of any two of one text', () => {
    const all = Array.from({ length: 0x1_0000 }, (_, code) => `a${String.fromCharCode(code)}`)
    expect(all.filter((text) => cleanText(text) !== byEachRule(text))).toEqual([])
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0x2700 }), { maxLength: 40 }), (codes) => {
        const text = String.fromCharCode(...codes)
        expect(cleanText(text)).toBe(byEachRule(text))
      }),
      { numRuns: 1_000 },
    )
  })

  it.each([
    '',
    ' ',
    'One',
    'One two',
    ' One',
    'One ',
    'One  two',
    'One\ttwo',
    'One\n',
    '\u00A0',
    'a\u200Bb',
    'a \uFEFF',
  ])('makes one line of %j as without it', (text) =>
    expect(cleanLine(text)).toBe(
      byEachRule(text)
        .replace(/[\s\u200B\uFEFF]+/g, ' ')
        .trim(),
    ),
  )

  it('looks at a long text once', () => {
    const text = 'a'.repeat(200_000)
    expect(cleanLine(`${text}\t`)).toBe(text)
  })
})

describe('text and HTML', () => {
  it('makes a paragraph at each blank line and a break at each other line end', () => {
    expect(paragraphsToHtml('One\ntwo\n\n \nThree <3')).toBe('<p>One<br />two</p>\n<p>Three &lt;3</p>')
  })

  it('gives back the text of what it escaped', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = cleanLine(text)
        expect(plainText(`<p>${escapeHtml(line)}</p>`)).toBe(line)
      }),
    )
  })

  it('puts the text of blocks on lines of their own', () => {
    const html =
      '<h2>Head</h2><p>One <em>two</em></p><ul><li>a</li><li>b</li></ul><table><tr><td>1</td><td>2</td></tr></table>'
    expect(plainText(html)).toBe('Head\nOne two\na\nb\n1 2')
  })
})
