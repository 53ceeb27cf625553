import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from './arbitrary-entry.ts'
import { excerpt } from './excerpt.ts'

describe('the start of a body as plain text', () => {
  it('has a space where a paragraph, a line or a cell ends, and none inside a word', () => {
    expect(excerpt('<p>Бір<b>ін</b>ші</p><p>екінші<br>жол</p><td>x</td><td>y</td>', 100)).toBe(
      'Бірінші екінші жол x y',
    )
  })

  it('decodes references once, and leaves what it does not know', () => {
    expect(excerpt('a &amp;lt; b &#1179;&#x4B1;&nbsp;c &unknown; &#0; &#x110000;', 100)).toBe(
      'a &lt; b құ c &unknown;',
    )
  })

  it('leaves out comments and scripts', () => {
    expect(excerpt('a<!-- <b>no</b> --> b<script>no()</script><style>no</style> c', 100)).toBe('a b c')
  })

  it('ends after a whole word, with an ellipsis', () => {
    expect(excerpt('<p>Студенты заняли первое место, а потом второе</p>', 30)).toBe(
      'Студенты заняли первое место…',
    )
  })

  it('never cuts a character in half, nor grows beyond its limit', () => {
    expect(excerpt('😀'.repeat(20), 10)).toBe('😀😀😀😀…')
    fc.assert(
      fc.property(anyText, fc.integer({ min: 5, max: 50 }), (html, maxLength) => {
        const text = excerpt(html, maxLength)
        expect(text.length).toBeLessThanOrEqual(maxLength)
        expect(text.isWellFormed()).toBe(true)
      }),
    )
  })
})
