import { scanDates } from '../dates/scan.ts'
import { labelsIn } from '../words/label-match.ts'
import { LABELS } from '../words/labels.ts'

const LONGEST = 100
/** Where a date stands that names no day: `2 дня назад`, `31.02.2024`. It parts headline and text as any does. */
const NO_DAY = new RegExp(
  `^\\P{L}{0,3}(?:(?:${LABELS.published.join('|')})[:\\s–—-]*)?(?:${[
    String.raw`\d{1,3} \p{L}{1,10} (?:назад|ago|бұрын|buryn)`,
    String.raw`(?:вчера|сегодня|yesterday|today|кеше|бүгін)(?:,? (?:в |at |сағат )?\d{1,2}:\d{2})?`,
    String.raw`\d{1,2}[./-]\d{1,2}[./-]\d{4}(?: ?[гж]\.)?`,
  ].join('|')})\\P{L}{0,3}$`,
  'iu',
)

/** `12 October 2023, 14:20`, `Updated: 12.10.2023`, `Publication date:`: no word that is not the date's. */
export function isDateAlone(text: string): boolean {
  if (text.length > LONGEST) return false
  if (labelsIn(text, ['event']).length > 0) return false
  if (NO_DAY.test(text)) return true
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
