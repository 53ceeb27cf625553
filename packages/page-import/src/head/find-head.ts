import type { Chrome } from './chrome.ts'
import { dateLineOf } from './date-line.ts'
import type { DateLine } from './date-line.ts'
import { isSameDay } from '../dates/printed-date.ts'
import type { Head, HeadRule } from './head.ts'
import type { KnownLine } from '../lines/line-kind.ts'
import { headWithoutDate } from './undated-head.ts'
import type { TextLines } from '../lines/text-lines.ts'

/** Text above a date weighs so many times the text below it when the date stands at the article's foot. */
const FOOT_RATIO = 4

/** `heading` is the line that markup names as the headline; it helps where no date is printed. */
export function findHead(
  lines: readonly KnownLine[],
  text: TextLines,
  chrome: Chrome,
  heading: number | null,
): Head {
  const dated = lines.flatMap((line, index) => dateLineOf(line, lines[index - 1]) ?? [])
  const isClock = (candidate: DateLine): boolean =>
    chrome.isClock(candidate, text.firstFrom(candidate.line.index + 1))
  const labelled = dated.filter((candidate) => candidate.role === 'labelled')
  const weak = dated.filter((candidate) => candidate.role === 'weakly-labelled' && !isClock(candidate))
  const plain = dated.filter((candidate) => isPlain(candidate) && !isClock(candidate))
  const chosen = labelled[0] ?? weak[0]
  if (chosen !== undefined) {
    const same = labelled.length > 0 ? labelled : weak
    return headAt(lines, text, chrome, chosen, rivalsOf(chosen, same), 'labelled-date')
  }
  return (
    headAtPlainDate(lines, text, chrome, plain) ??
    headAtDateline(text, dated) ??
    headWithoutDate(lines, text, chrome, { from: (heading ?? -1) + 1, to: lines.length })
  )
}

function headAtPlainDate(
  lines: readonly KnownLine[],
  text: TextLines,
  chrome: Chrome,
  candidates: readonly DateLine[],
): Head | null {
  const chosen = heaviest(candidates, text, lines.length)
  const [first] = candidates
  if (chosen === null || first === undefined) return null
  const below = text.mass(chosen.line.index, lines.length)
  const isList = candidates.some((candidate) => !isSameDay(candidate.date, chosen.date))
  const above = text.mass(0, (isList ? first : chosen).line.index)
  const isFoot = below === 0 ? above > 0 : above >= FOOT_RATIO * below || (isList && above > below)
  // Below the text a date with a headline is another article's; only a date by itself is this one's.
  if (isFoot && (isList || chosen.role !== 'only' || isFarBelow(lines, text, chosen))) return null
  const listAbove = lastOtherNews(lines, chosen.line.index)
  const near = candidates.filter(
    (candidate) => candidate.line.index > listAbove && isSameHead(candidate, chosen, text),
  )
  return headAt(lines, text, chrome, chosen, rivalsOf(chosen, near), 'date-line')
}

function headAt(
  lines: readonly KnownLine[],
  text: TextLines,
  chrome: Chrome,
  dated: DateLine,
  rivals: readonly DateLine[],
  rule: HeadRule,
): Head {
  const { index } = dated.line
  const below = text.mass(index, lines.length)
  const above = text.mass(0, index)
  if (below === 0 ? above > 0 : above >= FOOT_RATIO * below)
    return {
      ...headWithoutDate(lines, text, chrome, { from: 0, to: index }),
      rule,
      dated,
      rivals,
      isContested: false,
    }
  const isContested = rule === 'date-line' && rivals.some((rival) => rival.role === dated.role)
  const firstText = text.firstFrom(index + 1)
  return { rule, dated, anchor: index, textFrom: index + 1, firstText, rivals, isContested }
}

function headAtDateline(text: TextLines, dated: readonly DateLine[]): Head | null {
  const chosen = dated.find((candidate) => candidate.role === 'dateline' && text.isText(candidate.line.index))
  if (chosen === undefined) return null
  const { index } = chosen.line
  const rivals = rivalsOf(
    chosen,
    dated.filter((candidate) => candidate.role === 'dateline'),
  )
  return {
    rule: 'dateline',
    dated: chosen,
    anchor: null,
    textFrom: index,
    firstText: index,
    rivals,
    isContested: false,
  }
}

/** The candidate with the most text between it and the next; the first of equals. */
function heaviest(candidates: readonly DateLine[], text: TextLines, length: number): DateLine | null {
  let best: DateLine | null = null
  let most = -1
  for (const [place, candidate] of candidates.entries()) {
    const mass = text.mass(candidate.line.index, candidates[place + 1]?.line.index ?? length)
    if (mass > most) [best, most] = [candidate, mass]
  }
  return best
}

function isPlain(candidate: DateLine): boolean {
  return candidate.role === 'only' || candidate.role === 'beside'
}

/** Where a list of other news ends with the way to all of them: its dates are theirs. -1 without one. */
function lastOtherNews(lines: readonly KnownLine[], before: number): number {
  return lines.slice(0, before).findLastIndex((line) => line.kind === 'other-news' || line.kind === 'more')
}

/** No full paragraph lies between the two. */
function isSameHead(a: DateLine, b: DateLine, text: TextLines): boolean {
  const [from, to] = [Math.min(a.line.index, b.line.index), Math.max(a.line.index, b.line.index)]
  return text.firstFrom(from + 1) > to
}

function isFarBelow(lines: readonly KnownLine[], text: TextLines, dated: DateLine): boolean {
  const last = text.lastBefore(dated.line.index)
  const isOthers = lines.slice(last + 1, dated.line.index).some(({ kind }) => kind === 'other-news')
  return isOthers || (dated.line.index - last > 4 && lines.length - last > 6)
}

function rivalsOf(chosen: DateLine, candidates: readonly DateLine[]): readonly DateLine[] {
  return candidates.filter((candidate) => !isSameDay(candidate.date, chosen.date))
}
