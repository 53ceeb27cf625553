import type { Declared, Page } from '../page.ts'
import { foldPhrase } from '../words/phrases.ts'

/** Text of the `title` element. */
export interface DocumentTitle {
  readonly start: number
  readonly end: number
  readonly text: string
}

export const MOST_OF_A_TITLE = 500
const LEAST_WORDS = 3

/**
 * Many systems print the headline in any element, and name the document after it: a line of the page that is the
 * document's title, whole or before the name of the site, is the headline.
 */
export function withDocumentTitle(
  lines: Page['lines'],
  title: DocumentTitle | null,
  declared: Declared,
  heading: number | null,
): Pick<Page, 'declared' | 'heading'> {
  const named = foldPhrase(title?.text ?? '')
  if (title === null || named.split(' ').length < LEAST_WORDS) return { declared, heading }
  const titles = declared.titles.filter(({ value }) => !isSiteAtEnd(title.text, value))
  const printed = lines.findIndex(({ text }) => {
    const line = text.length > MOST_OF_A_TITLE ? '' : foldPhrase(text)
    return (
      line.split(' ').length >= LEAST_WORDS &&
      (named === line || (named.startsWith(`${line} `) && endsAtMark(title.text, text)))
    )
  })
  const line = lines[printed]
  if (line === undefined) return { declared: { ...declared, titles }, heading }
  const one = { value: line.text, rule: 'title-element', start: line.start, end: line.end }
  return { declared: { ...declared, titles: [...titles, one] }, heading: heading ?? printed }
}

/** Behind the headline stands a bar or a dash, and then the name of the site. */
function endsAtMark(title: string, headline: string): boolean {
  const single = title.replace(/\s+/gu, ' ').trim()
  return /^ ?[|–—:»«·-]/u.test(single.slice(headline.trim().length))
}

/** `Headline « Site`: the site prints its short name in an `h1`, on every page. */
function isSiteAtEnd(title: string, heading: string): boolean {
  const [whole, end] = [foldPhrase(title), foldPhrase(heading)]
  if (end === '' || end.split(' ').length >= LEAST_WORDS || !whole.endsWith(` ${end}`)) return false
  const before = title.slice(0, title.trimEnd().length - heading.trim().length)
  return whole.split(' ').length - end.split(' ').length >= LEAST_WORDS && /[|–—:»«·-]\s*$/u.test(before)
}
