import { ENGLISH_STOP_WORDS } from '../en/stop-words.ts'
import { KAZAKH_LATIN } from '../kk/letters.ts'
import type { Language } from '../language.ts'
import type { Detection } from './detection.ts'
import { shareOf } from './word-evidence.ts'

// More than half of the words of a Kazakh text in the 2018 or 2021 alphabet hold a letter of it; in English text
// about 0.4 of the words are function words. Kazakh names inside an English article stay far below a fifth.
const LEAST_KAZAKH = 0.2
const LEAST_ENGLISH = 0.1
const WORDS_FOR_CERTAINTY = 12

/** Kazakh in a Latin alphabet, or English? */
export function detectLatin(words: readonly string[], prior: readonly Language[]): Detection {
  const kazakh = shareOf(words, (word) => KAZAKH_LATIN.test(word) || KAZAKH_SPELLING.test(word))
  const functionWords = shareOf(words, (word) => ENGLISH_STOP_WORDS.has(word))
  const english = Math.max(
    functionWords,
    shareOf(words, (word) => ENGLISH_SPELLING.test(word)),
  )
  const foreign = shareOf(words, (word) => FOREIGN_LETTER.test(word))
  const enough = words.length >= WORDS_FOR_CERTAINTY
  if (kazakh - english - foreign >= LEAST_KAZAKH)
    return { language: 'kk-Latn', confidence: enough && kazakh >= 2 * LEAST_KAZAKH ? 'high' : 'medium' }
  if (english >= LEAST_ENGLISH) return { language: 'en', confidence: enough ? 'high' : 'medium' }
  // Kazakh in plain ASCII has no English function word, and endings that English words seldom have.
  const ending = enough ? KAZAKH_ENDING : LONG_KAZAKH_ENDING
  const plain = shareOf(words, (word) => ending.test(word) || KAZAKH_SPELLING.test(word))
  if (functionWords <= 0.03 && plain - foreign - english >= (enough ? 0.2 : 0.4))
    return { language: 'kk-Latn', confidence: enough ? 'medium' : 'low' }
  const silent = prior.includes('kk-Latn') && !prior.includes('en') && foreign === 0
  return { language: silent ? 'kk-Latn' : 'en', confidence: 'low' }
}

/** Sounds and endings that no Kazakh alphabet writes so. */
const ENGLISH_SPELLING = /th|ph|ck|wh|oo|ee|ou|tion|(?<!n)ing$|ity$|ies$|ness$|ment|ship|sit(?:s|ed)$/u

/** q without u, and an apostrophe as a diacritic (2017): both survive in plain ASCII. */
const KAZAKH_SPELLING =
  /^(?!qatar|iraq|q..?$|faq)[^q]*q(?!u[aeio])|(?<!^[dlo])[agnouy]['’ʼ](?!(?:s|t|d|m|ll|re|ve)$)\p{L}/u

/** Letters of other Latin alphabets, and those that no Kazakh one uses: w, x, c without h. */
const FOREIGN_LETTER = /[wxàâåæçèéêëîïôøßßœăąćčęěłřšťůźżž]|c(?!h)/u

/** Kazakh endings of number, possession, case and verb in plain ASCII: rare in English, decisive in many words. */
const KAZAKH_ENDING =
  /..(?:[ldt][ae]r(?:[yi]|d[yi]|d[ae]|g[ae]|men|d[yi]n|[yi]n[yi]n|[yi]n)?|[ndt][yi]n|[yi]nd[ae]|[yi]n[ae]n|s[yi]|[yi]men|[ae]d[yi]|m[ae]s[yi]|[dt][ae]g[yi]|l[yi][kqg]|sh[yi]|[gqk][ae]n|g[ae]|[dt][yi])$/u

/** Those that one or two words of a headline can be judged by: "college", "city", "centre" are English. */
const LONG_KAZAKH_ENDING =
  /..(?:[ldt][ae]r(?:d[yi]|d[ae]|g[ae]|men|d[yi]n|[yi]n[yi]n|[yi]n)|[ndt][yi]n|[yi]nd[ae]|[yi]n[ae]n|[yi]men|[dt][ae]g[yi]|l[yi]g[yi]n?|masy|mesi)$/u
