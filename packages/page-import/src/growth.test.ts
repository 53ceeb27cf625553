import { describe, expect, it } from 'vitest'
import { EN, SITE } from '../fixtures/texts.ts'
import { importPage, importTracedPage } from './import-page.ts'
import type { PrintedPage } from './import-page.ts'

const SMALL = 60_000
/** Eight times as much may cost eight times as much; sixty-four times would be quadratic. */
const TIMES = 8
const AT_MOST = 24
/** What is cheaper is lost in the noise of a busy machine. */
const LEAST_MS = 10

const TEXTS = [
  'word ', ' ', 'a\n', '12.10.2023 ', '12.10.2023\n', '3/5/2021 ', 'Дата публикации: ', 'Views: 3 ', '. ', 'Home > ', '- Home\n', '«', '(((', '1', '1 2 3 ', '8 (7212) ',
  '12\nАвг\n', 'By Dana ', 'a@b.c ', `${EN.first}\n`, 'One two three four\n', 'Aa, ', 'АЛМАТЫ. 20 April. ', '\u200B', '\u0301', '\u2028', '\uD800', '.jpg ', 'a.jpg ', '-',
] // prettier-ignore
const MARKUP = [
  '<b>', '<p>', '</p>', '<nav>', '<div>', '<div a="', '<div a=1 ', '&amp', '&amp;', '&#', '&#x41;', '<!--', '--', '<![CDATA[', '<', '<?', '<h1>', '<h1>Aa bb cc</h1>', '<h2 itemprop="headline">',
  '<title>Aa bb cc', '<time datetime="2023-10-12">a</time>', '<meta property="og:title" content="Aa bb cc">', '<td>1', '<td>1<br>', '<tr>', 'a<br>', '<figure><img><figcaption>a', '<div class="breadcrumb">', '<li>a</li>', '<article><footer>',
  '<script type="application/ld+json">{"@graph":[{"@type":"Article"}]}</script>', '<a>Aa</a><a>Bb</a>', '<nav></nav> ', '<textarea>', '<svg><p>',
] // prettier-ignore
/** What surrounds the repeated part: an element, an attribute or a script that never ends. */
const OPENED = [['<p ', ' a=b'], ['<p ', 'a'], ['<p a="', 'b'], ['<script>', '<'], ['<script type="application/ld+json">', '['], ['<script type="application/ld+json">{"a":', '{"a":'], ['<title>', 'a '], ['<div class="breadcrumb">a', '<i>'], ['<h1>', 'a ']] // prettier-ignore

describe('the time that a page costs grows with its length, and no faster', () => {
  it.each([
    ...TEXTS.map((unit) => ['text/plain', '', unit] as const),
    ...MARKUP.map((unit) => ['text/html', '', unit] as const),
    ...OPENED.map(([before = '', unit = '']) => ['text/html', before, unit] as const),
  ])('%s: %j %j', (mediaType, before, unit) => {
    const page = (size: number): PrintedPage => {
      return { mediaType, text: before + unit.repeat(Math.ceil(size / unit.length)) }
    }
    const [small, large] = [page(SMALL), page(SMALL * TIMES)]
    importPage(small, SITE)
    const smallMs = Math.max(LEAST_MS, least([cost(small), cost(small)]))
    const largeMs = cost(large)
    // Once more, when something else was in the way.
    expect(largeMs <= AT_MOST * smallMs ? largeMs : cost(large)).toBeLessThanOrEqual(AT_MOST * smallMs)
  })

  it('also where every line was seen before, on as many pages as are remembered', () => {
    const lines = (count: number, own: string) => {
      const repeated = Array.from(
        { length: count },
        (_, at) => `${word(at)} is a sentence that stands on all pages of it.`,
      )
      return { mediaType: 'text/plain', text: [...repeated, `${own} ${EN.first}`].join('\n') } as const
    }
    const costOf = (count: number): number => {
      const seen = Array.from(
        { length: 12 },
        (_, at) => importTracedPage(lines(count, `Story ${word(at)}:`), SITE, {}, []).trace,
      )
      const traces = seen.flatMap((trace) => trace ?? [])
      const page = lines(count, 'Another story:')
      return measured(() => importTracedPage(page, SITE, {}, traces))
    }
    const smallMs = Math.max(LEAST_MS, least([costOf(500), costOf(500)]))
    expect(costOf(500 * TIMES)).toBeLessThanOrEqual(AT_MOST * smallMs)
  })
})

function cost(page: PrintedPage): number {
  return measured(() => importPage(page, SITE))
}

/** Of the processor: others on the machine do not count. */
function measured(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

function least(values: readonly number[]): number {
  return Math.min(...values)
}

function word(at: number): string {
  return at.toString().replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)))
}
