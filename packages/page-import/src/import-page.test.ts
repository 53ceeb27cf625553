import { cleanText } from '@uniwire/newsroom'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyOf, EN, imported, KK, page, RU, SITE, shown, TEXTS } from '../fixtures/texts.ts'
import { importPage } from './import-page.ts'
import { MAX_LINES, plainUnits, readLines } from './lines/lines.ts'

/** Lines as pages have them, in any order: every rule meets every other. */
const PRINTED = [
  ...[EN, RU, KK].flatMap((text) => Object.values<string>(text)),
  ...`|12.10.2023|28 july 2021 4773|Home > News|- Main page|More »|Views: 12|17|a.jpg|Қаралды: 5|Press service of ZhTU
    |ALMATY. 20 April. Press – it began on time today.|Author: admin|Category: News|+7 727 311-22-33|Dear colleagues!
    |Опубликовано: 12.10.2023|and so it went on|©|RU / KZ / EN|Headline of the day05.09.2022 16:30`.split(
    '|',
  ),
]
const printedLine = fc.oneof(
  fc.constantFrom(...PRINTED),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const printedText = fc
  .tuple(fc.array(printedLine, { maxLength: 25 }), fc.constantFrom('\n', '\r\n', '\n\n', '\r', '\u2028'))
  .map(([lines, end]) => lines.join(end))

describe('any text', () => {
  it('never throws, and gives the same twice', () => {
    fc.assert(
      fc.property(
        printedText,
        fc.constantFrom('text/plain' as const, 'text/html' as const),
        (text, mediaType) => {
          const once = importPage({ text, mediaType }, SITE)
          expect(importPage({ text, mediaType }, SITE)).toEqual(once)
          expect(once.needs).toEqual(
            (['title', 'bodyText', 'publishedAt', 'language'] as const).filter(
              (field) => once.draft[field] === null,
            ),
          )
        },
      ),
      { numRuns: 400 },
    )
  })

  it('has exact offsets: what stands there is what was found', () => {
    fc.assert(
      fc.property(printedText, (text) => {
        const { draft, evidence, stripped } = imported(text)
        const at = (span: { start: number | null; end: number | null } | null): string =>
          plainUnits(shown(text, span) ?? '').normalize('NFC')
        expect(at(evidence.publishedAt)).toBe(evidence.publishedAt?.printedDate ?? '')
        expect(at(evidence.byline)).toBe(evidence.byline?.value ?? '')
        expect(at(evidence.legacyViews).replace(/\D/g, '')).toBe(String(draft.legacyViews?.count ?? ''))
        const isPrinted = evidence.title !== null && evidence.title.rule !== 'first-sentence'
        expect(isPrinted ? at(evidence.title) : '').toBe(isPrinted ? evidence.title?.value : '')
        for (const part of stripped) expect(text.slice(part.start, part.end).trim().length).toBeGreaterThan(0)
      }),
      { numRuns: 400 },
    )
  })

  it('gives a body of its own lines, whole and in order, and says of every other line that it was stripped', () => {
    fc.assert(
      fc.property(printedText, (text) => {
        const { draft, stripped } = imported(text)
        fc.pre(draft.bodyText !== null)
        const body = (draft.bodyText ?? '').replaceAll('\n\n', ' ')
        const isStripped = (start: number): boolean =>
          stripped.some((part) => part.start <= start && start < part.end)
        const own = readLines(text).filter((line) => !isStripped(line.start))
        const all = cleanText(own.map((line) => line.text).join(' '))
        // Only a headline glued to the first line may be missing.
        expect(all.endsWith(body)).toBe(true)
        expect(all.length - body.length).toBeLessThanOrEqual(own[0]?.text.length ?? 0)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the body', () => {
  it('has a paragraph for each line, and joins a line that begins in lower case to the one before', () => {
    const { draft } = imported(
      page('12.10.2023', EN.headline, EN.first, 'and it will stay there.', EN.second, 'a) item', EN.third),
    )
    expect(draft.bodyText).toBe(bodyOf(`${EN.first} and it will stay there.`, EN.second, 'a) item', EN.third))
  })

  it.each(['kk', 'ru', 'en'] as const)(
    'alone decides the language, whatever stands around it (%s)',
    (language) => {
      const text = TEXTS[language]
      const around = {
        above: ['Басты бет', 'Новости', 'Contacts'],
        below: ['Просмотров: 4', 'Қабылдау комиссиясы', 'Science Library'],
      }
      const { draft, evidence } = imported(
        page(...around.above, '12.10.2023', text.first, text.second, ...around.below),
      )
      expect(draft.language).toBe(language)
      expect(evidence.language).toMatchObject({ rule: 'body-text', confidence: 'high' })
    },
  )

  it('is the same with a byte order mark, NBSP, CRLF and spaces at line ends', () => {
    const plain = imported(page(EN.headline, '12.10.2023', EN.first, EN.second))
    const text = `\uFEFF${EN.headline} \r\n\u00A0 12.10.2023\t\r\n\r\n\u00A0${EN.first.replaceAll(' ', '\u00A0')}\u00A0\r\n${EN.second}\r\n`
    expect(imported(text).draft).toEqual(plain.draft)
  })

  it('leaves out names of image files, which the evidence lists in order', () => {
    const names = ['WhatsApp Image 2023-10-12 at 17.35.54 (1).jpeg', 'DSC_0001.JPG', 'фото зала.png']
    const text = page(
      '10.10.2023',
      EN.headline,
      names[0] ?? '',
      EN.first,
      `${names[1]} ${names[2]}`,
      EN.second,
    )
    const { draft, evidence } = imported(text)
    expect(draft.bodyText).toBe(bodyOf(EN.first, EN.second))
    expect(evidence.images?.value).toEqual(names)
  })

  it('keeps greetings, questions, direct speech and short sentences between its paragraphs', () => {
    const lines = [
      'Dear colleagues!',
      EN.first,
      '– How did it begin?',
      '- With a broken fan, and a box that nobody wanted.',
      EN.second,
    ]
    expect(imported(page(EN.headline, ...lines)).draft).toMatchObject({
      title: EN.headline,
      bodyText: bodyOf(...lines),
    })
  })

  it('may be a single short sentence, or unstopped lines, under a date', () => {
    expect(imported(page('12.10.2023', RU.headline, 'Студенты посетили музей.')).draft).toMatchObject({
      title: RU.headline,
      bodyText: 'Студенты посетили музей.',
    })
    const unstopped = EN.first.replaceAll('.', '')
    expect(imported(page('12.10.2023', EN.headline, unstopped)).draft.bodyText).toBe(unstopped)
  })
})

describe('parameters of the request', () => {
  const text = page('Home > News', EN.headline, EN.first, EN.second)

  it('answer what is needed', () => {
    expect(imported(text).needs).toEqual(['publishedAt'])
    const { draft, needs, evidence } = imported(text, { publishedAt: '2022-04-20' })
    expect(draft.publishedAt).toBe('2022-04-20')
    expect(needs).toEqual([])
    expect(evidence.publishedAt).toMatchObject({ rule: 'override', datePrecision: 'day', start: null })
  })

  it('overrule the page, which stays visible as an alternative', () => {
    const overrides = {
      title: 'Another title',
      publishedAt: '2022-04-20T10:00:00',
      language: 'kk',
      url: 'https://ztu.example/1',
      category: 'Science',
      byline: 'Dana',
    } as const
    const { draft, evidence } = imported(
      page('12.10.2023', EN.headline, EN.first, 'Press service of ZhTU'),
      overrides,
    )
    expect(draft).toEqual({
      title: 'Another title',
      bodyText: EN.first,
      language: 'kk',
      publishedAt: '2022-04-20T04:00:00Z',
      byline: 'Dana',
      categories: ['Science'],
      url: 'https://ztu.example/1',
    })
    expect(evidence.title?.alternatives).toEqual([EN.headline])
    expect(evidence.publishedAt).toMatchObject({ alternatives: ['2023-10-12'], printedDate: '12.10.2023' })
    expect(evidence.byline?.alternatives).toEqual(['Press service of ZhTU'])
  })

  it('that are no time change nothing and are reported', () => {
    const { needs, warnings } = imported(text, { publishedAt: 'yesterday' })
    expect(needs).toEqual(['publishedAt'])
    expect(warnings).toEqual([{ field: 'publishedAt', code: 'not-a-time' }])
  })
})

describe('a page without an article', () => {
  it.each([
    ['nothing', ''],
    ['blank lines', ' \n\u00A0\n\t\n'],
    ['a menu', page('Home', 'About us', 'Faculties', 'Contacts', 'Library', SITE.names.en)],
    ['names of images', page('a.jpg', 'b.png')],
    ['contact data', page('Tel.: +7 727 311-22-33', 'E-mail: press@ztu.example')],
  ])('needs everything: %s', (_, text) => {
    const { draft, needs } = imported(text)
    expect(needs).toEqual(['title', 'bodyText', 'publishedAt', 'language'])
    expect(draft).toEqual({ title: null, bodyText: null, publishedAt: null, language: null, categories: [] })
  })
})

describe('a page of two megabytes', () => {
  const size = 2_000_000
  it.each([
    ['one line', 'word '],
    ['a line of spaces', ' '],
    ['lines of one letter', 'a\n'],
    ['dates', '12.10.2023 '],
    ['lines with dates', '12.10.2023\n'],
    ['labels', 'Дата публикации: '],
    ['dots', '. '],
    ['breadcrumbs', 'Home > '],
    ['steps', '- Home\n'],
    ['paragraphs', `${EN.first}\n`],
    ['digits', '1'],
    ['tags', '<b>'],
  ])('is read in one pass: %s', (_, unit) => {
    const text = unit.repeat(Math.ceil(size / unit.length))
    const { draft, stripped } = importPage({ text, mediaType: 'text/plain' }, SITE)
    expect(draft.bodyText !== null || stripped.length > 0 || text.trim() === '').toBe(true)
  })

  it('of more lines than any article has is cut, and says so', () => {
    const text = page(
      '12.10.2023',
      EN.headline,
      ...Array.from({ length: 30_000 }, (_, at) => `${at} ${EN.second}`),
    )
    const { draft, warnings, stripped } = imported(text)
    expect(draft.bodyText?.split('\n\n')).toHaveLength(MAX_LINES - 2)
    expect(warnings).toEqual([{ field: 'bodyText', code: 'page-cut' }])
    expect(stripped.at(-1)).toMatchObject({ reason: 'beyond-limit', end: text.length })
  })
})
