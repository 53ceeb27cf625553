import { scanDates } from '../dates/scan.ts'
import { isSameDay } from '../dates/printed-date.ts'
import type { PrintedDate } from '../dates/printed-date.ts'
import { readDateline } from './dateline.ts'
import type { Dateline } from './dateline.ts'
import { namesFile } from '../words/file-names.ts'
import { fieldLabelsIn, labelsIn, MAX_LABEL_LINE } from '../words/label-match.ts'
import type { LabelMatch } from '../words/label-match.ts'
import type { KnownLine } from '../lines/line-kind.ts'
import { MAX_HEADLINE } from '../lines/line-kind.ts'
import { countWords } from '../words/sentence.ts'
import { besideDate } from './beside-date.ts'

/** How a line carries its date (contract §4, head). */
type DateRole =
  /** Behind a label that says publication. */
  | 'labelled'
  /** Behind a label that only says date. */
  | 'weakly-labelled'
  /** The line is a date, with its hour, a view count, an author, a category at most. */
  | 'only'
  /** A headline or the name of a section stands beside it. */
  | 'beside'
  | 'dateline'

export interface DateLine {
  readonly line: KnownLine
  readonly date: PrintedDate
  readonly role: DateRole
  /** Of what stands beside the date on its line: a headline, offsets in the line; null when nothing does. */
  readonly beside: { readonly from: number; readonly to: number } | null
  /** Role `dateline` only: what the paragraph opens with. */
  readonly dateline: Dateline | null
  /** The date might as well be one of the text: it begins or ends a headline in words. */
  readonly isUnsure: boolean
}

/** The date by which the line can tell when the page was published; null for every other date (contract §4). */
export function dateLineOf(line: KnownLine, previous: KnownLine | undefined): DateLine | null {
  if (line.kind === 'dump' || line.kind === 'image' || line.kind === 'copyright') return null
  if (line.text.length <= MAX_LABEL_LINE && namesFile(line.text)) return null
  const opening = readDateline(line.text)
  if (opening !== null && line.words >= 8)
    return { line, date: opening.date, role: 'dateline', beside: null, dateline: opening, isUnsure: false }
  if (line.text.length > MAX_LABEL_LINE) return null
  const read = { ...line, text: withoutChange(line.text) }
  const dates = scanDates(read.text)
  const [first] = dates
  if (first === undefined || labelsIn(read.text, ['event']).some((label) => label.opensPart)) return null
  const found =
    labelledDate(read, dates) ?? (isTextLine(line) ? null : plainDate(read, first, dates, previous))
  return found === null ? null : { ...found, line }
}

/** With blanks where the line says when the page was changed: `Published 12.10.2023, updated 14.10.2023`. */
function withoutChange(text: string): string {
  const changes = labelsIn(text, ['updated']).filter(
    ({ opensPart, hasColon, start }) => opensPart || hasColon || /\d[\s).]*$/u.test(text.slice(0, start)),
  )
  const dates = changes.length === 0 ? [] : scanDates(text)
  return changes.reduce((rest, { start, end }) => {
    const to = dates.find((date) => date.outerStart >= end)?.outerEnd ?? end
    return rest.slice(0, start) + ' '.repeat(to - start) + rest.slice(to)
  }, text)
}

function labelledDate(line: KnownLine, dates: readonly PrintedDate[]): DateLine | null {
  for (const label of fieldLabelsIn(line.text, ['published', 'date'])) {
    const date = dates.find((candidate) => standsBehind(line.text, label, candidate))
    if (date === undefined) continue
    const rest = besideDate(line.text.slice(date.outerEnd))
    if (rest !== null && (isProse(rest.text) || line.kind === 'paragraph')) return null
    const role = label.kind === 'published' ? 'labelled' : 'weakly-labelled'
    const beside = rest === null ? null : { from: date.outerEnd + rest.from, to: date.outerEnd + rest.to }
    return { line, date, role, beside, dateline: null, isUnsure: false }
  }
  const [only] = dates
  const behind = only === undefined ? '' : line.text.slice(only.outerEnd)
  const isNamedBehind = only !== undefined && besideDate(line.text.slice(0, only.outerStart)) === null
  const [label] = isNamedBehind ? labelsIn(behind, ['published']) : []
  if (only === undefined || label === undefined || label.start > 2) return null
  return besideDate(behind.slice(label.end)) === null
    ? { line, date: only, role: 'labelled', beside: null, dateline: null, isUnsure: false }
    : null
}

