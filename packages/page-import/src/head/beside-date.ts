import { fieldLabelsIn, labelsIn } from '../words/label-match.ts'
import { bareCount, printedViews } from '../lines/views-line.ts'

/** What is left of the text beside a date; offsets count from that text's beginning. */
export interface Beside {
  readonly text: string
  readonly from: number
  readonly to: number
}

const EDGE = ' \t|•·●▪■◦*:;–—-=/\\<>[](){}_,.№'
/** `12 March 2021 by admin`: who typed it, behind the date. */
const BY = /^[\s,|•·-]{0,3}by\s+\p{L}/iu
const ICON_WORDS = /^(?:calendar_today|access_time|schedule|event|today|date_range|utc|gmt|г|ж)(?![\p{L}])/iu

/**
 * The text beside a date without what date lines carry: a label and its value, view and comment counts, bars,
 * bullets, brackets. Null when nothing else is there.
 */
export function besideDate(text: string): Beside | null {
  let from = 0
  let to = text.length
  const [label] = fieldLabelsIn(text, [
    'author',
    'category',
    'source',
    'published',
    'date',
    'comments',
    'tags',
    'photo',
  ])
  if (label !== undefined) {
    // Before a date its label's value reaches the date; behind it the value reaches the line's end.
    to = label.start
  }
  const by = BY.exec(text.slice(0, to))?.index
  if (by !== undefined) to = by
  const views = printedViews(text.slice(from, to))
  if (views !== null) {
    if (views.outerStart <= 3) from = views.outerEnd
    else to = views.outerStart
  }
  for (let changed = true; changed;) {
    changed = false
    while (from < to && isEdge(text, from)) from += 1
    while (to > from && isEdge(text, to - 1)) to -= 1
    const icon = ICON_WORDS.exec(text.slice(from, to))?.[0]
    const number = leadingCount(text.slice(from, to))
    if (icon !== undefined) from += icon.length
    else if (number > 0) from += number
    else continue
    changed = true
  }
  if (from >= to || bareCount(text.slice(from, to)) !== null) return null
  if (!/[\p{L}\p{N}]/u.test(text.slice(from, to))) return null
  return { text: text.slice(from, to), from, to }
}

/** The bare count of a date line, `28 july 2021 4773`, or `5 comments`; a number that opens a headline is none. */
function leadingCount(text: string): number {
  const digits = /^\d{1,9}(?=\s*$|\s*[|•·])/.exec(text)?.[0]
  if (digits !== undefined) return digits.length
  const [label] = /^\d{1,9} \p{L}/u.test(text) ? labelsIn(text, ['comments']) : []
  return label !== undefined && label.start === text.indexOf(' ') + 1 ? label.end : 0
}

function isEdge(text: string, at: number): boolean {
  const char = text.charAt(at)
  return EDGE.includes(char) || /[\p{So}\p{Co}\p{Cs}\uFE0F\s]/u.test(char)
}
