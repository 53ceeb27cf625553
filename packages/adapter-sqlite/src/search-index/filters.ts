import type { Moment, SearchFilters } from '@uniwire/ports'
import { dayNumber } from './doc-values.ts'
import type { DocValues } from './doc-values.ts'
import type { Dictionary } from './dictionary.ts'

/** One bit per filter that an article passes; a facet is counted where all bits but its own are set. */
export const PASSES = { university: 1, language: 2, category: 4, date: 8, all: 15 } as const

/** The filters that this article passes, as a sum of `PASSES`. */
export type FilterTest = (row: number) => number

/** Good for as long as the doc values do not change. */
export function filterTest(values: DocValues, filters: SearchFilters): FilterTest {
  const universities = allowedCodes(values.universities, filters.universities)
  const languages = allowedCodes(values.languages, filters.languages)
  const categorySets = allowedSets(values, filters.categories)
  const dates = dateTest(values, filters)
  const { university, language, categories } = values
  return (row) =>
    (universities === undefined || universities[university[row] ?? 0] === 1 ? PASSES.university : 0) |
    (languages === undefined || languages[language[row] ?? 0] === 1 ? PASSES.language : 0) |
    (categorySets === undefined || categorySets[categories[row] ?? 0] === 1 ? PASSES.category : 0) |
    (dates(row) ? PASSES.date : 0)
}

function allowedCodes(codes: Dictionary<string>, wanted: readonly string[]): Uint8Array | undefined {
  if (wanted.length === 0) return undefined
  const allowed = new Uint8Array(codes.size)
  for (const value of wanted) {
    const code = codes.find(value)
    if (code !== undefined) allowed[code] = 1
  }
  return allowed
}

function allowedSets(values: DocValues, wanted: readonly string[]): Uint8Array | undefined {
  if (wanted.length === 0) return undefined
  const keys = new Set(wanted)
  return Uint8Array.from(values.categorySets.values(), (set) =>
    set.some(({ key }) => keys.has(key)) ? 1 : 0,
  )
}

/** A day is the article's own, both ends included; of instants the end is not (contract §5). */
function dateTest(values: DocValues, { from, to }: SearchFilters): FilterTestOfDate {
  if (from === undefined && to === undefined) return () => true
  const { day, publishedAt } = values
  const [fromDay, fromInstant] = bounds(from, -Infinity)
  const [toDay, toInstant] = bounds(to, Infinity)
  return (row) => {
    const ofRow = day[row] ?? 0
    const instant = publishedAt[row] ?? 0
    return ofRow >= fromDay && ofRow <= toDay && instant >= fromInstant && instant < toInstant
  }
}

type FilterTestOfDate = (row: number) => boolean

function bounds(moment: Moment | undefined, open: number): readonly [day: number, instant: number] {
  if (moment === undefined) return [open, open]
  return moment.kind === 'day' ? [dayNumber(moment.day), open] : [open, Date.parse(moment.instant)]
}
