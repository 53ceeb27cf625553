import type { QueryTerms } from '../analyse-query.ts'
import { detectLanguage } from '../detect/detect-language.ts'
import type { Language } from '../language.ts'
import { toMarkedHtml } from './html.ts'
import { findMatches } from './match.ts'

/**
 * The whole text as escaped HTML whose only tag is `<mark>`, around each word that the index would match.
 * `language` is the article's; detected when left out.
 */
export const highlight = (
  text: string,
  terms: QueryTerms,
  language: Language = detectLanguage(text).language,
): string => toMarkedHtml(text, findMatches(text, terms, language))
