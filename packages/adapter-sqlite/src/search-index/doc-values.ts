import type { SearchableArticle } from '@uniwire/ports'
import { dictionary } from './dictionary.ts'
import type { Dictionary } from './dictionary.ts'

export type Category = SearchableArticle['categories'][number]

/** What filters, facets and orders look at; the part of an article that is held in memory. */
export type ArticleValues = Pick<
  SearchableArticle,
  'id' | 'university' | 'language' | 'categories' | 'publishedAt' | 'day' | 'firstSequence' | 'baselineViews'
>

/**
 * One array per field, indexed by the article's row in the database: filters, facets and orders of a whole
 * index are one pass over memory (measured in `bench/search.ts`), where a join would look up every match.
 * About 70 bytes and the id per article. Replaced by larger arrays as the index grows: do not keep one.
 */
export interface DocValues {
  /** One more than the highest row. */
  rows: number
  visible: Uint8Array
  university: Uint32Array
  language: Uint32Array
  categories: Uint32Array
  year: Uint16Array
  /** The calendar day as a number, 20231012. */
  day: Uint32Array
  /** Milliseconds since 1970. */
  publishedAt: Float64Array
  firstSequence: Float64Array
  /** Baseline and live views together: what is shown and sorted by. */
  views: Float64Array
  liveViews: Float64Array
  readonly ids: string[]
  readonly universities: Dictionary<string>
  readonly languages: Dictionary<string>
  /** Articles share few sets of categories: counting sets first is what makes this facet cheap. */
  readonly categorySets: Dictionary<readonly Category[]>
  highestSequence: number
  /** Rises with every change that can alter a ranking. */
  changes: number
}

export function emptyDocValues(): DocValues {
  return {
    rows: 0,
    ...arraysFor(1024),
    ids: [],
    universities: dictionary((value) => value),
    languages: dictionary((value) => value),
    categorySets: dictionary((categories) =>
      JSON.stringify(categories.map(({ key, label }) => [key, label])),
    ),
    highestSequence: 0,
    changes: 0,
  }
}

export function showArticle(values: DocValues, row: number, article: ArticleValues): void {
  makeRoom(values, row)
  values.visible[row] = 1
  values.university[row] = values.universities.code(article.university)
  values.language[row] = values.languages.code(article.language)
  values.categories[row] = values.categorySets.code(distinctCategories(article.categories))
  values.year[row] = Number(article.day.slice(0, 4))
  values.day[row] = dayNumber(article.day)
  values.publishedAt[row] = Date.parse(article.publishedAt)
  values.firstSequence[row] = article.firstSequence
  values.views[row] = article.baselineViews + (values.liveViews[row] ?? 0)
  values.ids[row] = article.id
  values.highestSequence = Math.max(values.highestSequence, article.firstSequence)
  values.changes++
}

export function hideArticle(values: DocValues, row: number, id: string): void {
  makeRoom(values, row)
  values.visible[row] = 0
  values.ids[row] = id
  values.changes++
}

export function setLiveViews(values: DocValues, row: number, live: number): void {
  makeRoom(values, row)
  values.views[row] = (values.views[row] ?? 0) - (values.liveViews[row] ?? 0) + live
  values.liveViews[row] = live
}

export function dayNumber(day: string): number {
  return Number(day.replaceAll('-', ''))
}

/** A key that an article names twice counts once, under its first label. */
function distinctCategories(categories: readonly Category[]): readonly Category[] {
  const byKey = new Map<string, Category>()
  for (const category of categories) if (!byKey.has(category.key)) byKey.set(category.key, category)
  return [...byKey.values()]
}

function arraysFor(rows: number) {
  return {
    visible: new Uint8Array(rows),
    university: new Uint32Array(rows),
    language: new Uint32Array(rows),
    categories: new Uint32Array(rows),
    year: new Uint16Array(rows),
    day: new Uint32Array(rows),
    publishedAt: new Float64Array(rows),
    firstSequence: new Float64Array(rows),
    views: new Float64Array(rows),
    liveViews: new Float64Array(rows),
  }
}

function makeRoom(values: DocValues, row: number): void {
  while (values.ids.length <= row) values.ids.push('')
  values.rows = Math.max(values.rows, row + 1)
  if (row < values.visible.length) return
  const larger = arraysFor(Math.max(row + 1, Math.ceil(values.visible.length * 1.5)))
  larger.visible.set(values.visible)
  larger.university.set(values.university)
  larger.language.set(values.language)
  larger.categories.set(values.categories)
  larger.year.set(values.year)
  larger.day.set(values.day)
  larger.publishedAt.set(values.publishedAt)
  larger.firstSequence.set(values.firstSequence)
  larger.views.set(values.views)
  larger.liveViews.set(values.liveViews)
  Object.assign(values, larger)
}
