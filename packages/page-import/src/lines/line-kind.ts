import { isDateAlone } from './date-alone.ts'
import { contactIn } from '../words/contact.ts'
import { isMachineDump } from '../words/dump.ts'
import { imageNamesIn } from '../words/file-names.ts'
import { fieldLabelsIn } from '../words/label-match.ts'
import type { Line } from './lines.ts'
import { foldPhrase, isLanguageSwitch, MORE, NAVIGATION, OTHER_NEWS, TOOLS } from '../words/phrases.ts'
import { beginsInLowerCase, countWords, endingOf } from '../words/sentence.ts'
import type { Ending } from '../words/sentence.ts'
import type { IsSiteName } from '../site.ts'
import { bareCount, isViewsLabel, isViewsLine } from './views-line.ts'

type LineKind =
  /** Text long enough, and stopped like a sentence, to be the article's. */
  | 'paragraph'
  /** Anything that no other kind claims: headline, caption, short sentence, unknown menu line. */
  | 'text'
  | 'image'
  /** A date by itself, or a label for one, with its date or without. */
  | 'date'
  | 'views'
  | 'number'
  | 'category'
  | 'credit'
  | 'contact'
  | 'navigation'
  | 'more'
  | 'tool'
  | 'other-news'
  | 'teaser'
  | 'copyright'
  | 'dump'
  | 'site-name'
  /** Its site prints it on its other pages as well; known only from these. */
  | 'repeated'

export interface KnownLine extends Line {
  readonly index: number
  readonly kind: LineKind
  readonly words: number
  readonly ending: Ending
  readonly lowerCase: boolean
}

/** Longer than any headline, caption or menu line. */
export const MAX_HEADLINE = 200
const LEAST_PARAGRAPH = { characters: 40, words: 5 }
const CERTAIN_PARAGRAPH = 200
/** Greetings and questions end with `!` or `?` as headlines do; only a long one is surely text. */
const LEAST_EXCLAIMED = 120

const READING_TIME =
  /^\D{0,3}\d{1,3} ?(?:мин|минут|минуты|min|minutes?)\.?(?: (?:read|чтения|оқу|оқу үшін))?$/iu

export function knowLines(lines: readonly Line[], isSiteName: IsSiteName): readonly KnownLine[] {
  const known = lines.map((line, index): KnownLine => {
    const words = countWords(line.text)
    const ending = endingOf(line.text)
    const kind = kindOf(line.text, words, ending, isSiteName)
    return { ...line, index, kind, words, ending, lowerCase: beginsInLowerCase(line.text) }
  })
  const counts = countsBesideLabels(known)
  return known.map((line) => {
    if (counts.has(line.index)) return { ...line, kind: 'views' }
    return isDetailsTitle(line, known) ? { ...line, kind: 'tool' } : line
  })
}

/** `Толығырақ` is "More" below a teaser, and "Details" between a headline and its labelled fields. */
function isDetailsTitle(line: KnownLine, lines: readonly KnownLine[]): boolean {
  const [above, below] = [lines[line.index - 1], lines[line.index + 1]]
  if (line.kind !== 'more' || above?.kind !== 'text' || above.ending === 'stop' || below === undefined)
    return false
  const [field] = fieldLabelsIn(below.text, ['published', 'category', 'author'])
  return field?.start === 0 && field.hasColon
}

/** Numbers in a line of their own beside their views label: `Views:` above `2585`, `көрсетілді` below `408 рет`. */
function countsBesideLabels(lines: readonly KnownLine[]): ReadonlySet<number> {
  const counts = new Set<number>()
  for (const line of lines) {
    if (line.kind !== 'views' || !isViewsLabel(line.text)) continue
    const beside = [line.index + 1, line.index - 1].find((index) => lines[index]?.kind === 'number')
    if (beside !== undefined) counts.add(beside)
  }
  return counts
}

/** Neither text nor a name: what stands around an article's head and may be looked past. */
export function isMeta(line: KnownLine): boolean {
  return ['views', 'number', 'category', 'credit', 'image', 'date', 'tool', 'repeated'].includes(line.kind)
}

/** A line as menus have them: four words at most and no stop. */
export function isMenuLike(line: KnownLine): boolean {
  if (['navigation', 'more', 'other-news', 'tool'].includes(line.kind)) return true
  if (line.kind !== 'text' || line.words > 4 || /\d{4}/.test(line.text)) return false
  return line.ending === 'none' || line.ending === 'comma'
}

