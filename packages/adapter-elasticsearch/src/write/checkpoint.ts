import { errors } from '@elastic/elasticsearch'
import type { Checkpoint } from '@uniwire/ports'
import type { Found } from '../documents.ts'
import { readDocuments } from '../documents.ts'
import type { Engine } from '../engine/engine.ts'
import { CHECKPOINT_KEY } from '../names.ts'

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
  return found && { index: found.index, checkpoint: found.checkpoint }
}

/**
 * Several processes save what they have seen of one position: the furthest stays, so that a late writer does
 * not set it back. Another log begins anew. `isPinned`: the alias is of one index for ever, so that nothing has
 * to be read before what was written here last is replaced.
 */
export function createCheckpointWriter(
  engine: Engine,
  alias: string,
  isPinned: boolean,
): (checkpoint: Checkpoint) => Promise<void> {
  let last: Stored | undefined
  return async ({ generation, position, eventId, analyser }) => {
    const checkpoint = { generation, position, ...(eventId !== undefined && { eventId }), analyser }
    for (let stored = last; ; stored = undefined) {
      stored ??= await readStored(engine, alias)
      const known = stored?.checkpoint
      if (known?.generation === generation && known.position > position) return
      const written = await replaced(engine, alias, checkpoint, stored)
      if (written === undefined) continue
      if (isPinned) last = written
      return
    }
  }
}

interface Stored {
  readonly checkpoint: Checkpoint
  readonly seqNo: number
  readonly primaryTerm: number
}

async function readStored(engine: Engine, alias: string): Promise<(Stored & Found<unknown>) | undefined> {
  const [found] = await readDocuments<CheckpointSource>(engine, { index: alias, keys: [CHECKPOINT_KEY] })
  return found && { ...found, checkpoint: found.source.checkpoint }
}

/** `undefined` when somebody else was first. */
function replaced(
  engine: Engine,
  alias: string,
  checkpoint: Checkpoint,
  stored: Stored | undefined,
): Promise<Stored | undefined> {
  const document: CheckpointSource = { kind: 'checkpoint', checkpoint }
  const condition =
    stored === undefined
      ? ({ op_type: 'create' } as const)
      : { if_seq_no: stored.seqNo, if_primary_term: stored.primaryTerm }
  return engine.call(async (client) => {
    try {
      const answer = await client.index({
        index: alias,
        id: CHECKPOINT_KEY,
        document,
        require_alias: true,
        ...condition,
      })
      return { checkpoint, seqNo: answer._seq_no ?? 0, primaryTerm: answer._primary_term ?? 0 }
    } catch (error) {
      if (error instanceof errors.ResponseError && error.statusCode === 409) return undefined
      throw error
    }
  })
}
