/**
 * Weights for BM25 over the six columns: (title | body) × (stem | key | exact). What is asked for: any of
 * `contentTerms` in any stream; without a hit, any of all terms. Measured with `bench/relevance.ts` (README, "What
 * was measured"): the weights lie on a plateau, dropping function words and adding the key do not.
 */
export const RANKING = { title: 3, body: 1, stem: 1, key: 1, exact: 0.2 } as const
