import type { ArticleId } from '@uniwire/newsroom'

/** Which articles a document had already. */
export interface SeenArticles {
  /** `false` when it was there before. */
  add(id: ArticleId): boolean
}

const WORDS = 3
const FIRST_SLOTS = 1_024

/**
 * A set of 96 of an id's random bits: 12 to 48 bytes an article, where a set of strings would take a hundred. Two of
 * a million articles are taken for one with a probability of 10⁻¹⁷.
 */
export function createSeenArticles(): SeenArticles {
  let slots = FIRST_SLOTS
  let words = new Uint32Array(slots * WORDS)
  let size = 0
  const put = (a: number, b: number, c: number): boolean => {
    for (let slot = a % slots; ; slot = (slot + 1) % slots) {
      const at = slot * WORDS
      if (words[at] === 0 && words[at + 1] === 0 && words[at + 2] === 0) {
        words.set([a, b, c], at)
        return true
      }
      if (words[at] === a && words[at + 1] === b && words[at + 2] === c) return false
    }
  }
  const grow = (): void => {
    const before = words
    slots *= 2
    words = new Uint32Array(slots * WORDS)
    for (let at = 0; at < before.length; at += WORDS) {
      const [a = 0, b = 0, c = 0] = before.subarray(at, at + WORDS)
      if (a !== 0 || b !== 0 || c !== 0) put(a, b, c)
    }
  }
  return {
    add(id) {
      if (size * 2 >= slots) grow()
      const hex = id.replaceAll('-', '')
      // Of a UUID, all but the version and the variant (RFC 9562 §5.5); never all zero, which marks a free slot.
      const [a, b, c] = [hex.slice(0, 8), hex.slice(17, 24) + hex[8], hex.slice(24, 32)].map((part) =>
        Number.parseInt(part, 16),
      )
      const isNew = put(a ?? 0, b ?? 0, (c ?? 0) || 1)
      if (isNew) size += 1
      return isNew
    },
  }
}
