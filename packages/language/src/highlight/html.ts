/** A stretch of a text that matches, in UTF-16 offsets. */
export type Mark = {
  readonly start: number
  readonly end: number
}

/** `text` from `start` to `end` as HTML text whose only tag is `<mark>`; marks must be in order and apart. */
export function toMarkedHtml(text: string, marks: readonly Mark[], start = 0, end = text.length): string {
  let html = ''
  let at = start
  for (const mark of marks) {
    if (mark.start < at || mark.end > end) continue
    html += `${escapeHtml(text.slice(at, mark.start))}<mark>${escapeHtml(text.slice(mark.start, mark.end))}</mark>`
    at = mark.end
  }
  return html + escapeHtml(text.slice(at, end))
}

/** Also safe inside a quoted attribute. A lone surrogate, which no UTF-8 can carry, becomes U+FFFD. */
export const escapeHtml = (text: string): string =>
  text
    .toWellFormed()
    .replace(CONTROL, '\uFFFD')
    .replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? character)

// Control characters other than tab, line feed and carriage return: forbidden in HTML and XML alike.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/gu

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
