import type { Language } from '../language.ts'
import { detectCyrillic } from './cyrillic.ts'
import type { Detection } from './detection.ts'
import { detectLatin } from './latin.ts'
import { wordsByScript } from './word-evidence.ts'

/**
 * The language of a text: the script with more letters, then the language's own letters and function words, then
 * n-grams (only Kazakh against Russian, only for what has neither).
 * `prior` are the university's languages, likeliest first: it decides only where the text says too little.
 * Never throws; text without a Cyrillic or Latin word has the first language of `prior`, else `en`, confidence `low`.
 */
export function detectLanguage(text: string, prior: readonly Language[] = []): Detection {
  const { cyrillic, latin } = wordsByScript(text)
  if (cyrillic.words.length === 0 && latin.words.length === 0)
    return { language: prior[0] ?? 'en', confidence: 'low' }
  const isCyrillic =
    cyrillic.weight === latin.weight ? cyrillic.words.length > 0 : cyrillic.weight > latin.weight
  return isCyrillic ? detectCyrillic(cyrillic.words, prior) : detectLatin(latin.words, prior)
}
