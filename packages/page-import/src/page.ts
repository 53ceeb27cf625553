import type { Line } from './lines/lines.ts'
import { readLines } from './lines/lines.ts'
import { joinSplitDates } from './lines/split-date.ts'
import type { Stripped } from './stripped.ts'

/** A value that the page names outright, in markup or behind a label. */
export interface DeclaredValue {
  readonly value: string
  /** `h1`, `og:title`, `time-element` … */
  readonly rule: string
  readonly start: number | null
  readonly end: number | null
}

/** What a page declares about itself; each list in order of trust. */
export interface Declared {
  readonly titles: readonly DeclaredValue[]
  readonly publishedAt: readonly DeclaredValue[]
  readonly authors: readonly DeclaredValue[]
  readonly categories: readonly DeclaredValue[]
  readonly url: DeclaredValue | null
}

/** A page of either kind as the rules see it: printed lines, and what it declares. */
export interface Page {
  readonly lines: readonly Line[]
  readonly declared: Declared
  /** Index of the line that the markup calls the page's headline; the article's text is not above it. */
  readonly heading: number | null
  /** What reading it already left out (HTML: navigation, scripts, forms). */
  readonly stripped: readonly Stripped[]
}

const NOTHING_DECLARED: Declared = {
  titles: [],
  publishedAt: [],
  authors: [],
  categories: [],
  url: null,
}

export function readTextPage(text: string): Page {
  return { lines: joinSplitDates(readLines(text)), declared: NOTHING_DECLARED, heading: null, stripped: [] }
}
