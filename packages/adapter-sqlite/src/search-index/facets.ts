import type { FacetCount, SearchFacets } from '@uniwire/ports'
import { PASSES } from './filters.ts'
import type { Category, DocValues } from './doc-values.ts'

/** The most frequent values of each facet are given, up to this many. */
const MAX_FACET_VALUES = 1_000

export interface FacetCounter {
  /** `passed` as a `FilterTest` gives it. */
  count(row: number, passed: number): void
  facets(): SearchFacets
}

/** The filter of `year` and `month` is the range of dates. */
export function facetCounter(values: DocValues): FacetCounter {
  const universities = new Uint32Array(values.universities.size)
  const languages = new Uint32Array(values.languages.size)
  const sets = new Uint32Array(values.categorySets.size)
  const years = new Uint32Array(10_000)
  // By the month since the year 0.
  const months = new Uint32Array(years.length * 12)
  const { university, language, categories, year, day } = values
  return {
    count(row, passed) {
      if ((passed | PASSES.university) === PASSES.all) increment(universities, university[row])
      if ((passed | PASSES.language) === PASSES.all) increment(languages, language[row])
      if ((passed | PASSES.category) === PASSES.all) increment(sets, categories[row])
      if ((passed | PASSES.date) === PASSES.all) {
        increment(years, year[row])
        increment(months, (year[row] ?? 0) * 12 + (Math.floor((day[row] ?? 0) / 100) % 100) - 1)
      }
    },
    facets: () => ({
      university: plainFacet(values.universities.values(), universities),
      language: plainFacet(values.languages.values(), languages),
      category: categoryFacet(values.categorySets.values(), sets),
      year: plainFacet(
        Array.from(years, (_, number) => String(number).padStart(4, '0')),
        years,
      ),
      month: monthFacet(years, months),
    }),
  }
}

function increment(counts: Uint32Array, index = 0): void {
  counts[index] = (counts[index] ?? 0) + 1
}

function plainFacet(all: Iterable<string>, counts: Uint32Array): readonly FacetCount[] {
  return mostFrequent(
    [...all].flatMap((value, code) => {
      const count = counts[code] ?? 0
      return count === 0 ? [] : [{ value, label: value, count }]
    }),
  )
}

function monthFacet(years: Uint32Array, months: Uint32Array): readonly FacetCount[] {
  const found: FacetCount[] = []
  for (const [year, articles] of years.entries()) {
    for (let month = 0; articles > 0 && month < 12; month++) {
      const count = months[year * 12 + month] ?? 0
      const value = `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}`
      if (count > 0) found.push({ value, label: value, count })
    }
  }
  return mostFrequent(found)
}

/** The label of a key is the one most of the counted articles show, of equals the first by code point. */
function categoryFacet(all: Iterable<readonly Category[]>, counts: Uint32Array): readonly FacetCount[] {
  const labelsByKey = new Map<string, Map<string, number>>()
  for (const [code, set] of [...all].entries()) {
    const count = counts[code] ?? 0
    if (count === 0) continue
    for (const { key, label } of set) {
      const labels = labelsByKey.get(key) ?? new Map<string, number>()
      labels.set(label, (labels.get(label) ?? 0) + count)
      labelsByKey.set(key, labels)
    }
  }
  return mostFrequent(
    Array.from(labelsByKey, ([value, labels]) => {
      const ranked = mostFrequent(Array.from(labels, ([label, count]) => ({ value: label, label, count })))
      return {
        value,
        label: ranked[0]?.label ?? value,
        count: ranked.reduce((sum, { count }) => sum + count, 0),
      }
    }),
  )
}

function mostFrequent(counts: readonly FacetCount[]): readonly FacetCount[] {
  return counts
    .toSorted((a, b) => b.count - a.count || Buffer.compare(Buffer.from(a.value), Buffer.from(b.value)))
    .slice(0, MAX_FACET_VALUES)
}
