import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from './any-text.ts'
import { inOtherLayout } from './keyboard.ts'

describe('a text typed in the other layout', () => {
  it.each([
    ['rjyrehc', 'конкурс'],
    ['hj,jnjnt[ybrf', 'робототехника'],
    ['0fpf0 nsks', 'қазақ тылы'],
    ['Jkbvgbflf 2024', 'олимпиада 2024'],
    ['c-p', 'сөз'],
    ['еуттшы', 'tennis'],
    ['Гтшмукышен туцы', 'university news'],
  ])('%s is %s', (typed, meant) => expect(inOtherLayout(typed)).toBe(meant))

  it('is nothing where a text has both scripts, or no letter of either', () => {
    for (const text of ['Wi-Fi желісі', '2024', '—', '', '大学']) expect(inOtherLayout(text)).toBeUndefined()
  })

  it('is the text again in the other layout, and comes of any text', () => {
    expect(inOtherLayout(inOtherLayout('rjyathtywbz') ?? '')).toBe('rjyathtywbz')
    fc.assert(fc.property(anyText, (text) => typeof (inOtherLayout(text) ?? '') === 'string'))
  })
})
