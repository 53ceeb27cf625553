import { readTime } from './clock-time.ts'
import type { ReadTime } from './clock-time.ts'
import { readDay } from './day.ts'
import type { ReadDay } from './day.ts'
import type { PrintedDate } from './printed-date.ts'
import { dateTokens, isMark, isWord, numberOf, touch } from './tokens.ts'
import type { DateToken } from './tokens.ts'
import { weekdayOf } from './weekdays.ts'

const YEAR_WORDS = new Set(['г', 'год', 'года', 'ж', 'жыл', 'жылы', 'жылғы', 'year', 'jyl', 'jyly'])
const FULL_YEAR_WORDS = new Set(['года', 'жылы', 'жылғы', 'jyly'])
const BEFORE_TIME = new Set(['at', 'в', 'сағат', 'saǵat', 't'])

/**
 * All dates printed in a line, in order. Names of months in kk, ru and en, digits with the day first
 * (`03.04.2020` is 3 April, contract §4) or the year first. Linear in the length of the line.
 */
export function scanDates(text: string): readonly PrintedDate[] {
  const tokens = dateTokens(text)
  const dates: PrintedDate[] = []
  let from = 0
  for (let at = 0; at < tokens.length; at += 1) {
    const read = readDateAt(text, tokens, at, from)
    if (read === null) continue
    dates.push(read.date)
    from = read.next
    at = read.next - 1
  }
  return dates
}

function readDateAt(
  text: string,
  tokens: readonly DateToken[],
  at: number,
  from: number,
): { readonly date: PrintedDate; readonly next: number } | null {
  const day = readDay(tokens, at)
  const first = tokens[at]
  const last = day === null ? undefined : tokens[day.next - 1]
  if (day === null || first === undefined || last === undefined) return null
  const yearWordEnd = afterYearWord(tokens, day.next)
  const behind = timeBehind(tokens, yearWordEnd)
  const ahead = behind === null ? timeAhead(tokens, at, from) : null
  const time = behind ?? ahead?.read ?? null
  const end = behind === null ? last.end : (tokens[behind.next - 1]?.end ?? last.end)
  const weekdayBefore = indexBefore(tokens, ahead?.at ?? at, from)
  const outerFrom = weekdayBefore ?? ahead?.at ?? at
  const next = behind?.next ?? yearWordEnd
  const offset = behind === null ? null : readOffset(text, tokens, behind.next)
  const weekdayAfter = weekdayBehind(tokens, next)
  const named = weekdayAt(tokens, weekdayBefore) ?? weekdayAt(tokens, weekdayAfter?.at ?? null)
  const { month, day: dayOfMonth, doubt } = withWeekday(day, named)
  const outerNext = weekdayAfter?.next ?? offset?.next ?? next
  return {
    next: outerNext,
    date: {
      start: ahead === null ? first.start : (tokens[ahead.at]?.start ?? first.start),
      end: offset === null ? end : (tokens[offset.next - 1]?.end ?? end),
      outerStart: tokens[outerFrom]?.start ?? first.start,
      outerEnd: tokens[outerNext - 1]?.end ?? end,
      year: day.year,
      month,
      day: dayOfMonth,
      time: time?.time ?? null,
      offset: offset?.text ?? null,
      hasWeekday: weekdayBefore !== null || weekdayAfter !== null,
      hasYearWord: isWord(tokens[day.next], FULL_YEAR_WORDS),
      form: day.form,
      doubt: doubt ?? (time?.isRange === true ? 'range' : null),
    },
  }
}

function afterYearWord(tokens: readonly DateToken[], at: number): number {
  if (!isWord(tokens[at], YEAR_WORDS)) return at
  // The stop behind a whole word is the sentence's.
  if (isWord(tokens[at], FULL_YEAR_WORDS)) return at + 1
  return isMark(tokens[at + 1], '.') && touch(tokens[at], tokens[at + 1]) ? at + 2 : at + 1
}

