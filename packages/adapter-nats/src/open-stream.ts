import type { JetStreamManager, StreamInfo } from '@nats-io/jetstream'
import { LogMisuseError, LogUnavailableError } from '@uniwire/ports'
import type { NatsNotice } from './connection.ts'
import { declaredConfig, driftOf, GENERATION, retentionKindOf } from './stream-config.ts'
import type { Declared, DeclaredConfig } from './stream-config.ts'
import { CODE, hasCode } from './unavailable.ts'

export interface OpenStream extends Declared {
  readonly jsm: JetStreamManager
  readonly onNotice: (notice: NatsNotice) => void
}

/**
 * Creates the stream, or makes it what the code declares; returns its generation. A stream that is as it
 * should be is only asked about, so a service needs no right to change it.
 */
export async function openStream({ jsm, onNotice, ...declared }: OpenStream): Promise<string> {
  const { spec } = declared
  const config = declaredConfig(declared)
  try {
    const found = await infoOf(jsm, config.name)
    if (found === undefined) {
      const created = await createOrFind(jsm, config)
      return settled(created, declared)
    }
    const kind = retentionKindOf(found.config)
    if (kind !== spec.retention.kind)
      throw new LogMisuseError(`${spec.name} is kept ${kind}, not ${spec.retention.kind}`)
    const drift = driftOf(found.config, ownGeneration(found, config))
    if (drift.length === 0) return settled(found, declared)
    const updated = await jsm.streams.update(config.name, ownGeneration(found, config))
    onNotice({ kind: 'stream-changed', stream: config.name, settings: drift })
    return settled(updated, declared)
  } catch (error) {
    if (hasCode(error, CODE.subjectsOverlap)) {
      throw new LogMisuseError(`${spec.name}: another stream takes some of ${spec.subjects.join(', ')}`)
    }
    throw error
  }
}

/** A server that is too old drops in silence what it does not know; a batch would not be atomic then. */
function settled({ config }: StreamInfo, declared: Declared): string {
  const generation = config.metadata?.[GENERATION] ?? declared.generation
  const missing = driftOf(config, declaredConfig({ ...declared, generation }))
  if (missing.length === 0) return generation
  throw new LogUnavailableError(
    `${config.name}: the server does not take ${missing.join(', ')}; it must be 2.12 or newer`,
  )
}

/** The generation of a stream is its own, also when it came from elsewhere: a restored one must show (log §4). */
function ownGeneration({ config }: StreamInfo, declared: DeclaredConfig): DeclaredConfig {
  const generation = config.metadata?.[GENERATION]
  if (generation === undefined) return declared
  return { ...declared, metadata: { ...declared.metadata, [GENERATION]: generation } }
}

async function createOrFind(jsm: JetStreamManager, config: DeclaredConfig): Promise<StreamInfo> {
  try {
    return await jsm.streams.add(config)
  } catch (error) {
    if (!hasCode(error, CODE.streamNameInUse)) throw error
    return jsm.streams.info(config.name)
  }
}

async function infoOf(jsm: JetStreamManager, name: string): Promise<StreamInfo | undefined> {
  try {
    return await jsm.streams.info(name)
  } catch (error) {
    if (hasCode(error, CODE.streamNotFound)) return undefined
    throw error
  }
}
