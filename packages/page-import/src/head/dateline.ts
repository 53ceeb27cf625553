import { scanDates } from '../dates/scan.ts'
import type { PrintedDate } from '../dates/printed-date.ts'

/** `CITY. 20 April. Press center - the meeting…`: how news begins. Offsets count from the line's beginning. */
export interface Dateline {
  readonly date: PrintedDate
  /** Where the sentence begins, behind place, date and the service that reports. */
  readonly textFrom: number
  /** The service named behind the date, if any. */
  readonly service: { readonly from: number; readonly to: number } | null
}

const LONGEST = 160
/** One to four capitalised words; a city's abbreviation (`г. Алматы`) may open it. */
const PLACE =
  /^(?:(?:г|қ|c)\. ?)?\p{Lu}[\p{L}\p{M}'’-]{1,30}(?: \p{Lu}[\p{L}\p{M}'’-]{0,30}){0,3}(?: ?\(\p{L}{2,30}\))? ?[.,] ?[–—-]? ?/u
const STOP = /^(?: ?[.](?!\d) ?[–—/-]? ?| ?[–—/] ?| - |, ?(?=\p{L}[\p{L} -]{2,40} [–—-] ))/u
/** `14 февраля 2024 г. Пресс-центр`: the stop of the word for year is the dateline's. */
const BEHIND_STOP = /^ ?(?:[–—/-] ?)?(?=[\p{Lu}«“"„])/u
const SERVICE = /^(\p{Lu}[^.!?–—]{2,60}?) ?[–—-] /u

/** Null unless a place opens the line, a date follows and a stop, dash or slash closes it (contract §4). */
export function readDateline(text: string): Dateline | null {
  const head = text.slice(0, LONGEST)
  const place = PLACE.exec(head)?.[0]
  if (place === undefined) return null
  const [date] = scanDates(head)
  if (date === undefined || date.outerStart !== place.length) return null
  const stop = (head.charAt(date.outerEnd - 1) === '.' ? BEHIND_STOP : STOP).exec(
    head.slice(date.outerEnd),
  )?.[0]
  if (stop === undefined) return null
  const from = date.outerEnd + stop.length
  if (date.doubt !== null || /^\d/.test(head.slice(from))) return null
  const service = SERVICE.exec(head.slice(from))
  const named = service?.[1]
  return {
    date,
    textFrom: from + (service?.[0].length ?? 0),
    service: named === undefined || named.split(' ').length > 6 ? null : { from, to: from + named.length },
  }
}

/** `ASTANA. KAZINFORM – `, `АЛМАТЫ. `: a place in capitals opens the paragraph, with a service or without. */
const PLACE_ALONE =
  /^\p{Lu}[\p{Lu}-]{2,30}(?: \p{Lu}{2,30}){0,2}(?:[.,]? (?:[^.!?–—]{2,40} )?[–—-] |\. (?=\p{Lu}))/u

/** Where the sentence begins: behind the dateline that opens the text, dated or not; 0 without one. */
export function endOfDateline(text: string): number {
  return readDateline(text)?.textFrom ?? PLACE_ALONE.exec(text.slice(0, LONGEST))?.[0].length ?? 0
}
