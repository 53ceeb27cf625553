import { wordList } from '../words/word-list.ts'

/** Elements that begin and end a line; those of the second list also part paragraphs. */
export const BLOCKS = new Set(
  wordList(`
    address, article, blockquote, body, caption, center, dd, details, div, dl, dt, fieldset, figcaption, figure,
    form, h1, h2, h3, h4, h5, h6, header, hr, li, main, ol, p, pre, section, summary, table, tbody, tfoot, thead,
    tr, ul, nav, footer, aside`),
)

/** The site's own, wherever it stands: left out with all that is in it. */
export const LEFT_OUT = new Set(
  wordList(`
    nav, footer, aside, noscript, template, svg, math, iframe, object, video, audio, canvas, select, button,
    textarea, script, style, title, dialog, menu`),
)

/** Worth telling the press office of: a reader would have seen them. */
export const SHOWN_WHEN_LEFT_OUT = new Set(wordList('nav, footer, aside, menu, dialog, figcaption'))

/** An element left out and never closed ends at the latest where the article begins or the page ends. */
export const ENDS_LEFT_OUT = new Set(wordList('article, main, h1, body'))

export const PICTURES = new Set(wordList('img, picture, video, iframe'))
export const CELLS = new Set(wordList('td, th'))
