/**
 * How the streams weigh in BM25 and what to ask for; measured with `bench/relevance.ts` (README). Columns in the
 * order of the index: title and body of each stream.
 */
export const RANKING = {
  weights: { titleStem: 3, bodyStem: 1, titleKey: 3, bodyKey: 1, titleExact: 0.6, bodyExact: 0.2 },
  /** Fewer hits than this: ask again with every word, function words too. */
  fewHits: 1,
} as const