/** At most two marks or one word may stand between the date and its hour. */
function timeBehind(tokens: readonly DateToken[], at: number): ReadTime | null {
  const direct = readTime(tokens, at)
  if (direct !== null) return direct
  if (isWord(tokens[at], BEFORE_TIME)) return readTime(tokens, at + 1, ':.')
  if (!isMark(tokens[at], ',|/–—-•·(')) return null
  if (isWord(tokens[at + 1], BEFORE_TIME)) return readTime(tokens, at + 2, ':.')
  return readTime(tokens, isMark(tokens[at + 1], '|•·') ? at + 2 : at + 1)
}

function timeAhead(
  tokens: readonly DateToken[],
  at: number,
  from: number,
): { readonly read: ReadTime; readonly at: number } | null {
  const marks = isMark(tokens[at - 1], ',|/–—-•·') ? 1 : 0
  for (const length of [3, 5, 4, 6]) {
    const begin = at - marks - length
    if (begin < from) continue
    const read = readTime(tokens, begin)
    if (read !== null && read.next === at - marks && !isMark(tokens[begin - 1], ':-–—'))
      return { read, at: begin }
  }
  return null
}

function readOffset(
  text: string,
  tokens: readonly DateToken[],
  at: number,
): { readonly text: string; readonly next: number } | null {
  // A fraction of a second is part of the hour and changes nothing that is shown.
  const behindFraction =
    isMark(tokens[at], '.') && touch(tokens[at - 1], tokens[at]) && numberOf(tokens[at + 1], 1, 9) !== null
      ? at + 2
      : at
  const sign = tokens[behindFraction]
  if (sign === undefined || !touch(tokens[behindFraction - 1], sign)) return null
  if (sign.text === 'Z') return { text: 'Z', next: behindFraction + 1 }
  const minutes = tokens[behindFraction + 3]
  const isOffset =
    isMark(sign, '+-') &&
    numberOf(tokens[behindFraction + 1], 2, 2) !== null &&
    isMark(tokens[behindFraction + 2], ':') &&
    numberOf(minutes, 2, 2) !== null
  return isOffset ? { text: text.slice(sign.start, minutes?.end), next: behindFraction + 4 } : null
}

function indexBefore(tokens: readonly DateToken[], at: number, from: number): number | null {
  const word = isMark(tokens[at - 1], ',.|') ? at - 2 : at - 1
  const token = tokens[word]
  return token !== undefined && word >= from && token.kind === 'word' && isWeekday(token) ? word : null
}

/** A weekday printed after the date, `12.10.2023 (Thursday)`, and the index behind it. */
function weekdayBehind(
  tokens: readonly DateToken[],
  at: number,
): { readonly at: number; readonly next: number } | null {
  const word = isMark(tokens[at], ',(|') ? at + 1 : at
  const token = tokens[word]
  if (token === undefined || token.kind !== 'word' || !isWeekday(token)) return null
  return { at: word, next: isMark(tokens[word + 1], ')') ? word + 2 : word + 1 }
}

function isWeekday(token: DateToken): boolean {
  return weekdayOf(token.text) !== undefined
}

function weekdayAt(tokens: readonly DateToken[], at: number | null): number | undefined {
  return at === null ? undefined : weekdayOf(tokens[at]?.text ?? '')
}

/** `Sun, 07/10/2022` is the tenth of July: of the two readings only one was a Sunday. */
function withWeekday(read: ReadDay, weekday: number | undefined): Pick<ReadDay, 'day' | 'month' | 'doubt'> {
  const { year, month, day, doubt } = read
  if (doubt !== 'day-month-order' || year === null || weekday === undefined) return read
  const isOn = (dayOfMonth: number, monthOfYear: number): boolean =>
    (new Date(Date.UTC(year, monthOfYear - 1, dayOfMonth)).getUTCDay() || 7) === weekday
  const [asPrinted, exchanged] = [isOn(day, month), isOn(month, day)]
  if (asPrinted === exchanged) return read
  return asPrinted ? { day, month, doubt: null } : { day: month, month: day, doubt: null }
}
