import { errors } from '@elastic/elasticsearch'
import type { Checkpoint } from '@uniwire/ports'
import type { Found } from './documents.ts'
import { readDocuments } from './documents.ts'
import type { Engine } from './engine.ts'
import { CHECKPOINT_KEY } from './names.ts'

interface CheckpointSource {
  readonly kind: 'checkpoint'
  readonly checkpoint: Checkpoint
}

/** `index`: the one behind the alias. */
export async function readCheckpoint(
  engine: Engine,
  alias: string,
): Promise<{ readonly index: string; readonly checkpoint: Checkpoint } | undefined> {
  const found = await readStored(engine, alias)
  return found && { index: found.index, checkpoint: found.source.checkpoint }
}

/**
 * Several processes save what they have seen of one position: the furthest stays, so that a late writer does
 * not set it back. Another log begins anew.
 */
export async function writeCheckpoint(engine: Engine, alias: string, checkpoint: Checkpoint): Promise<void> {
  const { generation, position, eventId, analyser } = checkpoint
  const source: CheckpointSource = {
    kind: 'checkpoint',
    checkpoint: { generation, position, ...(eventId !== undefined && { eventId }), analyser },
  }
  for (;;) {
    const stored = await readStored(engine, alias)
    const known = stored?.source.checkpoint
    if (known?.generation === generation && known.position > position) return
    if (await replaced(engine, alias, source, stored)) return
  }
}

async function readStored(engine: Engine, alias: string): Promise<Found<CheckpointSource> | undefined> {
  const [found] = await readDocuments<CheckpointSource>(engine, { index: alias, keys: [CHECKPOINT_KEY] })
  return found
}

/** `false` when somebody else was first. */
function replaced(
  engine: Engine,
  alias: string,
  document: CheckpointSource,
  stored: Found<CheckpointSource> | undefined,
): Promise<boolean> {
  const condition =
    stored === undefined
      ? ({ op_type: 'create' } as const)
      : { if_seq_no: stored.seqNo, if_primary_term: stored.primaryTerm }
  return engine.call(async (client) => {
    try {
      await client.index({ index: alias, id: CHECKPOINT_KEY, document, require_alias: true, ...condition })
      return true
    } catch (error) {
      if (error instanceof errors.ResponseError && error.statusCode === 409) return false
      throw error
    }
  })
}
