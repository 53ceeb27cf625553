import { scanDates } from './dates/scan.ts'
import { labelsIn } from './label-match.ts'

const LONGEST = 100

/** `12 October 2023, 14:20`, `Updated: 12.10.2023`, `Publication date:`: no word that is not the date's. */
export function isDateAlone(text: string): boolean {
  if (text.length > LONGEST) return false
  if (labelsIn(text, ['event']).length > 0) return false
  const dates = scanDates(text)
  const [label] = labelsIn(text, ['published', 'date', 'updated'])
  if (label !== undefined ? !label.opensPart || label.start > 8 : dates.length === 0) return false
  const spans = [
    ...(label === undefined ? [] : [{ from: label.start, to: label.end }]),
    ...dates.map((date) => ({ from: date.outerStart, to: date.outerEnd })),
  ]
  let rest = ''
  let at = 0
  for (const { from, to } of spans) {
    rest += text.slice(at, Math.max(at, from))
    at = Math.max(at, to)
  }
  return !/\p{L}{2}/u.test(rest + text.slice(at))
}
