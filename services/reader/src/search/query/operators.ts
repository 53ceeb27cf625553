import { languageNamed } from './language-names.ts'

export type OperatorKind = 'phrase' | 'without' | 'university' | 'language' | 'category'

/** A stretch of a query's text that asks for more than a word. */
export interface Operator {
  readonly kind: OperatorKind
  /** What stands in the quotes, after the minus, or after the colon. */
  readonly value: string
  /** Of `without`: the words stood in quotes, and are a phrase even when it is one word. */
  readonly quoted: boolean
  /** Of `phrase`: in «guillemets», with which Kazakh and Russian sentences quote names. */
  readonly guillemets?: boolean
  /** The same query without this stretch: where the link that takes it away leads. */
  readonly rest: string
}

export interface QueryText {
  /** Words to look for: everything but filters and what is done without; phrases are in it. */
  readonly words: string
  readonly operators: readonly Operator[]
}

/** More of them are read as words: nobody types so many. */
const MOST_OPERATORS = 20

/** Of the word before the colon; a word that is none of these is a word, as in `https://`. */
const FILTERS: Readonly<Record<string, 'university' | 'language' | 'category'>> = {
  university: 'university',
  университет: 'university',
  вуз: 'university',
  жоо: 'university',
  language: 'language',
  lang: 'language',
  язык: 'language',
  тіл: 'language',
  category: 'category',
  рубрика: 'category',
  категория: 'category',
  айдар: 'category',
}

const QUOTED = `["“”„«»＂]([^"“”„«»＂]*)["“”„«»＂]`
const OPERATOR = new RegExp(
  `(?<![^\\s(])(?:[-−](?:${QUOTED}|([\\p{L}\\p{N}][^\\s"“”„«»＂]*))|(\\p{L}+):(?:${QUOTED}|([^\\s"“”„«»＂]+)))|${QUOTED}`,
  'gu',
)

/**
 * `"a phrase"`, `-word`, `-"a phrase"`, `university:nura`, `university:"Nura University"`, and so `language:` and
 * `category:`, also by their Kazakh and Russian names. Whatever else stands in the text is words, a quote
 * without its fellow and a filter that has no value among it: no text is wrong.
 */
export function readQueryText(text: string): QueryText {
  const found: { readonly operator: Operator; readonly start: number; readonly end: number }[] = []
  for (const match of text.matchAll(OPERATOR)) {
    if (found.length === MOST_OPERATORS) break
    const operator = operatorOf(match)
    if (operator === undefined || !/[\p{L}\p{N}]/u.test(operator.value)) continue
    const start = match.index
    const end = start + match[0].length
    const rest = plainSpaced(`${text.slice(0, start)} ${text.slice(end)}`)
    found.push({ operator: { ...operator, value: plainSpaced(operator.value), rest }, start, end })
  }
  let words = text
  for (const { operator, start, end } of found.toReversed()) {
    if (operator.kind !== 'phrase') words = `${words.slice(0, start)} ${words.slice(end)}`
  }
  return { words, operators: found.map(({ operator }) => operator) }
}

function operatorOf(match: RegExpExecArray): Omit<Operator, 'rest'> | undefined {
  const [, withoutPhrase, withoutWord, name, quotedValue, plainValue, phrase] = match
  const without = withoutPhrase ?? withoutWord
  if (without !== undefined) {
    return { kind: 'without', value: without, quoted: withoutPhrase !== undefined }
  }
  if (phrase !== undefined) {
    return { kind: 'phrase', value: phrase, quoted: true, guillemets: match[0].startsWith('«') }
  }
  const spelled = (name ?? '').normalize('NFC').toLowerCase()
  const kind = Object.hasOwn(FILTERS, spelled) ? FILTERS[spelled] : undefined
  const value = quotedValue ?? plainValue
  if (kind === undefined || value === undefined) return undefined
  // "language:policy" filters by nothing that is here.
  if (kind === 'language' && languageNamed(value) === undefined) return undefined
  return { kind, value, quoted: quotedValue !== undefined }
}

function plainSpaced(text: string): string {
  return text.trim().replace(/\s+/gu, ' ')
}
