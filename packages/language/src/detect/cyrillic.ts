import { detectAll } from 'tinyld'
import { KAZAKH_CYRILLIC } from '../kk/letters.ts'
import { KAZAKH_STOP_WORDS } from '../kk/stop-words.ts'
import type { Language } from '../language.ts'
import { RUSSIAN_STOP_WORDS } from '../ru/stop-words.ts'
import type { Detection } from './detection.ts'
import { shareOf } from './word-evidence.ts'

// Measured on 697 Kazakh and 240 Russian passages: 0.64 of the words of the median Kazakh passage hold a Kazakh
// letter (0.30 at the first percentile); 0.26 of the Russian one are function words (0.14), in Kazakh 0.00 (0.07
// at the 99th). A Russian text that names Kazakh people and places has Kazakh letters in a few of its words.
const TYPICAL_KAZAKH = 0.6
const TYPICAL_RUSSIAN = 0.25
const LEAST_KAZAKH = 0.2
const LEAST_RUSSIAN = 0.1
const WORDS_FOR_CERTAINTY = 12

/** Most words are longer than any of them, and need not be looked up. */
const LONGEST_STOP_WORD = Math.max(...Array.from(RUSSIAN_STOP_WORDS, (word) => word.length))
const isRussianStopWord = (word: string): boolean =>
  word.length <= LONGEST_STOP_WORD && RUSSIAN_STOP_WORDS.has(word)

const KAZAKH_OR_LIKE = new RegExp(`${KAZAKH_CYRILLIC.source}|[iəh]`, 'u')

/** Kazakh or Russian? Letters and function words first; n-grams for what has neither. */
export function detectCyrillic(words: readonly string[], prior: readonly Language[]): Detection {
  // Of all words at once: a Russian article has none, and asking each of them costs more than finding them.
  const kazakh = KAZAKH_OR_LIKE.test(words.join(' ')) ? shareOf(words, hasKazakhLetter) : 0
  const russian = shareOf(words, isRussianStopWord)
  const enough = words.length >= WORDS_FOR_CERTAINTY
  if (kazakh >= LEAST_KAZAKH && kazakh / TYPICAL_KAZAKH >= russian / TYPICAL_RUSSIAN)
    return { language: 'kk', confidence: enough || russian === 0 ? 'high' : 'medium' }
  if (russian >= LEAST_RUSSIAN && kazakh < LEAST_KAZAKH)
    return { language: 'ru', confidence: enough ? 'high' : 'medium' }
  return byNgrams(words, russian, prior)
}

/** Homoglyphs count: "бiлiм" with Latin i and "əлем" with a Latin schwa are as Kazakh as the proper spelling. */
const hasKazakhLetter = (word: string): boolean => KAZAKH_OR_LIKE.test(word)

// Short text without a Kazakh letter ("Студенттер спартакиадасы"), and Kazakh typed on a Russian keyboard.
function byNgrams(words: readonly string[], russian: number, prior: readonly Language[]): Detection {
  const kazakh = shareOf(words, (word) => KAZAKH_STOP_WORDS.has(word) || KAZAKH_ENDING.test(word))
  const plain = words.filter((word) => !hasKazakhLetter(word))
  const scores = detectAll(plain.join(' '), { only: ['kk', 'ru'] })
  const scoreOf = (lang: string): number => scores.find((score) => score.lang === lang)?.accuracy ?? 0
  const kk = scoreOf('kk') + kazakh
  const ru = scoreOf('ru') + russian
  const larger = Math.max(kk, ru)
  const margin = larger === 0 ? 0 : Math.abs(kk - ru) / larger
  const onlyOne = prior.includes('kk') !== prior.includes('ru')
  if (margin < 0.25 && (onlyOne || kk === ru))
    return {
      language: prior.find((language) => language === 'kk' || language === 'ru') ?? 'ru',
      confidence: 'low',
    }
  return { language: kk > ru ? 'kk' : 'ru', confidence: margin < 0.5 ? 'low' : 'medium' }
}

/** Endings of number, case and possession that no Russian word has. */
const KAZAKH_ENDING =
  /..(?:[лдт][ае]р(?:ы|и|ды|ди|да|де|га|ге|дын|дин|мен|ынын|инин)?|[ндт][ыи]н|[ыи]н[дн][ае]н?|[ае]с[ыи]нд[ае]|[ае]ды|[кг][ае]н)$/u
