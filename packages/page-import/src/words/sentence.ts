import { wordList } from './word-list.ts'

const CLOSERS = '»”"’\')]}'

/** How a line stops, closing quotes and brackets not counted. */
export type Ending = 'stop' | 'exclamation' | 'ellipsis' | 'comma' | 'colon' | 'none'

export function endingOf(text: string): Ending {
  const at = lastPrinted(text)
  switch (text.charAt(at)) {
    case '.':
      return text.charAt(at - 1) === '.' ? 'ellipsis' : 'stop'
    case '…':
      return 'ellipsis'
    case '!':
    case '?':
      return 'exclamation'
    case ',':
    case ';':
      return 'comma'
    case ':':
      return 'colon'
    default:
      return 'none'
  }
}

/** The number of words that hold a letter or a digit, counted up to `most`. */
export function countWords(text: string, most = 40): number {
  let count = 0
  let inside = false
  for (const char of text.slice(0, 600)) {
    if (/\s/u.test(char)) inside = false
    else if (!inside && /[\p{L}\p{N}]/u.test(char)) {
      inside = true
      count += 1
      if (count === most) return count
    }
  }
  return count
}

/** An enumerator such as `a)` is no word in lower case. */
export function beginsInLowerCase(text: string): boolean {
  return /^\p{Ll}/u.test(text) && !/^\p{Ll}\)/u.test(text)
}

/**
 * Where the first sentence ends (behind its stop), or the length of the text. Initials (`N. A.`), abbreviations,
 * and a mark inside a quotation that the sentence goes on from (`« Biz birgemiz!», aimed at`) end none.
 */
export function endOfFirstSentence(text: string): number {
  for (let at = 0; at < text.length; at += 1) {
    if (!'.!?…'.includes(text.charAt(at))) continue
    let end = at + 1
    while (end < text.length && ('.!?…' + CLOSERS).includes(text.charAt(end))) end += 1
    const next = firstPrinted(text, end)
    if (next >= text.length) return end
    const goesOn = next === end || !beginsSentence(text, next)
    if (!goesOn && !(text.charAt(at) === '.' && endsAbbreviation(text, at))) return end
    at = end - 1
  }
  return text.length
}

function beginsSentence(text: string, at: number): boolean {
  return /[\p{Lu}\p{Lt}\p{N}«“"„(–—-]/u.test(text.charAt(at))
}

const ABBREVIATIONS = new Set(
  wordList(`
    mr, mrs, ms, dr, prof, st, no, vs, etc, inc, ltd, jr, sr, assoc, acad, vol,
    г, гг, им, ул, пр, д, т, тов, проф, акад, доц, см, стр, тыс, млн, млрд, руб, тг, чел, кв, каб, ауд,
    обл, респ, ж, жж, б, т.б, қ, көш, мыс, ғ,
    e.g, i.e`),
)

/** The stop at `at` belongs to a shortened word or to initials. */
function endsAbbreviation(text: string, at: number): boolean {
  let start = at
  while (start > 0 && at - start < 12 && /[\p{L}\p{M}.]/u.test(text.charAt(start - 1))) start -= 1
  const word = text.slice(start, at)
  const last = word.slice(word.lastIndexOf('.') + 1)
  if (ABBREVIATIONS.has(last.toLowerCase()) || ABBREVIATIONS.has(word.toLowerCase())) return true
  return /^\p{Lu}\p{Ll}?$/u.test(last) && (last.length === 1 || word.includes('.'))
}

function firstPrinted(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/u.test(text.charAt(at))) at += 1
  return at
}

function lastPrinted(text: string): number {
  let at = text.length - 1
  while (at >= 0 && (CLOSERS.includes(text.charAt(at)) || /\s/u.test(text.charAt(at)))) at -= 1
  return at
}
