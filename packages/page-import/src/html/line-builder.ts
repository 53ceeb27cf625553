import { plainUnits } from '../lines/lines.ts'
import type { Line, Piece } from '../lines/lines.ts'

/** Puts lines together from words as they come; white space between them collapses as in a browser. */
export interface LineBuilder {
  readonly add: (text: string, source: number, sourceEnd: number) => void
  /** Ends the line; `isGap` parts it from the next like a blank line. Returns the line's index if there was one. */
  readonly end: (isGap: boolean) => number | null
  readonly cell: () => void
  readonly lines: readonly Line[]
}

const WORD = /\S+/gu

export function lineBuilder(): LineBuilder {
  const lines: Line[] = []
  let pieces: Piece[] = []
  let words: string[] = []
  let length = 0
  let afterGap = false
  let space = ''

  const put = (word: string, source: number, sourceEnd: number): void => {
    const before = length === 0 ? '' : space
    space = ''
    const at = length + before.length
    words.push(before, word)
    length = at + word.length
    pieces.push({ at, to: length, source, sourceEnd })
  }

  return {
    lines,
    add: (text, source, sourceEnd) => {
      const isExact = sourceEnd - source === text.length
      let seen = 0
      for (const match of text.matchAll(WORD)) {
        if (match.index > seen && space === '') space = ' '
        seen = match.index + match[0].length
        const start = isExact ? source + match.index : source
        put(match[0].normalize('NFC'), start, isExact ? start + match[0].length : sourceEnd)
      }
      if (seen < text.length && space === '') space = ' '
    },
    cell: () => {
      if (length > 0) space = '\t'
    },
    end: (isGap) => {
      const first = pieces[0]
      const last = pieces.at(-1)
      const index = lines.length
      if (first !== undefined && last !== undefined) {
        const text = plainUnits(words.join(''))
        lines.push({ text, start: first.source, end: last.sourceEnd, afterGap, pieces })
        afterGap = false
      }
      afterGap ||= isGap
      pieces = []
      words = []
      length = 0
      space = ''
      return first === undefined ? null : index
    },
  }
}
