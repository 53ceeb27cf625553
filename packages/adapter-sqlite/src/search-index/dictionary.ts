/** Small whole numbers for values that repeat, in order of first appearance. */
export interface Dictionary<T> {
  readonly size: number
  /** The number of this value, a new one when it was never seen. */
  code(value: T): number
  /** `undefined` for a value never seen. */
  find(value: T): number | undefined
  values(): Iterable<T>
}

export function dictionary<T>(keyOf: (value: T) => string): Dictionary<T> {
  const codes = new Map<string, number>()
  const values: T[] = []
  return {
    get size() {
      return values.length
    },
    code(value) {
      const key = keyOf(value)
      const known = codes.get(key)
      if (known !== undefined) return known
      codes.set(key, values.length)
      return values.push(value) - 1
    },
    find: (value) => codes.get(keyOf(value)),
    values: () => values,
  }
}
