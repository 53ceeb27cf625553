import { scanDates } from '../dates/scan.ts'
import type { LabelMatch } from '../words/label-match.ts'
import { fieldLabelsIn, labelsIn } from '../words/label-match.ts'

/**
 * Where the value behind a label ends: at the next label, a bar, a closing bracket that the value did not open, a
 * date or the line's end; white space and commas before that are not part of it.
 */
export function endOfValue(text: string, label: LabelMatch): number {
  const ends = [
    ...fieldLabelsIn(text).flatMap((next) => (next.start >= label.end ? [next.start] : [])),
    ...labelsIn(text, ['views']).flatMap((next) =>
      next.start > label.end && next.hasColon ? [next.start] : [],
    ),
    ...labelsIn(text, ['tags']).flatMap((next) => (next.start > label.end ? [next.start] : [])),
    ...scanDates(text.slice(label.end)).map((date) => label.end + date.outerStart),
    ...[']', '|', '•', '·'].map((mark) => text.indexOf(mark, label.end)).filter((at) => at >= 0),
    text.length,
  ]
  const printed = text.slice(0, Math.min(...ends))
  let end = printed.replace(/\s(?:on|at|от|в)\s?$/iu, '').length
  while (end > label.end && /[\s,;:([–—/-]/u.test(text.charAt(end - 1))) end -= 1
  return end
}
