import type { QueryTerms } from '../analyse-query.ts'
import { detectLanguage } from '../detect/detect-language.ts'
import type { Language } from '../language.ts'
import { toMarkedHtml } from './html.ts'
import { findMatches } from './match.ts'
import { choosePassage } from './passage.ts'

export type SnippetOptions = {
  /** UTF-16 units of text, ellipses included, tags and escapes not; 240 unless told. */
  readonly maxLength?: number
  /** The article's; detected when left out. */
  readonly language?: Language
}

const DEFAULT_LENGTH = 240

/**
 * The passage that holds the most of the query, as escaped HTML whose only tag is `<mark>`, white space made single
 * spaces, `…` where the text goes on. Without a match it is the beginning of the text.
 */
export function snippet(text: string, terms: QueryTerms, options: SnippetOptions = {}): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  const matches = findMatches(line, terms, options.language ?? detectLanguage(line).language)
  const { start, end } = choosePassage(line, matches, Math.max(1, options.maxLength ?? DEFAULT_LENGTH))
  const before = start > 0 ? '…' : ''
  const after = end < line.length ? '…' : ''
  return before + toMarkedHtml(line, matches, start, end) + after
}
