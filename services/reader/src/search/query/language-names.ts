import type { Language } from '@uniwire/language'
import { fold, LANGUAGES } from '@uniwire/language'

const NAMES: Readonly<Record<Language, readonly string[]>> = {
  kk: ['kaz', 'kazakh', 'казахский', 'қазақша', 'қазақ', 'qazaqsha', 'qazaqşa'],
  'kk-Latn': [],
  ru: ['rus', 'russian', 'русский', 'орысша'],
  en: ['eng', 'english', 'английский', 'ағылшынша'],
}

/** By its tag or a common name; `undefined` for a language that nobody writes in here. */
export function languageNamed(text: string): Language | undefined {
  const wanted = text.toLowerCase()
  return LANGUAGES.find(
    (language) => language.toLowerCase() === wanted || NAMES[language].includes(fold(text)),
  )
}
