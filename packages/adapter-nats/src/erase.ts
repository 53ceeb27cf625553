import { checkSubject, LogMisuseError } from '@uniwire/ports'
import { pause } from './backoff.ts'
import { firstAfter } from './stored-message.ts'
import type { Stream } from './stream.ts'
import { CODE, hasCode } from './unavailable.ts'
import { AGAIN_MS } from './until-known.ts'

/**
 * Destroys the payloads of the subject's records before `beforeSequence`: the server overwrites each in its
 * file. A purge would leave the bytes (log §3).
 */
export async function erase(stream: Stream, subject: string, beforeSequence: number): Promise<number> {
  checkSubject(stream.spec, subject)
  if (!Number.isSafeInteger(beforeSequence)) throw new LogMisuseError(`${beforeSequence} is no sequence`)
  const named = new Set<string>()
  let erased = 0
  for (let after = 0; ;) {
    const record = await firstAfter(stream, after, subject)
    if (record === undefined || record.sequence >= beforeSequence) break
    after = record.sequence
    // Now as well: a call that fails on the way and comes again may find nothing left to destroy.
    if (erased === 0) await nameAbsent(stream, named)
    if (await destroy(stream, record.sequence)) erased += 1
  }
  if (erased > 0) await nameAbsent(stream, named)
  return erased
}

/**
 * A replica that is away now may keep the bytes for ever (decision 14). One that answers is behind for a moment
 * after every write, and is given time to come up.
 */
async function nameAbsent(stream: Stream, named: Set<string>): Promise<void> {
  const { api, name, onNotice, closing, requestTimeoutMs } = stream
  let servers: readonly string[] = []
  for (let waitedMs = 0; ; waitedMs += AGAIN_MS) {
    const { cluster } = await api((jsm) => jsm.streams.info(name))
    const absent = (cluster?.replicas ?? []).filter(({ offline, current }) => offline || !current)
    servers = absent.map((server) => server.name).filter((server) => !named.has(server))
    if (absent.every(({ offline }) => offline) || waitedMs >= requestTimeoutMs || closing.aborted) break
    await pause(AGAIN_MS, closing)
  }
  if (servers.length === 0) return
  for (const server of servers) named.add(server)
  onNotice({ kind: 'erased-in-part', stream: name, servers })
}

async function destroy({ api, name }: Stream, sequence: number): Promise<boolean> {
  try {
    return await api((jsm) => jsm.streams.deleteMessage(name, sequence, true))
  } catch (error) {
    if (isGone(error)) return false
    throw error
  }
}

/** Another call was faster. The code alone does not say so (measured on 2.15.2). */
function isGone(error: unknown): boolean {
  if (hasCode(error, CODE.noMessageFound)) return true
  return (
    error instanceof Error &&
    hasCode(error, CODE.messageDeleteFailed) &&
    error.message.includes('no message found')
  )
}
