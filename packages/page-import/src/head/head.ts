import type { DateLine } from './date-line.ts'

export type HeadRule = 'labelled-date' | 'date-line' | 'dateline' | 'headline-above-text'

/** Where the article begins on the page, and by what that is known (contract §4, head). */
export interface Head {
  readonly rule: HeadRule
  /** The date that was found, with the line that carries it; it may stand below the text. */
  readonly dated: DateLine | null
  /** The line of the date when it stands above the text: everything above it but the headline is chrome. */
  readonly anchor: number | null
  /** The first line that may be the article's. */
  readonly textFrom: number
  /** The first full paragraph; the number of lines on a page without text. */
  readonly firstText: number
  /** Dates that claim the same and say another day. */
  readonly rivals: readonly DateLine[]
  /** No rule tells the rivals apart: the date is to be asked for. */
  readonly isContested: boolean
}
