import type { TitleWord, TitleWordsRequest } from '@uniwire/ports'
import type { Reader } from './page-request.ts'

interface Answer {
  readonly words: {
    readonly buckets: readonly { readonly key: string; readonly doc_count: number }[]
  }
}

/** Longer patterns are too complex for Lucene, which refuses the request. */
const LONGEST_WORD = 100

/** Most frequent first, then by code point: as a terms aggregation orders them. */
export async function titleWords(
  { engine, names }: Reader,
  { beginnings, minLength, maxLength, limit }: TitleWordsRequest,
): Promise<readonly TitleWord[]> {
  const patterns = beginnings.flatMap((beginning) => {
    const length = Array.from(beginning).length
    const [least, most] = [Math.max(0, minLength - length), Math.min(maxLength, LONGEST_WORD) - length]
    return most < least ? [] : [`${literally(beginning)}.{${least},${most}}`]
  })
  if (patterns.length === 0 || limit <= 0) return []
  const answer = await engine.call((client) =>
    client.search<unknown, Answer>({
      index: names.read,
      size: 0,
      track_total_hits: false,
      aggs: {
        words: {
          terms: {
            field: 'titleWords',
            include: patterns.join('|'),
            size: limit,
            order: [{ _count: 'desc' }, { _key: 'asc' }],
          },
        },
      },
    }),
  )
  const { buckets = [] } = answer.aggregations?.words ?? {}
  return buckets.map(({ key, doc_count }) => ({ word: key, articles: doc_count }))
}

/** Every sign may mean something in a pattern of Lucene; a letter or digit does not. */
function literally(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, String.raw`\$&`)
}
