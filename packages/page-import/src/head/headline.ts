import { scanDates } from '../dates/scan.ts'
import { breadcrumbAt } from '../lines/breadcrumb.ts'
import type { Chrome } from './chrome.ts'
import type { Head } from './head.ts'
import { fieldLabelsIn } from '../words/label-match.ts'
import { isMeta, MAX_HEADLINE } from '../lines/line-kind.ts'
import type { KnownLine } from '../lines/line-kind.ts'
import { personIn } from '../words/person.ts'
import { beginsInLowerCase, countWords, endingOf } from '../words/sentence.ts'
import type { IsSiteName } from '../site.ts'

/** A headline printed in a line or in a part of one, offsets in the line. */
export interface Headline {
  readonly line: KnownLine
  readonly from: number
  readonly to: number
  readonly place: 'beside-date' | 'above' | 'below' | 'among-fields'
}

const LEAST_WORDS = 3
/** Of a breadcrumb with one in each line. */
const MOST_STEPS = 8
/** From so many words on, a line is hardly an entry of a menu. */
const SURE_WORDS = 5

/** Headlines next to the head, the likeliest first (contract §4, title). */
export function headlinesAt(
  lines: readonly KnownLine[],
  head: Head,
  chrome: Chrome,
  isSiteName: IsSiteName,
): readonly Headline[] {
  const mayBe = (at: number): boolean => isHeadlineAt(lines, at, chrome)
  if (head.anchor === null) {
    const above = nearest(lines, head.textFrom - 1, -1, -1)
    return above !== null && mayBe(above) ? [whole(lines, above, 'above')] : []
  }
  const beside = besideDate(head, isSiteName)
  const above = nearest(lines, head.anchor - 1, -1, -1)
  const below = headlineBelow(lines, head, head.anchor, mayBe)
  const found = [
    ...(above !== null && mayBe(above) ? [whole(lines, above, 'above')] : []),
    ...(below === null ? [] : [whole(lines, below, 'below')]),
  ]
  const [first, second] = found
  const isAboveDoubtful = first !== undefined && second !== undefined && isAmongShort(lines, first.line.index)
  return [...beside, ...(isAboveDoubtful ? [second, first] : found), ...amongFields(head, isSiteName)]
}

/** Three words or more, at most 200 characters, no final stop; no menu line, and nothing cut short follows it. */
function isHeadlineAt(lines: readonly KnownLine[], at: number, chrome: Chrome): boolean {
  const line = lines[at]
  if (line === undefined || line.kind !== 'text' || line.lowerCase) return false
  if (isEventDetail(line) || !isHeadlineText(line.text) || /^[-–—•·●▪*]\s/u.test(line.text)) return false
  const isFree = line.afterGap || isPrintedTwice(lines, line) || isBehindMenu(lines, at)
  if (chrome.isInMenu(at) && line.words < SURE_WORDS && !isFree) return false
  const next = lines[at + 1]
  if (next?.kind === 'teaser' || next?.kind === 'more') return false
  return breadcrumbAt(lines, at) === null
}

/** `Venue: main building`: part of an announcement's text. */
export function isEventDetail(line: KnownLine): boolean {
  if (line.kind !== 'text' || line.text.length > MAX_HEADLINE) return false
  if (fieldLabelsIn(line.text, ['event']).some((label) => label.hasColon && label.start <= 4)) return true
  // `Срок подачи заявок: 15.03.2024`, `Приказ № 15 от 12.01.2024`: whatever it is called, it is the text's date.
  return scanDates(line.text).some(({ outerStart }) => LEADS_TO_ITS_DATE.test(line.text.slice(0, outerStart)))
}
const LEADS_TO_ITS_DATE = /:\s*$|№\s*\S{1,12}\s+от\s*$/u

/** The first line behind the site's own is the headline, though it is as short as an entry. */
function isBehindMenu(lines: readonly KnownLine[], at: number): boolean {
  const [line, above, below] = [lines[at], lines[at - 1], lines[at + 1]]
  if (line === undefined || above === undefined || below === undefined || line.words < LEAST_WORDS)
    return false
  const isLast = below.kind === 'paragraph' || isMeta(below)
  return isLast && (above.kind === 'navigation' || endsBreadcrumb(lines, at))
}

