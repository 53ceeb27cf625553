import type { Chrome } from './chrome.ts'
import type { Head } from './head.ts'
import { isEventDetail } from './headline.ts'
import type { KnownLine } from '../lines/line-kind.ts'
import type { TextLines } from '../lines/text-lines.ts'

/** `to` is excluded. */
interface LineRange {
  readonly from: number
  readonly to: number
}

/**
 * The article without a date above it: of the stretches between "More" links, menus and lists of other news the one
 * with the most text; its head is the headline above its first full paragraph (contract §4).
 * Only the lines `within` are looked at.
 */
export function headWithoutDate(
  lines: readonly KnownLine[],
  text: TextLines,
  chrome: Chrome,
  within: LineRange,
): Head {
  const stretch = heaviestStretch(text, chrome, within)
  const firstText = behindEpigraph(lines, text, text.firstFrom(stretch.from), within.to)
  const isFound = firstText < within.to
  return {
    rule: 'headline-above-text',
    dated: null,
    anchor: null,
    textFrom: isFound ? firstOfText(lines, stretch.from, firstText) : lines.length,
    firstText: isFound ? firstText : lines.length,
    rivals: [],
    isContested: false,
  }
}

function heaviestStretch(text: TextLines, chrome: Chrome, within: LineRange): { readonly from: number } {
  let best = { from: within.from, mass: -1 }
  let { from } = within
  for (let at = from; at <= within.to; at += 1) {
    if (at < within.to && !chrome.isSeparator(at)) continue
    const mass = text.mass(from, at)
    if (mass > best.mass) best = { from, mass }
    from = at + 1
  }
  return best
}

const GREETING = /^(?:dear|уважаем|дороги|құрметті|қадірлі|ардақты)/iu

/** Short sentences, greetings and lines that lead on (`:`) directly above the first full paragraph belong to it. */
function firstOfText(lines: readonly KnownLine[], from: number, firstText: number): number {
  let first = firstText
  while (first > from) {
    const line = lines[first - 1]
    if (line === undefined || line.kind !== 'text') break
    const isSentence = line.ending === 'stop' && line.words >= 2
    const isGreeting = GREETING.test(line.text) && line.ending !== 'none'
    const leadsOn = line.ending === 'colon' && line.words >= 3
    const isContinued = first < firstText && lines[first]?.lowerCase === true
    if (!isSentence && !isGreeting && !leadsOn && !isContinued && !isEventDetail(line)) break
    first -= 1
  }
  return first
}

/** A quotation with its author's name and a line behind it, above the article, is the site's motto. */
function behindEpigraph(lines: readonly KnownLine[], text: TextLines, first: number, to: number): number {
  const [quotation, author, headline] = lines.slice(first, first + 3)
  if (quotation === undefined || author === undefined || headline === undefined) return first
  const isQuotation = /^[«“"„]/u.test(quotation.text) && /[»”"]$/u.test(quotation.text)
  const isAuthor = author.kind === 'text' && author.words <= 4 && /^\p{Lu}/u.test(author.text)
  const next = text.firstFrom(first + 1)
  const isSmaller = text.mass(first, next) < text.mass(next, to)
  return isQuotation && isAuthor && headline.kind !== 'paragraph' && isSmaller ? next : first
}
