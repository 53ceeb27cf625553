import type { FeedFrame } from './model.ts'

/**
 * A document of fragments that were rendered before. Concatenation only links the strings; they are copied once, when
 * somebody reads the whole, where `join` and two more concatenations would copy them twice.
 */
export function joinFragments({ before, between, after }: FeedFrame, fragments: readonly string[]): string {
  let document = before
  for (const [index, fragment] of fragments.entries()) document += index === 0 ? fragment : between + fragment
  return document + after
}
