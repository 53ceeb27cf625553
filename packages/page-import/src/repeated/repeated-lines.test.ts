import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyOf, EN, KK, page, RU, SITE, shown } from '../../fixtures/texts.ts'
import { fingerprintOf } from './fingerprint.ts'
import { importPage, importTracedPage } from '../import-page.ts'
import type { TracedImport } from '../import-page.ts'
import { MOST_FINGERPRINTS } from './page-trace.ts'
import type { PageTrace } from './page-trace.ts'

/** Full sentences of the site's own, which no rule for single pages can tell from the article. */
const MOTTO =
  'Our university has been opening doors for the young people of the region since the spring of 1971.'
const WIDGET = 'Watch the film about our campus, made by students of the faculty of arts.'
const INVITATION = 'Anyone who wants to join us is welcome in room 205 of the main building.'

const story = (at: number): readonly string[] => [
  `The team number ${at} of the ${'abcdefghijklm'.charAt(at)}-faculty has won the spring cup in the city hall`,
  `12.10.20${10 + at}`,
  `Students of the ${'abcdefghijklm'.charAt(at)}-faculty have won the cup of the region after three long evenings.`,
  `Their coach, from the village of ${'KLMNOPQRSTUVW'.charAt(at)}ask, thanked the parents of the whole ${'abcdefghijklm'.charAt(at)}-team for their help.`,
]
const text = (...lines: readonly string[]) => ({ text: page(...lines), mediaType: 'text/plain' }) as const
const printed = (at: number, ...below: readonly string[]) =>
  text('Home', 'News', 'Contacts', ...story(at), MOTTO, WIDGET, ...below)
const imported = (given: ReturnType<typeof text>, seen: readonly PageTrace[] = []): TracedImport =>
  importTracedPage(given, SITE, {}, seen)
const traces = (...pages: readonly ReturnType<typeof text>[]): readonly PageTrace[] =>
  pages.flatMap((each) => imported(each).trace ?? [])
const own = (at: number): string => bodyOf(...story(at).slice(2))

describe('what a site prints on its pages', () => {
  it('stays in the text of its first two pages, and is left out of the third', () => {
    expect(imported(printed(0)).imported.draft.bodyText).toContain(MOTTO)
    expect(imported(printed(1), traces(printed(0))).imported.draft.bodyText).toContain(MOTTO)
    const { draft } = imported(printed(2), traces(printed(0), printed(1))).imported
    expect(draft.bodyText).toBe(own(2))
  })

  it('is shown in the evidence, with its place, and in a warning', () => {
    const given = printed(2)
    const { evidence, stripped, warnings, needs } = imported(given, traces(printed(0), printed(1))).imported
    expect(evidence.repeated).toMatchObject({
      value: [MOTTO, WIDGET],
      confidence: 'high',
      rule: 'repeated-on-site',
    })
    expect(shown(given.text, evidence.repeated)).toBe(`${MOTTO}\n${WIDGET}`)
    expect(stripped.filter(({ reason }) => reason === 'repeated-on-site')).toHaveLength(1)
    expect(warnings).toEqual([{ field: 'bodyText', code: 'repeats-left-out' }])
    expect(needs).toEqual([])
  })

  it('is found above the text too, and gives the article back its headline', () => {
    const above = (at: number) =>
      text(MOTTO, 'Open days of our faculties in the new building', ...story(at).slice(2))
    const first = imported(above(2)).imported
    expect(first.draft.title).not.toContain('Students of the c-faculty')
    const { draft, evidence } = imported(above(2), traces(above(0), above(1))).imported
    expect(draft.title).toContain('Students of the c-faculty have won')
    expect(draft.bodyText).toBe(own(2))
    expect(evidence.title?.alternatives).toContain(first.draft.title)
  })

  it('may change its numbers from page to page', () => {
    const counted = (at: number) =>
      printed(at, `Today ${at * 37} guests have looked at the pages of our site.`)
    expect(imported(counted(3), traces(counted(1), counted(2))).imported.draft.bodyText).toBe(own(3))
  })

  it('is learned from HTML pages as from text', () => {
    const html = (at: number) =>
      ({
        text: `<h1>${story(at)[0]}</h1>${[...story(at).slice(1), MOTTO].map((line) => `<p>${line}</p>`).join('')}`,
        mediaType: 'text/html',
      }) as const
    const seen = [0, 1].flatMap((at) => importTracedPage(html(at), SITE, {}, []).trace ?? [])
    expect(importTracedPage(html(2), SITE, {}, seen).imported.draft.bodyText).toBe(own(2))
    expect(imported(printed(2), seen).imported.draft.bodyText).not.toContain(MOTTO)
  })
})

