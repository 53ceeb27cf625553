import { detectLanguage } from '@uniwire/language'
import type { Language } from '@uniwire/language'
import type { Evidence } from '../evidence.ts'

/** From the body alone: menus and labels around it are often in another language (contract §4). Null without text. */
export function findLanguage(
  bodyText: string,
  span: { readonly start: number | null; readonly end: number | null },
): Evidence<Language> | null {
  if (!/\p{L}/u.test(bodyText)) return null
  const { language, confidence } = detectLanguage(bodyText)
  return { value: language, confidence, rule: 'body-text', ...span, alternatives: [] }
}
