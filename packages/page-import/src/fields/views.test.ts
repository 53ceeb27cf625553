import { describe, expect, it } from 'vitest'
import { bodyOf, EN, imported, page, shown } from '../../fixtures/texts.ts'

const above = (...lines: readonly string[]): string => page(EN.headline, ...lines, EN.first, EN.second)
const below = (...lines: readonly string[]): string =>
  page('12.10.2023', EN.headline, EN.first, EN.second, ...lines)

describe('old views', () => {
  it.each([
    ['Views: 2585', 2585],
    ['Post Views: 1,234', 1234],
    ['488 views', 488],
    ['Viewed 17 times', 17],
    ['Hits: 9', 9],
    ['Просмотров: 488', 488],
    ['Просмотры 1 234', 1234],
    ['Количество просмотров – 77', 77],
    ['Прочитано: 5 раз', 5],
    ['638 просмотров', 638],
    ['Қаралды: 488', 488],
    ['408 рет көрсетілді', 408],
    ['5 рет қаралды', 5],
    ['Қаралымдар саны: 12', 12],
    ['Оқылды: 1 050', 1050],
    ['12.10.2023 | Views: 31', 31],
    ['12.10.2023, 31 views', 31],
    ['Views:\n2585', 2585],
    ['408 рет\nкөрсетілді', 408],
  ])('are read from "%s" above and below the text', (label, count) => {
    for (const text of [above(label), below(label)]) {
      const { draft, evidence } = imported(text)
      expect(draft.legacyViews).toEqual({ count })
      expect(evidence.legacyViews).toMatchObject({ rule: 'views-label', confidence: 'high' })
      expect(shown(text, evidence.legacyViews)?.replace(/\D/g, '')).toBe(String(count))
      expect(draft.bodyText).not.toContain(String(count))
    }
  })

  it.each([
    '28 july 2021 4773',
    '28 july 2021\n4773',
    '4773\n28 july 2021',
    '• 28 july 2021\n• 4773',
    '28.07.2021 | 4773',
  ])('are, with medium confidence, the only bare integer beside the date: %j', (head) => {
    const { draft, evidence } = imported(above(head))
    expect(draft).toMatchObject({
      legacyViews: { count: 4773 },
      publishedAt: '2021-07-28',
      title: EN.headline,
    })
    expect(evidence.legacyViews).toMatchObject({ rule: 'number-beside-date', confidence: 'medium' })
  })

  it('are none when two bare integers stand there: one may count comments', () => {
    expect(imported(above('28 july 2021', '4773', '12')).draft.legacyViews).toBeUndefined()
  })

  it('are none where only other news below the text print theirs', () => {
    const text = below('Related news', 'The library opens at night', 'Views: 999')
    expect(imported(text).draft.legacyViews).toBeUndefined()
    expect(imported(below('Related news', 'Views: 12')).draft.legacyViews).toMatchObject({ count: 12 })
  })

  it.each(['1.2K views', '1,2 тыс. просмотров'])(
    'are none where they are rounded, and no text: %s',
    (line) => {
      const { draft } = imported(page(EN.headline, '12 October 2023', line, EN.first, EN.second))
      expect(draft).toMatchObject({ title: EN.headline, bodyText: bodyOf(EN.first, EN.second) })
      expect(draft.legacyViews).toBeUndefined()
    },
  )

  it('are none in a sentence or far from the date', () => {
    expect(
      imported(above('12.10.2023', 'The film about the station has had 5000 views since Monday.')).draft
        .legacyViews,
    ).toBeUndefined()
    expect(imported(below('', '4773')).draft.legacyViews).toBeUndefined()
  })

  it('are those nearest to the article, not of other news', () => {
    const { draft, evidence } = imported(
      below('Views: 31', 'Other news', 'The library opens at night', 'Views: 900'),
    )
    expect(draft.legacyViews).toEqual({ count: 31 })
    expect(evidence.legacyViews?.alternatives).toEqual([900])
  })

  it('carry no time of observation: the importer has no clock', () => {
    expect(imported(below('Views: 31')).draft.legacyViews).toEqual({ count: 31 })
  })
})
