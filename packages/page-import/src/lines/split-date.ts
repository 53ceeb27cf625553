import { monthOf } from '../dates/months.ts'
import type { Line, Piece } from './lines.ts'

const DAY = /^\d{1,2}[.,]?$/
const YEAR = /^(?:19|20)\d{2}$/
const LONGEST = 24

/** Designs print a date as a leaf of a calendar, `03`, `Aug`, `2023` in lines of their own: they become one line. */
export function joinSplitDates(lines: readonly Line[]): readonly Line[] {
  const joined: Line[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const count = partsOfDate(lines, at)
    const [first, ...others] = lines.slice(at, at + count)
    if (first === undefined) continue
    joined.push(others.reduce(joinLines, first))
    at += count - 1
  }
  return joined
}

/** How many lines from `at` on make one date; 1 where none begins. */
function partsOfDate(lines: readonly Line[], at: number): number {
  const [first = '', second = '', third = ''] = [0, 1, 2].map((by) => {
    const text = lines[at + by]?.text ?? ''
    return text.length > LONGEST ? '' : text
  })
  if (DAY.test(first) && isMonth(second) && YEAR.test(third)) return 3
  const [month = '', year = '', ...more] = second.split(/[\s,.]+/u)
  if (DAY.test(first) && isMonth(month) && YEAR.test(year) && more.length === 0) return 2
  const [one = '', other = '', ...rest] = first.split(/[\s,.]+/u).filter((part) => part !== '')
  const isDayAndMonth = (DAY.test(one) && isMonth(other)) || (isMonth(one) && DAY.test(other))
  return isDayAndMonth && rest.length === 0 && YEAR.test(second) ? 2 : 1
}

function isMonth(text: string): boolean {
  return monthOf(text.replace(/[.,]$/u, '')) !== undefined
}

function joinLines(a: Line, b: Line): Line {
  const by = a.text.length + 1
  const moved = piecesOf(b).map((piece) => ({ ...piece, at: piece.at + by, to: piece.to + by }))
  return { ...a, text: `${a.text} ${b.text}`, end: b.end, pieces: [...piecesOf(a), ...moved] }
}

function piecesOf({ text, start, end, pieces }: Line): readonly Piece[] {
  return pieces ?? [{ at: 0, to: text.length, source: start, sourceEnd: end }]
}
