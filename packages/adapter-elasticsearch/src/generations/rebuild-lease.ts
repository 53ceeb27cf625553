import { readDocuments } from '../documents.ts'
import type { Engine } from '../engine/engine.ts'
import { LEASE_KEY } from '../names.ts'
import type { Names } from '../names.ts'

/** A rebuild says as often that it lives; one that was silent for five times as long is a leftover. */
export const LEASE_EVERY_MS = 60_000
const LEASE_MS = 5 * LEASE_EVERY_MS

interface LeaseSource {
  readonly kind: 'lease'
  readonly atMs: number
}

export interface Lease {
  readonly engine: Engine
  readonly names: Names
  readonly now: () => number
}

export async function renewLease({ engine, names, now }: Lease, indexId: string): Promise<void> {
  const document: LeaseSource = { kind: 'lease', atMs: now() }
  await engine.call((client) =>
    client.index({ index: names.generation(indexId), id: LEASE_KEY, document, require_alias: true }),
  )
}

/** Other processes of this deployment may be building: theirs is left alone. */
export async function isAbandoned({ engine, names, now }: Lease, indexId: string): Promise<boolean> {
  const index = names.index(indexId)
  const [found] = await readDocuments<LeaseSource>(engine, { index, keys: [LEASE_KEY] })
  return now() - (found?.source.atMs ?? (await createdAt(engine, index))) > LEASE_MS
}

/** For the moment between its creation and its first lease. */
async function createdAt(engine: Engine, index: string): Promise<number> {
  const answer = await engine.call((client) => client.indices.getSettings({ index, flat_settings: true }))
  const settings: Readonly<Record<string, unknown>> = { ...answer[index]?.settings }
  return Number(settings['index.creation_date'] ?? 0)
}
