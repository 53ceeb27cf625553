export type Compare = (a: number, b: number) => number

/** The first `count` of `rows` in the order of `compare`, without ordering the rest: a bounded heap. */
export function firstInOrder(rows: Iterable<number>, count: number, compare: Compare): number[] {
  const heap: number[] = []
  if (count <= 0) return heap
  for (const row of rows) {
    if (heap.length < count) {
      heap.push(row)
      if (heap.length === count) for (let i = (count >> 1) - 1; i >= 0; i--) sink(heap, i, compare)
    } else if (compare(row, heap[0] ?? 0) < 0) {
      heap[0] = row
      sink(heap, 0, compare)
    }
  }
  return heap.sort(compare)
}

/** Restores the heap below `index`; the last in order is at the top. */
function sink(heap: number[], index: number, compare: Compare): void {
  const value = heap[index] ?? 0
  let hole = index
  for (;;) {
    const left = 2 * hole + 1
    if (left >= heap.length) break
    const right = left + 1
    const child = right < heap.length && compare(heap[right] ?? 0, heap[left] ?? 0) > 0 ? right : left
    if (compare(heap[child] ?? 0, value) <= 0) break
    heap[hole] = heap[child] ?? 0
    hole = child
  }
  heap[hole] = value
}
