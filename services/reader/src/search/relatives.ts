import { SAME_TEXT, textSimilarity } from '@uniwire/language'
import type { SearchHit, SearchIndex } from '@uniwire/ports'
import type { PublishedArticle } from '@uniwire/projection'
import { linkKind, readSearchSource } from '@uniwire/projection'

/** Another article of the same: a near-duplicate by its words, or what its university calls its translation. */
export interface Relative {
  readonly article: PublishedArticle
  readonly why: 'same-text' | 'translation'
}

export type Relatives = ReadonlyMap<string, readonly Relative[]>

type Linked = Pick<SearchHit, 'id' | 'links'>

/** Of all hits of a page together; the newest are taken. */
const MOST_LINKED = 200
const MOST_RELATIVES = 10

/** By the id of each article that has any, newest first. */
export async function relativesOf(index: SearchIndex, articles: readonly Linked[]): Promise<Relatives> {
  const links = [...new Set(articles.flatMap((one) => one.links ?? []))]
  const linked = links.length === 0 ? [] : await index.linked({ links, limit: MOST_LINKED })
  const pairs = articles.flatMap((one) =>
    linked.flatMap((other) => {
      const why = whyLinked(one, other)
      return why === undefined || other.id === one.id ? [] : [{ one, other, why }]
    }),
  )
  const keysOf = await bodyKeys(
    index,
    pairs.filter(({ why }) => why === 'same-text').flatMap(({ one, other }) => [one.id, other.id]),
  )
  const found = new Map<string, Relative[]>()
  for (const { one, other, why } of pairs) {
    const source = readSearchSource(other.source)
    if (source.kind !== 'visible') continue
    const isSame = () => textSimilarity(keysOf.get(one.id) ?? [], keysOf.get(other.id) ?? []) >= SAME_TEXT
    if (why === 'same-text' && !isSame()) continue
    const relatives = found.get(one.id) ?? []
    if (relatives.length < MOST_RELATIVES) relatives.push({ article: source.article, why })
    found.set(one.id, relatives)
  }
  return found
}

/** A translation that is also the same text, word for word, is a translation all the same. */
function whyLinked(one: Linked, other: Linked): Relative['why'] | undefined {
  const kinds = (one.links ?? []).filter((link) => other.links?.includes(link)).map(linkKind)
  if (kinds.includes('translation')) return 'translation'
  return kinds.includes('same-text') ? 'same-text' : undefined
}

async function bodyKeys(
  index: SearchIndex,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const distinct = [...new Set(ids)]
  const stored = distinct.length === 0 ? [] : await index.get(distinct)
  return new Map(
    stored.flatMap((one) =>
      one?.document.kind === 'article' ? [[one.document.id, one.document.body.key.split(' ')] as const] : [],
    ),
  )
}
