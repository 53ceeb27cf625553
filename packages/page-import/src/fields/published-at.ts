import { dayIn, resolvePublicationTime } from '@uniwire/newsroom'
import type { DatePrecision, TimeWarning } from '@uniwire/newsroom'
import type { DateLine } from '../head/date-line.ts'
import { isoOf } from '../dates/printed-date.ts'
import type { PrintedDate } from '../dates/printed-date.ts'
import type { Confidence, Evidence } from '../evidence.ts'
import type { Head } from '../head/head.ts'
import { spanOf } from '../lines/lines.ts'
import type { DeclaredValue } from '../page.ts'
import type { ImportWarning, ImportWarningCode } from '../warning.ts'

/**
 * When the page says it was published. `value` is UTC with `Z`, or a full date; null while the year is not printed
 * or the page contradicts itself.
 */
export interface PublishedAtEvidence extends Evidence<string> {
  /** `month-day` exists in drafts only (contract §3). */
  readonly datePrecision: DatePrecision | 'month-day' | null
  /** IANA zone in which the printed hour was read. */
  readonly timeZone: string
  /** As the page prints it, `24.04.2019, 14:42:56`. */
  readonly printedDate: string | null
  /** The same as wall time of that zone, for a write that is to keep the precision: `2022-09-05T16:30`. */
  readonly wallTime: string | null
}

export interface PublishedAt {
  readonly evidence: PublishedAtEvidence
  readonly warnings: readonly ImportWarning[]
}

/**
 * What the page declares in markup outranks what it prints, unless it declares the day alone and prints the hour of
 * that day. Null when the page says nothing.
 */
export function findPublishedAt(
  head: Head,
  declared: readonly DeclaredValue[],
  timeZone: string,
): PublishedAt | null {
  const stated = declaredTime(declared, timeZone)
  const printed = head.dated === null ? null : printedTime(head, head.dated, timeZone)
  const printedAt = printed?.evidence.value ?? null
  if (stated === null || printed === null || printedAt === null) return stated ?? printed
  const isSameDay = dayOf(stated.evidence.value, timeZone) === dayOf(printedAt, timeZone)
  if (!isSameDay) {
    const alternatives = [...stated.evidence.alternatives, printedAt]
    return {
      evidence: { ...stated.evidence, confidence: 'medium', alternatives },
      warnings: [...stated.warnings, { field: 'publishedAt', code: 'dates-disagree' }],
    }
  }
  const isLessExact = stated.evidence.datePrecision === 'day' && printed.evidence.datePrecision !== 'day'
  return isLessExact ? printed : stated
}

/** Reads a time that someone states: a parameter of the request. Null when it is none. */
export function statedTime(text: string, rule: string, timeZone: string): PublishedAt | null {
  return declaredTime([{ value: text, rule, start: null, end: null }], timeZone)
}

function declaredTime(declared: readonly DeclaredValue[], timeZone: string): PublishedAt | null {
  const resolved = declared.flatMap((from) => {
    const read = resolvePublicationTime(from.value, timeZone)
    return read.ok ? [{ from, read }] : []
  })
  const [first, ...others] = resolved
  if (first === undefined) return null
  const { from, read } = first
  const alternatives = [...new Set(others.map((other) => other.read.time.value))].filter(
    (value) => value !== read.time.value,
  )
  return {
    evidence: {
      value: read.time.value,
      confidence: 'high',
      rule: from.rule,
      start: from.start,
      end: from.end,
      alternatives,
      datePrecision: read.time.precision,
      timeZone,
      printedDate: from.value,
      wallTime: from.value,
    },
    warnings: read.warning === undefined ? [] : [{ field: 'publishedAt', code: `${read.warning}-time` }],
  }
}

function dayOf(value: string | null, timeZone: string): string | null {
  return value === null || !value.includes('T') ? value : dayIn(value, timeZone)
}

function printedTime(head: Head, dated: DateLine, timeZone: string): PublishedAt {
  const { date, line } = dated
  const read = resolve(date, timeZone)
  const alternatives = [
    ...new Set(head.rivals.flatMap((rival) => resolve(rival.date, timeZone)?.value ?? [])),
  ]
  const isUsable = date.doubt === null && !head.isContested && read !== null
  const doubted = !isUsable && read !== null ? [read.value, ...otherReadings(date)] : []
  return {
    evidence: {
      value: isUsable ? read.value : null,
      confidence: isUsable ? confidenceOf(head, dated) : 'low',
      rule: head.rule,
      ...spanOf(line, date.start, date.end),
      alternatives: [...doubted, ...alternatives].filter((value) => !isUsable || value !== read.value),
      datePrecision: date.year === null ? 'month-day' : (read?.precision ?? null),
      timeZone,
      printedDate: line.text.slice(date.start, date.end),
      wallTime: isUsable ? isoOf(date) : null,
    },
    warnings: warningsOf(head, date, read?.warning),
  }
}

function resolve(
  date: PrintedDate,
  timeZone: string,
): { readonly value: string; readonly precision: DatePrecision; readonly warning?: TimeWarning } | null {
  const text = isoOf(date)
  const read = text === null ? null : resolvePublicationTime(text, timeZone)
  if (read === null || !read.ok) return null
  const { value, precision } = read.time
  return read.warning === undefined ? { value, precision } : { value, precision, warning: read.warning }
}

/** `3/5/2021` is 3 May or 5 March: both are offered. */
function otherReadings(date: PrintedDate): readonly string[] {
  if (date.doubt !== 'day-month-order') return []
  return [isoOf({ ...date, day: date.month, month: date.day, time: null })].flatMap((value) => value ?? [])
}

function confidenceOf(head: Head, { role, isUnsure, line }: DateLine): Confidence {
  if (isUnsure) return 'low'
  if (head.rivals.length > 0) return 'medium'
  const isAtFoot = head.anchor !== null ? false : line.index > head.firstText
  return role === 'labelled' || ((role === 'only' || role === 'dateline') && !isAtFoot) ? 'high' : 'medium'
}

function warningsOf(head: Head, date: PrintedDate, shift: TimeWarning | undefined): readonly ImportWarning[] {
  const codes: readonly ImportWarningCode[] = [
    ...(date.year === null ? (['year-not-printed'] as const) : []),
    ...(date.doubt === null ? [] : [date.doubt]),
    ...(head.rivals.length > 0 ? (['dates-disagree'] as const) : []),
    ...(shift === undefined ? [] : ([`${shift}-time`] as const)),
  ]
  return codes.map((code) => ({ field: 'publishedAt', code }))
}
