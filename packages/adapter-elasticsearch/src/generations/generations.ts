import type { Engine } from '../engine/engine.ts'
import { indexBody } from '../mapping.ts'
import type { IndexSettings } from '../mapping.ts'
import type { Names } from '../names.ts'

/** The indices of one deployment, and the aliases that say which of them is the index. */
export interface Generations {
  /** Id of the generation that is the index, if there is one. */
  current(): Promise<string | undefined>
  /** The index, created under this id where there is none; of several who create one wins. */
  ensure(freshId: string): Promise<string>
  /** A new index beside. */
  create(indexId: string): Promise<void>
  /** Makes this generation the index, keeps the one before, and removes what was kept, in one step. */
  swap(indexId: string): Promise<void>
  /** Id of the generation before the last swap. */
  kept(): Promise<string | undefined>
  forgetKept(): Promise<void>
  /** Nothing if it is gone, is the index, or is kept. */
  remove(indexId: string): Promise<void>
  /** Generations that are neither the index nor kept. */
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

  /** Id of the generation that has an alias. */
  async function idOf(alias: string): Promise<string | undefined> {
    const [found] = await indices(alias)
    if (found === undefined) return undefined
    const indexId = names.parse(found.index)?.indexId
    if (indexId === undefined) throw new Error(`the alias ${alias} is of a foreign index: ${found.index}`)
    return indexId
  }
  const current = () => idOf(names.write)
  const isInUse = ({ aliases }: { readonly aliases: readonly string[] }) =>
    aliases.includes(names.write) || aliases.includes(names.kept)

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
        // One that was kept may have another layout in its name.
        const [found] = await indices(names.generation(indexId))
        const index = found?.index ?? names.index(indexId)
        if (old?.index === index) return
        const before = (await indices(names.kept)).filter((kept) => kept.index !== index)
        const both = [names.read, names.write]
        await engine.call((client) =>
          client.indices.updateAliases({
            actions: [
              ...both.map((alias) => ({ add: { index, alias, is_write_index: true } })),
              ...(found?.aliases.includes(names.kept) ? [{ remove: { index, alias: names.kept } }] : []),
              ...(old === undefined ? [] : [{ remove: { index: old.index, aliases: both } }]),
              ...(old === undefined ? [] : [{ add: { index: old.index, alias: names.kept } }]),
              // It takes its aliases along; when somebody else has removed it, the whole request fails.
              ...before.map((kept) => ({ remove_index: { index: kept.index } })),
            ],
          }),
        )
      }),
    kept: () => idOf(names.kept),
    async forgetKept() {
      for (const { index } of await indices(names.kept))
        await engine.call((client) => client.indices.delete({ index, ignore_unavailable: true }))
    },
    async remove(indexId) {
      const index = names.index(indexId)
      const [found] = await indices(index)
      if (found === undefined || isInUse(found)) return
      await engine.call((client) => client.indices.delete({ index, ignore_unavailable: true }))
    },
    async others() {
      const found = await indices(names.pattern)
      return found.filter((one) => !isInUse(one)).flatMap(({ index }) => names.parse(index)?.indexId ?? [])
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
