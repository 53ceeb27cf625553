import { interfaceLanguages } from '@uniwire/messages'
import { describe, expect, it } from 'vitest'
import { siteAt } from './hits.fixture.ts'
import type { Html } from './markup.ts'
import { attribute, parsePage, select, textOf } from './parsed-page.fixture.ts'
import type { DayViews } from './view-days.ts'
import { viewDays } from './view-days.ts'

/** Small, of every size at once, with gaps, as long as the page shows, and at the edges of a step. */
const COUNTS: readonly (readonly number[])[] = [
  [0, 4, 2],
  [1, 0],
  [5_000_001, 1, 0, 999],
  Array.from({ length: 30 }, (_, n) => (n * n * 7_919) % 1_000_003),
  [10, 100],
  [11, 20, 50],
]

describe('views by day', () => {
  it.each(interfaceLanguages)(
    'says the same numbers in the drawing, the table and the sum, in %s',
    (language) => {
      for (const views of COUNTS) {
        const days = daysOf(views)
        const page = pageOf(viewDays(siteAt('/x', language), days))
        const cells = select(page, 'td').map((cell) => digits(textOf(cell)))
        expect(cells).toEqual(views)
        expect(select(page, 'time').map((time) => attribute(time, 'datetime'))).toEqual(
          days.map(({ day }) => day),
        )
        const rows = select(page, 'tbody')[0]?.childNodes.filter((node) => node.nodeName === 'tr') ?? []
        const titles = barsOf(page).map(({ title }) => title)
        expect(titles).toEqual(rows.map((row) => expect.stringContaining(dayIn(textOf(row)))))
        expect(titles.map((title) => digits(title.split(':')[1] ?? ''))).toEqual(views)
        const caption = textOf(select(page, 'figcaption')[0]).split('.')[0] ?? ''
        const sum = views.reduce((all, each) => all + each, 0)
        expect(
          caption
            .match(/\d[\d\s,]*/g)
            ?.map(digits)
            .toSorted((a, b) => a - b),
        ).toEqual([sum, views.length].toSorted((a, b) => a - b))
      }
    },
  )

  it('draws heights in the proportion of the numbers, none above the frame, none where nobody read', () => {
    for (const views of COUNTS) {
      const most = Math.max(...views)
      const heights = barsOf(pageOf(viewDays(siteAt('/x'), daysOf(views)))).map(({ height }) => height)
      for (const [n, height] of heights.entries()) {
        const count = views[n] ?? Number.NaN
        const exact = ((heights[views.indexOf(most)] ?? 0) * count) / most
        expect(height).toBeLessThanOrEqual(100)
        expect(height).toBeCloseTo(count === 0 ? 0 : Math.max(1.5, exact), 1)
      }
      expect(Math.max(...heights)).toBeGreaterThanOrEqual(40)
    }
  })

  it('marks the day with the most and the one that is not over', () => {
    const page = pageOf(viewDays(siteAt('/x', 'en'), daysOf([3, 61, 61, 5])))
    expect(select(page, 'g').map((bar) => attribute(bar, 'class'))).toEqual([
      'bar',
      'bar highest',
      'bar',
      'bar today',
    ])
    expect(textOf(select(page, '.most')[0])).toBe('The most, 61, on 2\u00a0November 2026.')
  })

  it('is not read out twice: the drawing is hidden from who has the table', () => {
    const page = pageOf(viewDays(siteAt('/x', 'en'), daysOf([3, 4])))
    expect(select(page, 'svg').map((svg) => attribute(svg, 'aria-hidden'))).toEqual(['true'])
    expect(select(page, 'th').map((th) => attribute(th, 'scope'))).toEqual(['col', 'col', 'row', 'row'])
  })

  it.each([
    ['the service is away', undefined],
    ['there is but one day', daysOf([7])],
    ['nobody read on any', daysOf([0, 0, 0])],
  ] as const)('is left out when %s', (_, days) => {
    expect(viewDays(siteAt('/x'), days)).toBeUndefined()
  })
})

function daysOf(views: readonly number[]): readonly DayViews[] {
  return views.map((count, n) => ({
    day: new Date(Date.UTC(2026, 10, 1 + n)).toISOString().slice(0, 10),
    views: count,
  }))
}

function pageOf(section: Html | undefined) {
  return parsePage(String(section))
}

function barsOf(page: ReturnType<typeof parsePage>) {
  const titles = select(page, 'title').map(textOf)
  const heights = select(page, 'rect.views').map((rect) => Number.parseFloat(attribute(rect, 'height') ?? ''))
  return titles.map((title, n) => ({ title, height: heights[n] ?? Number.NaN }))
}

/** `1\u00a0204 просмотра` and `1,204 views` are 1204. */
function digits(text: string): number {
  return Number(text.replaceAll(/\D/g, ''))
}

function dayIn(row: string): string {
  return /\d+\u00a0\S+ 2026/.exec(row)?.[0] ?? 'a row without a day'
}
