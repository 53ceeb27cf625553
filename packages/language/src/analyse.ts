import { fold } from './fold.ts'
import { key } from './key.ts'
import type { Language } from './language.ts'
import { stem } from './stem.ts'
import { tokenise } from './tokenise.ts'

/** Three parallel streams, one entry per token; no entry is empty or holds white space, so they join with spaces. */
export type Streams = {
  readonly stem: readonly string[]
  readonly key: readonly string[]
  readonly exact: readonly string[]
}

/** What the index holds of one word. */
export type Forms = {
  readonly stem: string
  readonly key: string
  readonly exact: string
}

/** Longer terms say nothing, and Lucene refuses them; queries are cut alike, so they still meet. */
const LONGEST_TERM = 100

/** Analyses a field of an article for the index. `language` is the article's; queries go to `analyseQuery`. */
export function analyse(text: string, language: Language): Streams {
  const formsOf = formsIn(language)
  const words = tokenise(text).map((token) => formsOf(token.text))
  return {
    stem: words.map((word) => word.stem),
    key: words.map((word) => word.key),
    exact: words.map((word) => word.exact),
  }
}

/** The forms of a word in a language; a function of the word alone, which remembers: most words come again. */
export const formsIn = (language: Language): ((word: string) => Forms) => REMEMBERED[language]

const bounded = (term: string): string =>
  term.length <= LONGEST_TERM ? term : Array.from(term).slice(0, LONGEST_TERM).join('')

const computeForms = (word: string, language: Language): Forms => ({
  stem: bounded(stem(word, language)),
  key: bounded(key(word)),
  exact: bounded(fold(word)),
})

/** About 8 MB a language. Emptied when full: cheaper than keeping order, and news repeats its words at once. */
const REMEMBERED_WORDS = 50_000

function remembering(language: Language): (word: string) => Forms {
  const known = new Map<string, Forms>()
  return (word) => {
    const found = known.get(word)
    if (found !== undefined) return found
    const forms = computeForms(word, language)
    if (known.size >= REMEMBERED_WORDS) known.clear()
    if (word.length <= LONGEST_TERM) known.set(word, forms)
    return forms
  }
}

const REMEMBERED: Readonly<Record<Language, (word: string) => Forms>> = {
  kk: remembering('kk'),
  'kk-Latn': remembering('kk-Latn'),
  ru: remembering('ru'),
  en: remembering('en'),
}
