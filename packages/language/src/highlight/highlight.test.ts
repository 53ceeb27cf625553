import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyseQuery } from '../analyse-query.ts'
import { anyText } from '../any-text.ts'
import { LANGUAGES } from '../language.ts'
import { highlight } from './highlight.ts'
import { escapeHtml } from './html.ts'
import { snippet } from './snippet.ts'

const withoutMarks = (html: string): string => html.replaceAll(/<\/?mark>/gu, '')
const textOf = (html: string): string => withoutMarks(html).replaceAll(/&(?:#39|\w+);/gu, '?')

describe('highlight', () => {
  it('marks the words that the index matches: by stem, by key, exactly', () => {
    expect(highlight('Университеттің жаңа кітабы', analyseQuery('кітап'), 'kk')).toBe(
      'Университеттің жаңа <mark>кітабы</mark>',
    )
    expect(highlight('Открытие кафедры', analyseQuery('кафедра открытия'), 'ru')).toBe(
      '<mark>Открытие</mark> <mark>кафедры</mark>',
    )
    expect(highlight('Шәкіртақы көлемі', analyseQuery('shakirtaqy'), 'kk')).toBe(
      '<mark>Шәкіртақы</mark> көлемі',
    )
    expect(highlight('“Taza Álem” project', analyseQuery('әлем'), 'en')).toBe(
      '“Taza <mark>Álem</mark>” project',
    )
  })

  it('does not mark function words beside other words', () => {
    expect(highlight('the rector of the university', analyseQuery('the rector'), 'en')).toBe(
      'the <mark>rector</mark> of the university',
    )
  })

  it('has no tag but mark, balanced and not nested, for any text and query, and keeps the text', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.constantFrom(...LANGUAGES), (text, query, language) => {
        const html = highlight(text, analyseQuery(query), language)
        expect(withoutMarks(html)).toBe(escapeHtml(text))
        expect(withoutMarks(html)).not.toMatch(/[<>"']/u)
        expect(html.replaceAll(/<mark>[^<]*<\/mark>/gu, '')).not.toMatch(/</u)
      }),
    )
  })

  it('escapes what would end an attribute, and what no XML or UTF-8 can carry', () => {
    expect(escapeHtml(`a"b'c&d<e>\u0000\uD800`)).toBe('a&quot;b&#39;c&amp;d&lt;e&gt;\uFFFD\uFFFD')
  })
})

describe('snippet', () => {
  const body = `${'Жалпы мәтін осында жалғаса береді. '.repeat(30)}Университетте жаңа зертхана ашылды. ${'Тағы бір сөйлем бар. '.repeat(30)}`

  it('shows the passage that holds the words, from the beginning of its sentence', () => {
    const html = snippet(body, analyseQuery('зертханалар'), { maxLength: 80, language: 'kk' })
    expect(html).toContain('<mark>зертхана</mark>')
    expect(html).toMatch(/^…[А-ЯӘҒҚҢӨҰҮІ]/u)
    expect(html).toMatch(/…$/u)
  })

  it('prefers the passage with more of the words to the one with a word more often', () => {
    const text = `rector rector rector. ${'filler text here. '.repeat(40)}The rector met a delegation. ${'more text. '.repeat(40)}`
    expect(snippet(text, analyseQuery('rector delegation'), { maxLength: 60 })).toContain(
      '<mark>delegation</mark>',
    )
  })

  it('begins with the text where nothing matches, and shows a short text whole', () => {
    expect(snippet(body, analyseQuery('zzz'), { maxLength: 40 })).toMatch(/^Жалпы мәтін/u)
    expect(snippet('  one\n two ', analyseQuery('two'))).toBe('one <mark>two</mark>')
  })

  it('is no longer than asked, has no tag but mark, and cuts no surrogate pair, for any text', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.integer({ min: 1, max: 120 }), (text, query, maxLength) => {
        const html = snippet(text, analyseQuery(query), { maxLength })
        expect(html.replaceAll(/<mark>[^<]*<\/mark>/gu, '')).not.toMatch(/</u)
        expect(textOf(html).length).toBeLessThanOrEqual(Math.max(3, maxLength))
        expect(html.isWellFormed()).toBe(true)
      }),
    )
  })

  it('never cuts a surrogate pair in two', () => {
    expect(snippet('\u{1D400}'.repeat(50), analyseQuery('x'), { maxLength: 11 })).toBe(
      `${'\u{1D400}'.repeat(4)}…`,
    )
  })

  it('marks every match of the passage, however many the text holds', () => {
    const html = snippet('наука '.repeat(20_000), analyseQuery('наука'), { maxLength: 100 })
    expect(html.split('<mark>').length - 1).toBe(16)
  })
})
