import { errors } from '@elastic/elasticsearch'
import { readDocuments } from './documents.ts'
import type { Engine } from './engine.ts'
import { PURGE_KEY } from './names.ts'
import type { Place } from './views.ts'

interface PurgeSource {
  readonly kind: 'purge'
  /** Since when erased text waits to leave the disk; 0: none does. */
  readonly atMs: number
}

/** A merge rewrites whole segments. */
const MERGE_TIMEOUT_MS = 3_600_000

/** Remembers, in the index, that the text of an article has to leave the disk (log §3: within a day). */
export async function notePurge(place: Place, atMs: number): Promise<void> {
  await writeNote(place, { kind: 'purge', atMs })
}

/**
 * Rewrites every segment with erased documents, so that neither their text nor their tokens are on the disk.
 * `begin` leaves the merging to the engine and does not know its end: the note stays for the next time.
 */
export async function purge({ engine, alias }: Place, how: 'whole' | 'begin'): Promise<void> {
  const [note] = await readDocuments<PurgeSource>(engine, { index: alias, keys: [PURGE_KEY] })
  if (note === undefined || note.source.atMs === 0) return
  // Flushed before: what is not committed yet holds on to deleted documents; after: old segments leave.
  await flush(engine, alias)
  await engine.call((client) =>
    client.indices.forcemerge(
      { index: alias, only_expunge_deletes: true, wait_for_completion: how === 'whole' },
      { requestTimeout: MERGE_TIMEOUT_MS },
    ),
  )
  if (how === 'begin') return
  await flush(engine, alias)
  const condition = { if_seq_no: note.seqNo, if_primary_term: note.primaryTerm }
  // What was erased in between is another note.
  await writeNote({ engine, alias }, { kind: 'purge', atMs: 0 }, condition)
}

async function flush(engine: Engine, alias: string): Promise<void> {
  await engine.call((client) => client.indices.flush({ index: alias, force: true, wait_if_ongoing: true }))
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
