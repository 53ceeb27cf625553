import { describe, expect, it } from 'vitest'
import { counted, formatBytes, formatNumber, plural } from './numbers.ts'

describe('numbers', () => {
  it('groups digits as each language does', () => {
    expect(formatNumber('kk', 12_345)).toBe('12\u00a0345')
    expect(formatNumber('ru', 1_234_567)).toBe('1\u00a0234\u00a0567')
    expect(formatNumber('en', 12_345)).toBe('12,345')
    expect(formatNumber('ru', 1234)).toBe('1\u00a0234')
  })

  it('chooses the form after a number', () => {
    const forms = { one: 'статья', few: 'статьи', other: 'статей' }
    const written = [0, 1, 2, 5, 11, 14, 21, 22, 25, 101, 111].map((count) => plural('ru', count, forms))
    expect(written.join(' ')).toBe(
      'статей статья статьи статей статей статей статья статьи статей статья статей',
    )
    expect(counted('en', 1, { one: 'article', other: 'articles' })).toBe('1\u00a0article')
    expect(counted('kk', 5, { other: 'мақала' })).toBe('5\u00a0мақала')
  })

  it('names sizes in the reader’s units', () => {
    expect(formatBytes('en', 1024 ** 2)).toBe('1\u00a0MB')
    expect(formatBytes('ru', 1_572_864)).toBe('1,5\u00a0МБ')
    expect(formatBytes('kk', 512 * 1024)).toBe('512\u00a0КБ')
    expect(formatBytes('en', 200)).toBe('200\u00a0bytes')
  })
})
