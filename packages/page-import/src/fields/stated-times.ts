import type { Chrome } from '../head/chrome.ts'
import { dateLineOf } from '../head/date-line.ts'
import type { KnownLine } from '../lines/line-kind.ts'
import type { TextLines } from '../lines/text-lines.ts'
import type { DeclaredValue, Page } from '../page.ts'
import { labelsIn } from '../words/label-match.ts'

interface TimeSources {
  readonly page: Page
  readonly lines: readonly KnownLine[]
  readonly body: readonly { readonly line: KnownLine }[]
  readonly text: TextLines
  readonly chrome: Chrome
}

/**
 * The times that the markup declares, without `time` elements of something else: of a change or an event, by the
 * label before it; of the site's clock; of comments or other news, under whose title nothing of the article comes again.
 */
export function statedTimes({ page, lines, body, text, chrome }: TimeSources): readonly DeclaredValue[] {
  const { declared, heading } = page
  const headline = heading === null ? undefined : page.lines[heading]
  const own = [...(headline === undefined ? [] : [headline]), ...body.map(({ line }) => line)]
  const others = lines.filter(({ kind }) => kind === 'other-news')
  return declared.publishedAt.filter(({ rule, start }) => {
    if (rule !== 'time-element' || start === null) return true
    const line = lines.find(({ end }) => end > start)
    const dated = line === undefined ? null : dateLineOf(line, lines[line.index - 1])
    const isClock = dated !== null && chrome.isClock(dated, text.firstFrom(dated.line.index + 1))
    const isOthers = lastAbove(others, start) > lastAbove(own, start)
    return !isClock && !isOthers && (line === undefined || !isOfAnother(line, start))
  })
}

function isOfAnother(line: KnownLine, start: number): boolean {
  const at = line.pieces?.find(({ source }) => source >= start)?.at ?? line.text.length
  const before = labelsIn(line.text, ['published', 'date', 'updated', 'event']).findLast(
    (label) => label.end <= at + 1 && (label.opensPart || label.hasColon),
  )
  return before?.kind === 'updated' || before?.kind === 'event'
}

/** The last place above, -1 without one. */
function lastAbove(places: readonly { readonly start: number }[], at: number): number {
  return places.reduce((last, { start }) => (start < at ? Math.max(last, start) : last), -1)
}