describe('what is not the site’s', () => {
  it('is a line that stands on some of many pages: an invitation is kept', () => {
    const seen = traces(
      printed(0, INVITATION),
      printed(1, INVITATION),
      ...[2, 3, 4, 5].map((at) => printed(at)),
    )
    const { draft } = imported(printed(6, INVITATION), seen).imported
    expect(draft.bodyText).toBe(bodyOf(own(6), INVITATION))
  })

  it('is an article posted again, corrected or not, under whatever number', () => {
    const corrected = text(
      'Home',
      'News',
      'Contacts',
      ...story(2).slice(0, 3),
      'The coach thanked all of the parents for helping the team.',
    )
    for (const copies of [1, 2, 3])
      for (const copy of [text(...story(2)), corrected]) {
        const { draft, warnings } = imported(
          text(...story(2)),
          traces(...Array<typeof copy>(copies).fill(copy)),
        ).imported
        expect(draft.bodyText).toBe(own(2))
        expect(warnings).toEqual([])
      }
  })

  it('is what other sites and pages in other languages print', () => {
    const seen = traces(printed(0), printed(1))
    for (const other of [{ site: 'other.example' }, { language: 'kk' }]) {
      const { draft } = imported(
        printed(2),
        seen.map((trace) => ({ ...trace, ...other })),
      ).imported
      expect(draft.bodyText).toContain(MOTTO)
    }
  })

  it('is all of a text: it is kept, and said', () => {
    const mixed = text('12.10.2023', story(0)[2] ?? '', story(1)[2] ?? '', WIDGET)
    const page1 = text('11.10.2023', story(0)[2] ?? '', story(1)[2] ?? '', WIDGET, MOTTO, story(3)[2] ?? '')
    const page2 = text('10.10.2023', story(0)[2] ?? '', story(1)[2] ?? '', WIDGET, MOTTO, story(4)[2] ?? '')
    const seen = traces(page1, page2).map((trace) => ({ ...trace, text: [...trace.text, 1] }))
    const { draft } = imported(mixed, seen).imported
    expect(draft.bodyText).not.toBeNull()
  })
})

describe('what is remembered of a page', () => {
  it('is no text, and no more than its bound, however long the page is', () => {
    const lines = Array.from(
      { length: 100_000 },
      (_, at) => `${letters(at)} is a line of its own, and it is long enough.`,
    )
    const long = text(['12.10.2023', ...lines].join('\n'))
    const [trace] = traces(long)
    expect(trace?.text).toHaveLength(MOST_FINGERPRINTS)
    expect(trace?.around.length).toBeLessThanOrEqual(MOST_FINGERPRINTS)
    expect(JSON.stringify(trace)).not.toContain('line')
  })

  it('is nothing of a page without text', () => {
    expect(imported(text('Home', 'News')).trace).toBeNull()
  })

  it('names the site by the article’s address, else by the homepage, without www', () => {
    expect(traces(printed(0))[0]).toMatchObject({ site: 'ztu.example', language: 'en' })
    const elsewhere = importTracedPage(printed(0), SITE, { url: 'https://www.news.example/7' }, [])
    expect(elsewhere.trace?.site).toBe('news.example')
    expect(importTracedPage(printed(0), SITE, { language: 'kk-Latn' }, []).trace?.language).toBe('kk')
  })

  it('tells lines apart by their words alone', () => {
    expect(fingerprintOf('Онлайн:  12 гостей')).toBe(fingerprintOf('онлайн: 7 Гостей'))
    expect(fingerprintOf('12.10.2023')).toBe(0)
    const words = Object.values({ ...EN, ...RU, ...KK }).flatMap((line) => line.split(' '))
    const distinct = new Set(
      words
        .map((word) => word.toLowerCase().replace(/\d+/g, '0'))
        .filter((word) => /\p{L}.*\p{L}/u.test(word)),
    )
    expect(new Set([...distinct].map(fingerprintOf)).size).toBe(distinct.size)
  })
})

describe('whatever was seen', () => {
  const seenPages = fc.array(
    fc.array(fc.constantFrom(MOTTO, WIDGET, INVITATION, ...Object.values(EN), 'Home', 'a'), { maxLength: 6 }),
    { maxLength: 6 },
  )

  it('a page that shares no line of its text with others is read as if nothing had been', () => {
    fc.assert(
      fc.property(seenPages, (pages) => {
        const seen = traces(...pages.map((lines, at) => text(...lines, ...story(at + 1))))
        const alone = text('Home', ...story(0))
        expect(imported(alone, seen).imported).toEqual(importPage(alone, SITE))
      }),
    )
  })

  it('the order in which pages of different stories were seen changes nothing', () => {
    fc.assert(
      fc.property(seenPages, fc.infiniteStream(fc.nat()), (pages, random) => {
        const seen = traces(...pages.map((lines, at) => text(...lines, ...story(at + 1))))
        const keys = seen.map(() => random.next().value as number)
        const shuffled = seen.toSorted((a, b) => (keys[seen.indexOf(a)] ?? 0) - (keys[seen.indexOf(b)] ?? 0))
        expect(imported(printed(0, INVITATION), shuffled).imported).toEqual(
          imported(printed(0, INVITATION), seen).imported,
        )
      }),
    )
  })
})

function letters(at: number): string {
  return at.toString().replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)))
}
