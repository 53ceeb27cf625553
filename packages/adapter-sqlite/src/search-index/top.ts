export type Compare = (a: number, b: number) => number

/** The first `count` of `rows` in the order of `compare`, without ordering the rest: a bounded heap. */
export function firstInOrder(rows: Iterable<number>, count: number, compare: Compare): number[] {
  const heap: number[] = []
  for (const row of rows) {
    if (heap.length < count) {
      heap.push(row)
      if (heap.length === count) for (let i = (count >> 1) - 1; i >= 0; i--) sink(heap, i, compare)
    } else if (count > 0 && compare(row, heap[0] ?? 0) < 0) {
      heap[0] = row
      sink(heap, 0, compare)
    }
  }
  return heap.sort(compare)
}

/** The `count`-th largest number, by quickselect; reorders `numbers`. `count` is at least 1. */
export function nthLargest(numbers: Float64Array, count: number): number {
  let low = 0
  let high = numbers.length - 1
  const target = count - 1
  while (low < high) {
    const pivot = numbers[(low + high) >> 1] ?? 0
    let left = low
    let right = high
    while (left <= right) {
      while ((numbers[left] ?? 0) > pivot) left++
      while ((numbers[right] ?? 0) < pivot) right--
      if (left <= right) {
        const held = numbers[left] ?? 0
        numbers[left++] = numbers[right] ?? 0
        numbers[right--] = held
      }
    }
    if (target <= right) high = right
    else if (target >= left) low = left
    else break
  }
  return numbers[target] ?? 0
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
