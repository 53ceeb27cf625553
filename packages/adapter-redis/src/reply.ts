/** Readers of replies. They throw TypeError: what has another shape was not written by this package. */

export function list(reply: unknown): readonly unknown[] {
  if (!Array.isArray(reply)) throw new TypeError(`a reply that is no list: ${typeof reply}`)
  return reply
}

export function text(reply: unknown): string {
  if (typeof reply !== 'string') throw new TypeError(`a reply that is no text: ${typeof reply}`)
  return reply
}

/** Redis tells integers as integers, and those in hashes and sorted sets as text. */
export function integer(reply: unknown): number {
  const value = typeof reply === 'string' && reply !== '' ? Number(reply) : reply
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new TypeError('a reply that is no integer')
  return value
}

/** Counts by name, from JSON. */
export function counts(reply: unknown): Readonly<Record<string, number>> {
  const parsed: unknown = JSON.parse(text(reply))
  if (typeof parsed !== 'object' || parsed === null) throw new TypeError('a reply that is no object')
  return Object.fromEntries(Object.entries(parsed).map(([name, count]) => [name, integer(count)]))
}

/** Members and scores, one after the other, as pairs. */
export function scored(reply: unknown): readonly (readonly [member: string, score: number])[] {
  const flat = list(reply)
  return Array.from({ length: flat.length / 2 }, (_, n) => [text(flat[2 * n]), integer(flat[2 * n + 1])])
}