function kindOf(text: string, words: number, ending: Ending, isSiteName: IsSiteName): LineKind {
  if (text.length > CERTAIN_PARAGRAPH * 3) return 'paragraph'
  if (COOKIE_NOTICE.test(text)) return 'repeated'
  if (imageNamesIn(text).length > 0) return 'image'
  if (bareCount(text) !== null || READING_TIME.test(text.slice(0, 40))) return 'number'
  if (isMachineDump(text)) return 'dump'
  if (text.length <= MAX_HEADLINE) {
    const fixed = kindOfPhrase(text)
    if (fixed !== null) return fixed
    if (isViewsLine(text)) return 'views'
    const field = kindOfField(text)
    if (field !== null) return field
    if (/©|\(c\)|all rights reserved|все права защищены|барлық құқықтар/iu.test(text)) return 'copyright'
    if (contactIn(text) === 2 || (contactIn(text) === 1 && ending !== 'stop')) return 'contact'
    if (isDateAlone(text)) return 'date'
    if (isSiteName(text)) return 'site-name'
  }
  if (ending === 'ellipsis') return text.length <= 2 * CERTAIN_PARAGRAPH ? 'teaser' : 'paragraph'
  return isParagraph(text, words, ending) ? 'paragraph' : 'text'
}

function kindOfPhrase(text: string): LineKind | null {
  if (text.length > 60) return null
  const folded = foldPhrase(text)
  if (MORE.has(folded)) return 'more'
  if (TOOLS.has(folded) || FORWARDED.test(folded)) return 'tool'
  if (OTHER_NEWS.has(folded) || COMMENTS.test(folded)) return 'other-news'
  if (NAVIGATION.has(folded) || isLanguageSwitch(text)) return 'navigation'
  return null
}

/** What a messenger prints above a post that came from elsewhere. */
const FORWARDED =
  /^(?:forwarded (?:from|message)|переслано (?:от|из)|пересланное сообщение|қайта жіберілді)(?![\p{L}])/u

/** `Комментарии (2)`, `3 comments`: what readers wrote begins here. */
const COMMENTS =
  /^(?:(?:comments|комментарии|пікірлер)(?: к (?:новости|записи|статье))? \d{1,5}|\d{1,5} (?:comments?|комментари(?:й|я|ев)|пікір))$/u

/** What the law has every site say to every reader, in sentences. */
const COOKIE_NOTICE =
  /(?:we|this (?:web ?)?site|our (?:web ?)?site|мы|(?:наш |этот )?сайт|біз|сайт(?:ымыз)?)\s(?:\p{L}+\s){0,2}?(?:use|uses|используем|использует|применяем|применяет)\s(?:\p{L}+\s){0,2}?(?:cookies?|куки)|(?:cookie|куки)[\s-]?(?:\p{L}+\s){0,2}?(?:пайдаланамыз|пайдаланады|қолданамыз|қолданады)/iu

/** `By Dana Omarova`, `by admin`: a line of its own above or below the date. */
const BY_LINE =
  /^by (?:\p{Lu}[\p{L}\p{M}.'’-]*(?: \p{Lu}[\p{L}\p{M}.'’-]*){0,3}(?:, [^.!?]{2,60})?|[a-z0-9_.-]+)$/u

function kindOfField(text: string): LineKind | null {
  if (BY_LINE.test(text.replace(/^By/u, 'by'))) return 'credit'
  const [first] = fieldLabelsIn(text, ['category', 'tags', 'author', 'source', 'photo', 'translation'])
  // A caption may end in its photographer's name.
  if (fieldLabelsIn(text, ['photo']).some((label) => label.hasColon)) return 'credit'
  if (first === undefined || first.start > 8) return null
  return first.kind === 'category' || first.kind === 'tags' ? 'category' : 'credit'
}

function isParagraph(text: string, words: number, ending: Ending): boolean {
  if (text.length >= CERTAIN_PARAGRAPH) return true
  if (text.length < LEAST_PARAGRAPH.characters || words < LEAST_PARAGRAPH.words) return false
  if (ending === 'stop') return true
  return ending === 'exclamation' && (text.length >= LEAST_EXCLAIMED || /[.!?…][»”")]?\s+\p{Lu}/u.test(text))
}
