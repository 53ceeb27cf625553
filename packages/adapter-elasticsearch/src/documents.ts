import { IndexGoneError } from './engine/engine-errors.ts'
import type { Engine } from './engine/engine.ts'

export interface Found<T> {
  /** The index behind an alias. */
  readonly index: string
  readonly version: number
  readonly seqNo: number
  readonly primaryTerm: number
  readonly source: T
}

export interface ReadRequest {
  /** Index or alias. */
  readonly index: string
  /** `_id`s. */
  readonly keys: readonly string[]
  /** Members of the sources to give; all unless told. */
  readonly members?: readonly string[]
}

/** Whole documents may be large, and an answer is held in memory. */
const MAX_KEYS = 100
/** With few members an answer is small. */
const MAX_KEYS_OF_MEMBERS = 1_000

/** Realtime: also what no refresh has shown yet. In the order asked. */
export async function readDocuments<T>(
  engine: Engine,
  { index, keys, members }: ReadRequest,
): Promise<readonly (Found<T> | undefined)[]> {
  const found: (Found<T> | undefined)[] = []
  const most = members === undefined ? MAX_KEYS : MAX_KEYS_OF_MEMBERS
  for (let start = 0; start < keys.length; start += most) {
    const ids = keys.slice(start, start + most)
    const answer = await engine.call((client) =>
      client.mget<T>({ index, ids, ...(members && { _source_includes: [...members] }) }),
    )
    for (const item of answer.docs) {
      if ('error' in item) {
        throw new IndexGoneError(`${item._index}: ${item.error.type}: ${item.error.reason ?? ''}`)
      }
      found.push(
        item.found && item._source !== undefined
          ? {
              index: item._index,
              version: item._version ?? 0,
              seqNo: item._seq_no ?? 0,
              primaryTerm: item._primary_term ?? 0,
              source: item._source,
            }
          : undefined,
      )
    }
  }
  return found
}
