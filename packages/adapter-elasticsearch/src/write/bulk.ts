import { EngineUnavailableError } from '@uniwire/ports'
import type { Engine } from '../engine/engine.ts'
import { IndexGoneError, isGone, isPermanent, RequestRefusedError } from '../engine/engine-errors.ts'
import { refusedReason } from '../engine/refused-reason.ts'
import type { Failure } from '../engine/refused-reason.ts'

/** A whole document with the version it has outside; never a part of one, never a deletion (log §5). */
export interface Write {
  readonly key: string
  readonly version: number
  /** `external_gte` also takes the version that is stored. */
  readonly versionType: 'external' | 'external_gte'
  readonly source: object
}

export type Written =
  /** `isNew`: there was no document of this key. */
  | { readonly kind: 'written'; readonly isNew: boolean }
  | { readonly kind: 'stale' }
  | { readonly kind: 'refused'; readonly reason: string }

/** Of one request; Elasticsearch's own client flushes at as much. */
const MAX_REQUEST_BYTES = 5 * 1024 * 1024

/**
 * Writes to an alias, in order, and says of each what became of it. An item that may be taken later fails the
 * whole with an `EngineUnavailableError`: all of it may be repeated, since versions are external.
 */
export async function bulkWrite(
  engine: Engine,
  alias: string,
  writes: readonly Write[],
): Promise<readonly Written[]> {
  const written: Written[] = []
  let lines: (readonly [action: string, source: string])[] = []
  let bytes = 0
  for (const { key, version, versionType, source } of writes) {
    const action = JSON.stringify({ index: { _id: key, version, version_type: versionType } })
    const text = JSON.stringify(source)
    const size = Buffer.byteLength(text)
    if (bytes + size > MAX_REQUEST_BYTES && lines.length > 0) {
      written.push(...(await send(engine, alias, lines)))
      lines = []
      bytes = 0
    }
    lines.push([action, text])
    bytes += size
  }
  if (lines.length > 0) written.push(...(await send(engine, alias, lines)))
  return written
}

/** One request; halved when it is refused whole, so that the one that is too much stands alone. */
async function send(
  engine: Engine,
  alias: string,
  lines: readonly (readonly [action: string, source: string])[],
): Promise<readonly Written[]> {
  try {
    return await request(engine, alias, lines.flat())
  } catch (error) {
    if (!(error instanceof RequestRefusedError)) throw error
    if (lines.length === 1) return [{ kind: 'refused', reason: error.message }]
    const half = lines.length >> 1
    return [
      ...(await send(engine, alias, lines.slice(0, half))),
      ...(await send(engine, alias, lines.slice(half))),
    ]
  }
}

async function request(engine: Engine, alias: string, operations: string[]): Promise<readonly Written[]> {
  const answer = await engine.call((client) =>
    client.bulk({
      index: alias,
      operations,
      require_alias: true,
      filter_path: ['items.*.status', 'items.*.error.type', 'items.*.error.reason'],
    }),
  )
  return answer.items.map((item) => {
    const { status = 500, error } = item.index ?? {}
    if (error === undefined) return { kind: 'written', isNew: status === 201 }
    return outcomeOf({ status, type: error.type, reason: error.reason ?? '' })
  })
}

function outcomeOf(failure: Failure): Written {
  const { status, type, reason } = failure
  if (status === 409) return { kind: 'stale' }
  if (isPermanent(failure)) return { kind: 'refused', reason: refusedReason(failure) }
  if (isGone(failure)) throw new IndexGoneError(`Elasticsearch has no such index: ${type}: ${reason}`)
  throw new EngineUnavailableError(`Elasticsearch takes no document now (${status}): ${type}: ${reason}`)
}
