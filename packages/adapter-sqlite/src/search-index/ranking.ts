import type { RANKING } from '@uniwire/language'

/** Measured by `@uniwire/language`, whose streams they weigh. */
export type FieldWeights = { readonly [Name in keyof typeof RANKING]: number }

/**
 * A hit's score is bm25 × (1 + weight × 2^(−age / half-life)), its age counted from the newest article of the
 * index, so that neither a clock nor a pause between two pages moves a hit. Recency is applied to the best
 * `window` hits by bm25; the others follow by bm25 alone. Equal scores: newest first. The same numbers hold
 * for every engine.
 */
export const RECENCY = { weight: 0.25, halfLifeDays: 180, window: 200 } as const

/**
 * At most this many matches are scored: scoring all 100,000 articles takes 0.2 s of processor time. Of the
 * alternatives of a query only the rarest then count, as many as fit; a word in more articles than this says
 * next to nothing (bm25). What is not scored follows: first the articles with the words in their title, then
 * the others, newest first.
 */
export const MAX_SCORED = 8_000

/** The arguments of bm25(), in the order of the columns of `terms`. */
export function bm25Weights({ title, body, stem, key, exact }: FieldWeights): string {
  return [stem, key, exact].flatMap((family) => [title * family, body * family]).join(', ')
}

const DAY_MS = 86_400_000

export function recencyFactor(publishedAt: number, newestAt: number): number {
  const ageDays = Math.max(0, newestAt - publishedAt) / DAY_MS
  return 1 + RECENCY.weight * 2 ** (-ageDays / RECENCY.halfLifeDays)
}
