/** Keeps what was used last, up to a number of bytes. */
export interface ByteCache<V> {
  get(key: string): V | undefined
  set(key: string, value: V): void
  delete(key: string): void
  clear(): void
}

export function createByteCache<V>(maxBytes: number, bytesOf: (value: V) => number): ByteCache<V> {
  // A Map keeps the order of insertion: its first key is the one not used for longest.
  const values = new Map<string, V>()
  let bytes = 0
  const remove = (key: string) => {
    const value = values.get(key)
    if (value === undefined || !values.delete(key)) return
    bytes -= bytesOf(value)
  }
  return {
    get(key) {
      const value = values.get(key)
      if (value === undefined) return undefined
      values.delete(key)
      values.set(key, value)
      return value
    },
    set(key, value) {
      remove(key)
      values.set(key, value)
      bytes += bytesOf(value)
      for (const oldest of values.keys()) {
        if (bytes <= maxBytes || oldest === key) break
        remove(oldest)
      }
    },
    delete: remove,
    clear() {
      values.clear()
      bytes = 0
    },
  }
}
