import { RANKING } from '@uniwire/language'
import type { estypes } from '@elastic/elasticsearch'
import { matchingQuery } from './term-queries.ts'
import type { Term } from './term-queries.ts'

/**
 * The meaning is that of the embedded engine: a hit's score is bm25 × (1 + weight × 2^(−age / half-life)), its
 * age counted from the newest article of the index, so that neither a clock nor a pause between two pages
 * moves a hit. Equal scores: newest first, then by id.
 */
const RECENCY = { weight: 0.25, halfLife: '180d' } as const

/** Far more than one score is of another: what has every word comes before what has some. */
const EVERY_WORD = 1_000

/**
 * Scores every term by what it is found as. `combined_fields` counts a word of the title as several of the
 * body, and rates how rare it is in both together: a word is no rarer for standing in few titles.
 */
export function scoringQuery(
  terms: readonly Term[],
  match: 'all' | 'any',
  newestMs: number,
): estypes.QueryDslQueryContainer {
  const scored = terms.map((term): estypes.QueryDslQueryContainer => ({
    bool: {
      should: term.map(({ family, token }) => ({
        combined_fields: {
          query: token,
          fields: [`title.${family}^${RANKING.title}`, `body.${family}^${RANKING.body}`],
          boost: RANKING[family],
        },
      })),
    },
  }))
  const ranked: estypes.QueryDslQueryContainer = {
    function_score: {
      query: { bool: match === 'all' ? { must: scored } : { should: scored } },
      functions: [
        { weight: 1 },
        {
          weight: RECENCY.weight,
          exp: { publishedAtMs: { origin: newestMs, scale: RECENCY.halfLife, decay: 0.5 } },
        },
      ],
      score_mode: 'sum',
      boost_mode: 'multiply',
    },
  }
  if (match === 'all' || terms.length < 2) return ranked
  const functions = [{ filter: { bool: { filter: matchingQuery(terms, 'all') } }, weight: EVERY_WORD }]
  return { function_score: { query: ranked, functions, boost_mode: 'multiply' } }
}
