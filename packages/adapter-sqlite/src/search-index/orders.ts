import type { DocValues } from './doc-values.ts'
import type { Compare } from './top.ts'

/** Where a page ended, by value: it holds whatever happens to the article itself. */
export interface OrderKey {
  readonly views: number
  readonly publishedAt: number
  readonly id: string
}

export type KeyedSort = 'newest' | 'views'

/** Descending by (publishedAt, id), for `views` by (views, publishedAt, id): the same as feeds (log §7). */
export function inOrder(values: DocValues, sort: KeyedSort): Compare {
  const { views, publishedAt, ids } = values
  return (a, b) =>
    (sort === 'views' ? (views[b] ?? 0) - (views[a] ?? 0) : 0) ||
    (publishedAt[b] ?? 0) - (publishedAt[a] ?? 0) ||
    descending(ids[a] ?? '', ids[b] ?? '')
}

export function orderKey(values: DocValues, row: number): OrderKey {
  return {
    views: values.views[row] ?? 0,
    publishedAt: values.publishedAt[row] ?? 0,
    id: values.ids[row] ?? '',
  }
}

/** Whether the row comes after the key. */
export function isAfter(values: DocValues, sort: KeyedSort, key: OrderKey): (row: number) => boolean {
  const { views, publishedAt, ids } = values
  return (row) =>
    ((sort === 'views' ? key.views - (views[row] ?? 0) : 0) ||
      key.publishedAt - (publishedAt[row] ?? 0) ||
      descending(ids[row] ?? '', key.id)) > 0
}

function descending(a: string, b: string): number {
  return a === b ? 0 : a < b ? 1 : -1
}
