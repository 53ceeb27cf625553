/**
 * How received text is made safe to keep: well-formed Unicode in NFC, without characters that steer a
 * terminal or turn the direction of the text around (stated rule of contract §2 and design §3.9).
 * Lone surrogates become U+FFFD, so that it shows that something was lost.
 */
// eslint-disable-next-line no-control-regex -- the characters to remove are the control characters
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g
/** Embeddings, overrides and isolates: a name must not be able to print its neighbours backwards. */
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g
const LINE_ENDS = /\r\n?|\u2028|\u2029|\u0085/g

/**
 * Characters of which each passage is clean as it stands: no control, and all of them NFC_Quick_Check=Yes (UAX #15
 * §9), so that no two of them combine. Nearly every text consists of nothing else.
 */
const CLEAN =
  /^[\t\n -~\u00A0-\u02FF\u0400-\u0482\u048A-\u052F\u2010-\u2027\u202F-\u205E\u20AC\u2116\u2190-\u21FF\u2600-\u26FF]*$/

/** Text of several lines; line ends become `\n`. */
export function cleanText(text: string): string {
  // One look instead of five passes.
  if (CLEAN.test(text)) return text
  return text
    .toWellFormed()
    .replace(LINE_ENDS, '\n')
    .replace(CONTROLS, '')
    .replace(BIDI_CONTROLS, '')
    .normalize('NFC')
}

/** Text of one line: white space of every kind becomes one space, none is left at the ends. */
export function cleanLine(text: string): string {
  const cleaned = cleanText(text)
  return LINE.test(cleaned) ? cleaned : cleaned.replace(/[\s\u200B\uFEFF]+/g, ' ').trim()
}

/** Words with one space between them. */
const LINE = /^[^\s\u200B\uFEFF]+(?: [^\s\u200B\uFEFF]+)*$/
