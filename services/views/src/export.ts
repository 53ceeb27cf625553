import { setImmediate } from 'node:timers/promises'
import type { ArticleHistory, DayRange } from './store/history.ts'

type Pages = Iterable<readonly ArticleHistory[]>

/** RFC 4180: one line an article and day. No value can hold a comma, a quote or a formula. */
export async function* csvOf(pages: Pages): AsyncGenerator<string> {
  yield 'article,day,views\r\n'
  for (const page of pages) {
    yield page
      .flatMap(({ article, days }) => days.map(({ day, views }) => `${article},${day},${views}\r\n`))
      .join('')
    await setImmediate()
  }
}

/** One object, an article a line. */
export async function* jsonOf(
  university: string,
  { from, to }: DayRange,
  pages: Pages,
): AsyncGenerator<string> {
  const head = JSON.stringify({ university, from, to })
  let separator = `${head.slice(0, -1)},"articles":[\n`
  for (const page of pages) {
    for (const history of page) {
      yield separator + JSON.stringify(history)
      separator = ',\n'
    }
    await setImmediate()
  }
  yield separator.startsWith('{') ? `${separator}]}\n` : '\n]}\n'
}