function standsBehind(text: string, label: LabelMatch, date: PrintedDate): boolean {
  if (date.outerStart < label.end) return false
  const between = text.slice(label.end, date.outerStart)
  if (!/[\p{L}\p{N}]/u.test(between)) return true
  // `Published d.akhmetova Sun, 10.07.2022 - 18:05`: so prints a machine, and nothing behind it.
  const isMachines = date.hasWeekday || date.time !== null
  return isMachines && countWords(between) <= 3 && besideDate(text.slice(date.outerEnd)) === null
}

function plainDate(
  line: KnownLine,
  date: PrintedDate,
  dates: readonly PrintedDate[],
  previous: KnownLine | undefined,
): DateLine | null {
  // Two days in one line are a period; a label that only says so much stands in the line above.
  if (dates.some((other) => !isSameDay(other, date)) || date.doubt === 'range') return null
  const last = dates.at(-1) ?? date
  const before = besideDate(line.text.slice(0, date.outerStart))
  const behind = besideDate(line.text.slice(last.outerEnd))
  if (before === null && behind === null) {
    const role = roleBelow(previous)
    return role === null ? null : { line, date, role, beside: null, dateline: null, isUnsure: false }
  }
  if (date.year === null || (before !== null && behind !== null)) return null
  const text = (before ?? behind)?.text ?? ''
  if (!mayStandBeside(text, date, before !== null)) return null
  const beside =
    before === null
      ? { from: last.outerEnd + (behind?.from ?? 0), to: last.outerEnd + (behind?.to ?? 0) }
      : { from: before.from, to: before.to }
  const isUnsure =
    date.form === 'words' && before !== null && beside.to - beside.from > 24 && date.time === null
  return { line, date, role: 'beside', beside, dateline: null, isUnsure }
}

/** Null below a label that names another date. */
function roleBelow(previous: KnownLine | undefined): DateRole | null {
  if (previous === undefined || previous.text.length > 60) return 'only'
  const [label] = labelsIn(previous.text, ['published', 'date', 'updated', 'event'])
  const isWhole =
    label !== undefined &&
    !/[\p{L}\p{N}]/u.test(previous.text.slice(0, label.start) + previous.text.slice(label.end))
  if (!isWhole) return 'only'
  if (label.kind === 'published') return 'labelled'
  return label.kind === 'date' ? 'weakly-labelled' : null
}

/** A line that is one sentence or more is the article's, however it begins. */
function isTextLine(line: KnownLine): boolean {
  return line.kind === 'paragraph' || line.kind === 'contact' || line.kind === 'teaser'
}

const LEADS_TO_DATE =
  /(?:^|[\s«"(])(?:on|of|from|in|at|by|till|until|since|before|after|the|to|for|в|во|на|с|со|от|до|по|к|за|и|о|бойынша|дейін|кейін|күні)$/iu

/** Running text is told by what touches the date: small letters, a preposition, a comma, the word for year. */
function mayStandBeside(text: string, date: PrintedDate, isBefore: boolean): boolean {
  if (text.length > MAX_HEADLINE || /^\p{Ll}/u.test(text) || /[^.…]\.["»”)]*$/u.test(text)) return false
  if (/[.!?]\s+\p{Lu}\p{Ll}/u.test(text)) return false
  if (isBefore) return !LEADS_TO_DATE.test(text) && !date.hasYearWord
  return !date.hasYearWord && !/^[,;]/.test(text)
}

function isProse(text: string): boolean {
  return /^\p{Ll}/u.test(text) && countWords(text) >= 6
}
