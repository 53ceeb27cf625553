/** A value, and where in the posted document it stands: a JSON pointer (RFC 6901). */
export interface Placed<T> {
  readonly value: T
  readonly pointer: string
}

/** Each item of a list with its own pointer. */
export function placedItems<T>(items: readonly T[] | undefined, pointer: string): readonly Placed<T>[] {
  return (items ?? []).map((value, place) => ({ value, pointer: `${pointer}/${place}` }))
}