/** A breadcrumb in one line, or a list of steps that begins further up, ends directly above. */
function endsBreadcrumb(lines: readonly KnownLine[], at: number): boolean {
  for (let from = at - 1; from >= Math.max(0, at - MOST_STEPS); from -= 1)
    if (breadcrumbAt(lines, from)?.next === at) return true
  return false
}

function isPrintedTwice(lines: readonly KnownLine[], line: KnownLine): boolean {
  const near = lines.slice(Math.max(0, line.index - 12), line.index + 12)
  return near.some((other) => other.index !== line.index && other.text === line.text)
}

export function isHeadlineText(text: string): boolean {
  const ending = endingOf(text)
  if (text.length > MAX_HEADLINE || (ending !== 'none' && ending !== 'exclamation')) return false
  return countWords(text) >= LEAST_WORDS && /\p{L}.*\p{L}/u.test(text)
}

/** Directly below the date, else (a section's name may come between) directly above the first full paragraph. */
function headlineBelow(
  lines: readonly KnownLine[],
  head: Head,
  anchor: number,
  mayBe: (at: number) => boolean,
): number | null {
  const first = nearest(lines, anchor + 1, 1, head.firstText)
  if (first !== null && mayBe(first)) return first
  const last = nearest(lines, Math.min(head.firstText, lines.length) - 1, -1, anchor)
  return last !== null && mayBe(last) ? last : null
}

/** The next line in a direction that is not a view count, credit, category or image. */
function nearest(lines: readonly KnownLine[], from: number, step: 1 | -1, stop: number): number | null {
  for (let at = from; at !== stop && at >= 0 && at < lines.length; at += step) {
    const line = lines[at]
    if (line !== undefined && !isMeta(line) && line.kind !== 'navigation' && !isEventDetail(line)) return at
    if (line?.kind === 'navigation' && step === -1) return null
  }
  return null
}

function besideDate(head: Head, isSiteName: IsSiteName): readonly Headline[] {
  const { dated } = head
  if (dated === null || dated.beside === null) return []
  const text = dated.line.text.slice(dated.beside.from, dated.beside.to)
  // `Dana Omarova · 3 min read`: what bars and bullets part are fields, a headline at most one of them.
  if (/\s[|•·]\s/u.test(text) || personIn(text)) return []
  return isHeadlineText(text) && !beginsInLowerCase(text) && !isSiteName(text)
    ? [{ line: dated.line, ...dated.beside, place: 'beside-date' }]
    : []
}

/** `12.10.2023 | News | Headline`: of the parts beside the date the only one that may be a headline. */
function amongFields({ dated }: Head, isSiteName: IsSiteName): readonly Headline[] {
  if (dated === null || dated.beside === null) return []
  const { line } = dated
  let from = dated.beside.from
  const found: Headline[] = []
  for (const part of line.text.slice(from, dated.beside.to).split(/[|•·]/u)) {
    const text = part.trim()
    const start = from + part.indexOf(text)
    const isField = personIn(text) || isSiteName(text) || !/^[\p{Lu}«“"„]/u.test(text)
    if (!isField && isHeadlineText(text))
      found.push({ line, from: start, to: start + text.length, place: 'among-fields' })
    from += part.length + 1
  }
  return found.length === 1 ? found : []
}

/** The line above it is short and unstopped as well, and no blank line parts the two: a menu's last entry, perhaps. */
function isAmongShort(lines: readonly KnownLine[], at: number): boolean {
  const line = lines[at]
  const above = lines[at - 1]
  if (line === undefined || above === undefined || line.words > 2 * SURE_WORDS) return false
  return !line.afterGap && (above.kind === 'text' || above.kind === 'navigation') && above.ending === 'none'
}

function whole(lines: readonly KnownLine[], at: number, place: 'above' | 'below'): Headline {
  const line = lines[at]
  if (line === undefined) throw new RangeError(`no line ${at}`)
  return { line, from: 0, to: line.text.length, place }
}
