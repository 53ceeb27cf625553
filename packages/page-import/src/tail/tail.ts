import type { Chrome } from '../head/chrome.ts'
import { scanDates } from '../dates/scan.ts'
import { isSameDay } from '../dates/printed-date.ts'
import { namesFile } from '../words/file-names.ts'
import type { Head } from '../head/head.ts'
import type { KnownLine } from '../lines/line-kind.ts'
import { labelsIn } from '../words/label-match.ts'
import { endOfList } from './list.ts'
import type { SignOff } from './sign-off.ts'
import { findSignOff } from './sign-off.ts'
import { endOfTable } from './table.ts'
import type { TextLines } from '../lines/text-lines.ts'

/** Where the article ends on the page (contract §4, tail). */
export interface Tail {
  /** Index behind the article's last line; the lines from here on are chrome. */
  readonly textTo: number
  /** The last full paragraph, -1 without text. */
  readonly lastText: number
  readonly signOff: SignOff | null
}

const SHORT = { characters: 120, words: 14 }

export function findTail(lines: readonly KnownLine[], head: Head, text: TextLines, chrome: Chrome): Tail {
  const limit = limitOf(lines, head, text, chrome)
  const lastText = text.lastBefore(limit)
  if (lastText < head.textFrom) {
    return { textTo: Math.min(limit, lines.length), lastText: -1, signOff: null }
  }
  const mark = firstMark(lines, head, chrome, lastText + 1, limit)
  const listed = endOfList(lines, lastText, mark)
  const kept = endOfTable(lines, listed, mark)
  const sentences = endOfSentences(lines, kept, mark)
  const signOff = findSignOff(lines, lastText, Math.max(kept, sentences - 1), mark)
  return { textTo: textToOf(lines, chrome, sentences, mark, signOff), lastText, signOff }
}

/**
 * What stands behind a "More" link, other news, a whole views line or the head's date again is another thing on the
 * page, full paragraphs or not, unless it outweighs what stands before.
 */
function limitOf(lines: readonly KnownLine[], head: Head, text: TextLines, chrome: Chrome): number {
  for (let at = head.firstText + 1; at < lines.length; at += 1) {
    const line = lines[at]
    if (line === undefined) break
    const ends = chrome.isSeparator(at) || line.kind === 'views' || isDateAgain(line, head)
    if (ends && text.mass(head.firstText, at) >= text.mass(at, lines.length)) return at
  }
  return lines.length
}

/** The first line that is surely none of the article's. */
function firstMark(
  lines: readonly KnownLine[],
  head: Head,
  chrome: Chrome,
  from: number,
  limit: number,
): number {
  for (let at = from; at < limit; at += 1) {
    const line = lines[at]
    if (line === undefined) break
    if (isChromeKind(line) || chrome.isSeparator(at) || isDateAgain(line, head) || isDateOfPage(line))
      return at
  }
  return limit
}

function isChromeKind(line: KnownLine): boolean {
  return [
    'views',
    'contact',
    'navigation',
    'tool',
    'more',
    'other-news',
    'copyright',
    'category',
    'site-name',
    'teaser',
  ].includes(line.kind)
}

/** The head's date, or the date of publication below the text. */
function isDateAgain(line: KnownLine, head: Head): boolean {
  const { dated } = head
  if (dated === null || line.kind === 'paragraph' || line.text.length > SHORT.characters * 2) return false
  if (namesFile(line.text)) return false
  if (line.index === dated.line.index) return dated.role !== 'dateline'
  return dated.date.year !== null && scanDates(line.text).some((date) => isSameDay(date, dated.date))
}

/** `Дата публикации: …` and `Обновлено: …` below the text, another day than the head's. */
function isDateOfPage(line: KnownLine): boolean {
  return line.kind === 'date' && labelsIn(line.text, ['published', 'updated']).length > 0
}

function endOfSentences(lines: readonly KnownLine[], from: number, to: number): number {
  let end = from
  for (let at = from; at < to; at += 1) {
    const line = lines[at]
    if (line === undefined || !isInRun(line)) end = at + 1
  }
  return end
}

/**
 * Short lines without sentence end that reach the page's end, or its first sure chrome, are a menu; but a single one
 * that may be a slogan or a last sentence is kept: text is not given away for a doubt.
 */
function textToOf(
  lines: readonly KnownLine[],
  chrome: Chrome,
  from: number,
  mark: number,
  signOff: SignOff | null,
): number {
  let unknown = lines[mark]?.kind === 'navigation' && chrome.isInMenu(mark - 1) ? 1 : 0
  for (let at = from; at < mark && unknown < 2; at += 1)
    if (lines[at]?.kind === 'text' && at !== signOff?.line.index) unknown += mayBeText(lines[at]) ? 1 : 2
  return unknown > 1 ? from : mark
}

/** A slogan or a last sentence without its stop has a mark within it, or more words than an entry of a menu. */
function mayBeText(line: KnownLine | undefined): boolean {
  return line !== undefined && (line.words >= 6 || /[,–—«“"„]|\s-\s/u.test(line.text))
}

function isInRun(line: KnownLine): boolean {
  if (line.kind !== 'text') return line.kind !== 'paragraph'
  return (
    line.ending !== 'stop' &&
    line.ending !== 'exclamation' &&
    line.text.length <= SHORT.characters &&
    line.words <= SHORT.words
  )
}
