const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** RFC 822 §5.1 as RFC 2822 §4.3 reads it; any other name of a zone says nothing. */
const ZONES: Readonly<Record<string, string>> = {
  gmt: 'Z', ut: 'Z', utc: 'Z', z: 'Z',
  est: '-05:00', edt: '-04:00', cst: '-06:00', cdt: '-05:00',
  mst: '-07:00', mdt: '-06:00', pst: '-08:00', pdt: '-07:00',
} // prettier-ignore
const RFC_822 =
  /^(?:[^\d,]+,?\s*)?(\d{1,2})\s+([a-z]{3})[a-z]*\.?\s+(\d{4}|\d{2})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([a-z]{1,4}|[+-]\d{2}:?\d{2}))?)?\s*(?:\([^)]*\))?$/i
const ISO = /^(\d{4}-\d{2}-\d{2})[t ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?\s*(z|[+-]\d{2}:?\d{2})?$/i

/**
 * A feed's date as an article's `publishedAt` (contract §3): RFC 822 as RSS has it, or ISO 8601; without a zone it
 * is wall time. What is neither is handed on as it is, for the check that names it.
 */
export function feedDate(text: string): string {
  const iso = ISO.exec(text)
  if (iso !== null) {
    const [, day = '', time = '', fraction = '', zone = ''] = iso
    return `${day}T${time}${time.length > 5 ? fraction.slice(0, 10) : ''}${offset(zone) ?? ''}`
  }
  const parts = RFC_822.exec(text)
  if (parts === null) return text
  const [, day = '', name = '', year = '', hour, minute = '', second, zone] = parts
  const month = MONTHS.indexOf(name.toLowerCase()) + 1
  if (month === 0) return text
  const date = `${fourDigits(year)}-${two(month)}-${two(day)}`
  if (hour === undefined) return date
  const known = zone === undefined ? '' : offset(zone)
  // A time in a zone that nobody knows must not become another time.
  if (known === undefined) return text
  return `${date}T${two(hour)}:${minute}${second === undefined ? '' : `:${second}`}${known}`
}

function offset(zone: string): string | undefined {
  if (zone === '') return ''
  const [, hours, minutes] = /^([+-]\d{2}):?(\d{2})$/.exec(zone) ?? []
  return hours === undefined ? ZONES[zone.toLowerCase()] : `${hours}:${minutes}`
}

/** RFC 2822 §4.3. */
function fourDigits(year: string): string {
  if (year.length === 4) return year
  return Number(year) < 50 ? `20${year}` : `19${year}`
}

function two(value: number | string): string {
  return String(value).padStart(2, '0')
}
