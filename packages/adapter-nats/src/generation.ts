import type { JetStreamManager } from '@nats-io/jetstream'
import { LogUnavailableError } from '@uniwire/ports'
import type { Names } from './names.ts'
import { declaredConfig, GENERATION } from './stream-config.ts'
import { CODE, hasCode } from './unavailable.ts'

/** Holds no message: its metadata is where all streams of a log get the same generation from (log §4). */
const ANCHOR = {
  name: 'UNIWIRE_GENERATION',
  subjects: ['uniwire.generation'],
  retention: { kind: 'forever' },
} as const

/** The generation of the log, which begins with whoever asks first. */
export async function generationOf(
  jsm: JetStreamManager,
  {
    names,
    replicas,
    newId,
  }: { readonly names: Names; readonly replicas: number; readonly newId: () => string },
): Promise<string> {
  const name = names.stream(ANCHOR.name)
  const found = await read(jsm, name)
  if (found !== undefined) return found
  const generation = newId()
  try {
    await jsm.streams.add(declaredConfig({ spec: ANCHOR, names, replicas, generation }))
    return generation
  } catch (error) {
    // Another process was first: the server keeps one configuration under one name.
    if (!hasCode(error, CODE.streamNameInUse)) throw error
  }
  const theirs = await read(jsm, name)
  if (theirs === undefined) throw new LogUnavailableError(`${name} is there and has no generation`)
  return theirs
}

async function read(jsm: JetStreamManager, name: string): Promise<string | undefined> {
  try {
    return (await jsm.streams.info(name)).config.metadata?.[GENERATION]
  } catch (error) {
    if (hasCode(error, CODE.streamNotFound)) return undefined
    throw error
  }
}
