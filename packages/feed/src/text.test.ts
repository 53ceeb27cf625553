import { describe, expect, it } from 'vitest'
import { legalText, singleLine } from './text.ts'

describe('legal text', () => {
  it('has no character that XML forbids, none that nobody can see, and keeps all others', () => {
    expect(legalText('a\u0000\u0008\u001F\u007F\u0085\uFFFE\uFFFF\uD800b')).toBe('ab')
    // What a lone surrogate became on its way here.
    expect(legalText('Жаңа\uFFFDлық')).toBe('Жаңалық')
    expect(legalText('\uDC00\uD83D\uDE00\uD83D')).toBe('😀')
    expect(legalText('Ә ң\u00A0«x»\t\u2028\u{1FFFE}\n')).toBe('Ә ң\u00A0«x»\t\u2028\u{1FFFE}\n')
  })

  it('ends lines with one line feed, also where a forbidden character stood between', () => {
    expect(legalText('a\r\nb\rc\n\rd\r\b\ne')).toBe('a\nb\nc\n\nd\ne')
  })

  it('of one line has single spaces, and keeps those that are not white space to XML', () => {
    expect(singleLine('\r\n a \t\n b\u00A0c \u0008')).toBe('a b\u00A0c')
  })
})
