import { setTimeout as delay } from 'node:timers/promises'
import { errors } from '@elastic/elasticsearch'
import { readDocuments } from '../documents.ts'
import type { Engine } from '../engine/engine.ts'
import { PURGE_KEY } from '../names.ts'
import type { Place } from './views.ts'

interface PurgeSource {
  readonly kind: 'purge'
  /** Since when erased text waits to leave the disk; 0: none does. */
  readonly atMs: number
}

/** A merge rewrites whole segments. */
const MERGE_TIMEOUT_MS = 3_600_000
const POLL_MS = 500

/** Remembers, in the index, that the text of an article has to leave the disk (log §3: within a day). */
export async function notePurge(place: Place, atMs: number): Promise<void> {
  await writeNote(place, { kind: 'purge', atMs })
}

export interface PurgeOptions {
  /** How long to wait until the engine lets go of what was deleted. */
  readonly waitMs: number
  /** `begin` leaves the merging to the engine and does not know its end: the note stays for the next time. */
  readonly how: 'whole' | 'begin'
}

/**
 * Rewrites every segment with erased documents, so that neither their text nor their tokens are on the disk.
 * `false` while that cannot be: Elasticsearch keeps deleted documents for copies that may have to catch up,
 * under leases that it moves on every 30 s (measured), and merges hold on to them until then.
 */
export async function purge({ engine, alias }: Place, { waitMs, how }: PurgeOptions): Promise<boolean> {
  const [note] = await readDocuments<PurgeSource>(engine, { index: alias, keys: [PURGE_KEY] })
  if (note === undefined || note.source.atMs === 0) return true
  // What is not committed is held on to as well, and the translog has it in clear.
  await engine.call((client) => client.indices.flush({ index: alias, force: true, wait_if_ongoing: true }))
  // The note was written after what it is about.
  if (!(await isLetGo({ engine, alias }, note.seqNo, waitMs))) return false
  await engine.call((client) =>
    client.indices.forcemerge(
      { index: alias, only_expunge_deletes: true, flush: true, wait_for_completion: how === 'whole' },
      { requestTimeout: MERGE_TIMEOUT_MS },
    ),
  )
  if (how === 'begin') return true
  const condition = { if_seq_no: note.seqNo, if_primary_term: note.primaryTerm }
  // What was erased in between is another note.
  await writeNote({ engine, alias }, { kind: 'purge', atMs: 0 }, condition)
  return true
}

async function isLetGo({ engine, alias }: Place, seqNo: number, waitMs: number): Promise<boolean> {
  for (let waited = 0; ; waited += POLL_MS) {
    if ((await oldestKept(engine, alias)) > seqNo) return true
    if (waited >= waitMs) return false
    await delay(POLL_MS, undefined, { ref: false })
  }
}

/** The first operation that some lease still keeps. */
async function oldestKept(engine: Engine, alias: string): Promise<number> {
  const { indices = {} } = await engine.call((client) =>
    client.indices.stats({ index: alias, metric: 'docs', level: 'shards' }),
  )
  const shards = Object.values(indices).flatMap((index) => Object.values(index.shards ?? {}).flat())
  const leases = shards.flatMap((shard) => shard.retention_leases?.leases ?? [])
  return Math.min(...leases.map(({ retaining_seq_no: kept }) => kept))
}

async function writeNote(
  { engine, alias }: Place,
  document: PurgeSource,
  condition: { readonly if_seq_no?: number; readonly if_primary_term?: number } = {},
): Promise<void> {
  await engine.call(async (client) => {
    try {
      await client.index({ index: alias, id: PURGE_KEY, document, require_alias: true, ...condition })
    } catch (error) {
      if (error instanceof errors.ResponseError && error.statusCode === 409) return
      throw error
    }
  })
}
