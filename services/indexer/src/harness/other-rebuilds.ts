import type { SearchIndex } from '@uniwire/ports'

/** Takes nothing into a new index before it is told to. */
export function withSlowRebuilds(index: SearchIndex, goOn: Promise<void>): SearchIndex {
  return withRebuilds(index, async (documents, apply) => {
    await goOn
    return apply(documents)
  })
}

/** As a faulty release: these articles never come to a new index. */
export function withLeakyRebuilds(index: SearchIndex, lost: readonly string[]): SearchIndex {
  return withRebuilds(index, async (documents, apply) => {
    const all = await Array.fromAsync(documents)
    await apply(all.filter(({ id }) => !lost.includes(id)))
    return all.map(() => ({ kind: 'applied' }))
  })
}

type Apply = SearchIndex['apply']

function withRebuilds(
  index: SearchIndex,
  apply: (documents: Parameters<Apply>[0], real: Apply) => ReturnType<Apply>,
): SearchIndex {
  return {
    ...index,
    get indexId() {
      return index.indexId
    },
    async beginRebuild() {
      const rebuild = await index.beginRebuild()
      return { ...rebuild, apply: (documents) => apply(documents, (some) => rebuild.apply(some)) }
    },
  }
}
