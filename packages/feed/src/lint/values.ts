import type { FindingCode } from './finding.ts'

/** The code of what is wrong with an RFC 822 date of RSS 2.0, or undefined. */
export function rfc822Fault(text: string): FindingCode | undefined {
  const match = RFC_822.exec(text)
  if (match === null) return LOOSE_RFC_822.test(text) ? 'ProblematicalRFC822Date' : 'InvalidRFC2822Date'
  const [, weekday, day = '', month = '', year = ''] = match
  const date = new Date(Date.UTC(Number(year), MONTHS.indexOf(month), Number(day)))
  if (date.getUTCDate() !== Number(day)) return 'InvalidRFC2822Date'
  return weekday === undefined || weekday === WEEKDAYS[date.getUTCDay()] ? undefined : 'IncorrectDOW'
}

/** The code of what is wrong with an RFC 3339 date-time of Atom and JSON Feed, or undefined. */
export function rfc3339Fault(text: string): FindingCode | undefined {
  return RFC_3339.test(text) && isRealDate(text) ? undefined : 'InvalidRFC3339Date'
}

/** The code of what is wrong with a W3C date or date-time of a sitemap, or undefined. */
export function w3cDateFault(text: string): FindingCode | undefined {
  return (W3C_DATE.test(text) || RFC_3339.test(text)) && isRealDate(text) ? undefined : 'InvalidW3CDTFDate'
}

/** Before 1990, or more than a day after `now`: a wrong clock, or a wrong year. `now` is optional: a lint has no clock. */
export function isImplausible(text: string, now: string | undefined): boolean {
  const time = Date.parse(text)
  return time < EARLIEST || (now !== undefined && time > Date.parse(now) + DAY_MS)
}

/** An absolute URI in the characters of RFC 3986. */
export function isFullUri(text: string): boolean {
  return FULL_URI.test(text)
}

export function isHttpUrl(text: string): boolean {
  return HTTP_URL.test(text)
}

/** True when a URN, a tag, or an address is written in the one form in which equal ids are equal strings. */
export function isCanonicalUri(text: string): boolean {
  if (!/^https?:/i.test(text)) return true
  const path = /^https?:\/\/[^/]*(\/.*)?$/.exec(text)?.[1]
  if (path === undefined || LOWER_CASE_ESCAPE.test(path)) return false
  return URL.parse(text)?.href === text
}

export function isUrnUuid(text: string): boolean {
  return URN_UUID.test(text)
}

/** A BCP 47 tag whose first part is a language code. */
export function isLanguageTag(text: string): boolean {
  return LANGUAGE_TAG.test(text)
}

export function isMediaType(text: string): boolean {
  return MEDIA_TYPE.test(text)
}

/** Characters that XML allows and no text means: C1 controls, and U+FFFD, the mark of lost text. */
export function hasBadCharacters(text: string): boolean {
  return BAD_CHARACTERS.test(text) || !text.isWellFormed()
}

/** An end tag of HTML, or a character reference that survived parsing. */
export function looksLikeMarkup(text: string): boolean {
  return hasHtmlEndTag(text) || NAMED_REFERENCE.test(text)
}

export function hasHtmlEndTag(text: string): boolean {
  return HTML_END_TAG.test(text)
}

function isRealDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number)
  return !Number.isNaN(Date.parse(text)) && new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const RFC_822 =
  /^(?:(Sun|Mon|Tue|Wed|Thu|Fri|Sat), )?(\d\d?) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) ([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)? (?:[+-]\d\d[03]0|UT|GMT|[ECMP][SD]T|Z)$/
/** Two digits of year, names in any case: readable with good will. */
const LOOSE_RFC_822 =
  /^(?:[a-z]{3}\s*,\s*)?\d\d?\s+[a-z]{3}\s+\d\d(?:\d\d)?\s+\d\d:\d\d(?::\d\d)?\s+(?:[+-]\d{4}|[a-z]{1,3})$/i
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/
const W3C_DATE = /^\d{4}-\d\d-\d\d$/
const EARLIEST = Date.UTC(1990, 0, 1)
const DAY_MS = 86_400_000
const FULL_URI = /^[a-zA-Z][0-9a-zA-Z+.-]*:(?:\/\/)?[0-9a-zA-Z;/?:@&=+$.\-_!~*'(),#%]+$/
const HTTP_URL = /^https?:\/\/[0-9a-z.-]+(?::\d+)?(?:[/?#][0-9a-zA-Z;/?:@&=+$.\-_!~*'(),#%]*)?$/i
const LOWER_CASE_ESCAPE = /%(?:[a-f][0-9a-fA-F]|[0-9A-F][a-f])/
const URN_UUID = /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i
const MEDIA_TYPE = /^[^\s()<>,;:\\"/[\]?=]+\/[^\s()<>,;:\\"/[\]?=]+(?:\s*;\s*[^\s=;]+=(?:"[^"]*"|[^\s;"]+))*$/
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const BAD_CHARACTERS = /[\0-\x08\x0B\x0C\x0E-\x1F\x80-\x9F\uFFFD-\uFFFF]/
const HTML_END_TAG =
  /<\/(?:a|abbr|b|big|blockquote|center|code|div|em|font|h[1-6]|i|li|ol|p|pre|q|s|script|small|span|strike|strong|style|sub|sup|table|td|title|tr|tt|u|ul)>/i
const NAMED_REFERENCE = /&(?:amp|lt|gt|quot|apos|nbsp|laquo|raquo|ndash|mdash|hellip|#\d+|#x[0-9a-f]+);/i
