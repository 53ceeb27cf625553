import type { Language } from '../language.ts'

/** `low` means little more than a guess: ask the author where that is possible. */
export type Detection = {
  readonly language: Language
  readonly confidence: 'high' | 'medium' | 'low'
}
