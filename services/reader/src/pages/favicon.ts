import { hashedPath } from './hashed-path.ts'
import { trusted } from './markup.ts'

/** A wire bent to a U, with the signal at its end. */
const wire = 'M6 5v11a10 10 0 0 0 20 0v-5'

/** On a ground of its own, so that it needs no style to be seen in a dark tab. */
export const favicon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#b5330b"/>' +
  `<g transform="translate(4 5) scale(.75)"><path d="${wire}" fill="none" stroke="#fff" stroke-width="4.5" ` +
  'stroke-linecap="round"/><circle cx="26" cy="4" r="4.5" fill="#fff"/></g></svg>'

export const faviconPath = hashedPath('favicon', 'svg', favicon)

/** The same drawing inside a page, in the colours of its text. */
export const emblem = trusted(
  '<svg class="emblem" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">' +
    `<path d="${wire}" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round"/>` +
    '<circle cx="26" cy="5" r="4"/></svg>',
)
