import type { Engine } from './engine.ts'
import { indexBody } from './mapping.ts'
import type { IndexSettings } from './mapping.ts'
import type { Names } from './names.ts'

/** The indices of one deployment, and the aliases that say which of them is the index. */
export interface Generations {
  /** Id of the generation that is the index, if there is one. */
  current(): Promise<string | undefined>
  /** The index, created under this id where there is none; of several who create one wins. */
  ensure(freshId: string): Promise<string>
  /** A new index beside. */
  create(indexId: string): Promise<void>
  /** Makes this generation the index and removes the one before, in one step. */
  swap(indexId: string): Promise<void>
  /** Nothing if it is gone, or has become the index. */
  remove(indexId: string): Promise<void>
  /** Generations that are not the index. */
  others(): Promise<readonly string[]>
}

interface GenerationsOptions extends IndexSettings {
  readonly engine: Engine
  readonly prefix: string
  readonly names: Names
}

/** Whoever loses the race for the alias looks again. */
const MOST_ATTEMPTS = 5

export function createGenerations({ engine, prefix, names, replicas }: GenerationsOptions): Generations {
  async function indices(name: string): Promise<readonly { index: string; aliases: readonly string[] }[]> {
    const found = await engine.call((client) =>
      client.indices.get({
        index: name,
        features: ['aliases'],
        allow_no_indices: true,
        ignore_unavailable: true,
      }),
    )
    return Object.entries(found).map(([index, { aliases = {} }]) => ({
      index,
      aliases: Object.keys(aliases),
    }))
  }

  async function current(): Promise<string | undefined> {
    const [found] = await indices(names.write)
    if (found === undefined) return undefined
    const indexId = names.parse(found.index)?.indexId
    if (indexId === undefined)
      throw new Error(`the alias ${names.write} is of a foreign index: ${found.index}`)
    return indexId
  }

  async function create(indexId: string, aliases: readonly string[]): Promise<void> {
    await engine.call(
      (client) =>
        client.indices.create({
          index: names.index(indexId),
          ...indexBody(prefix, { replicas }),
          // An alias has one index to write at most: of two who create the first index, one is refused.
          aliases: Object.fromEntries(aliases.map((alias) => [alias, { is_write_index: true }])),
        }),
      'once',
    )
  }

  return {
    current,
    async ensure(freshId) {
      return attempt(async () => {
        const known = await current()
        if (known !== undefined) return known
        await create(freshId, [names.read, names.write, names.generation(freshId)])
        return freshId
      })
    },
    create: (indexId) => create(indexId, [names.generation(indexId)]),
    swap: (indexId) =>
      attempt(async () => {
        const [old] = await indices(names.write)
        const index = names.index(indexId)
        if (old?.index === index) return
        const added = [names.read, names.write].map((alias) => ({
          add: { index, alias, is_write_index: true },
        }))
        // It takes its aliases along; when somebody else has removed it, the whole request fails.
        const removed = old === undefined ? [] : [{ remove_index: { index: old.index } }]
        await engine.call((client) => client.indices.updateAliases({ actions: [...added, ...removed] }))
      }),
    async remove(indexId) {
      const index = names.index(indexId)
      const [found] = await indices(index)
      if (found === undefined || found.aliases.includes(names.write)) return
      await engine.call((client) => client.indices.delete({ index, ignore_unavailable: true }))
    },
    async others() {
      const found = await indices(names.pattern)
      return found
        .filter(({ aliases }) => !aliases.includes(names.write))
        .flatMap(({ index }) => names.parse(index)?.indexId ?? [])
    },
  }
}

/** Conflicts of two who move the aliases come as 404, as 400 or as 500. */
async function attempt<T>(work: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await work()
    } catch (error) {
      if (attempts === MOST_ATTEMPTS) throw error
    }
  }
}
