import type { ImportNote } from '@uniwire/messages'
import { stopped } from './item.ts'

/** A body read as it is needed: who reads slowly slows the sender. */
export interface Upload extends AsyncIterable<Uint8Array> {
  /** Whether all of it was read. */
  ended(): boolean
  /** Ends the reading with this at the next chunk. */
  stop(note: ImportNote): void
  /** Throws the rest away, as far as that is bearable, so that a client that only sends still sees its answer. */
  drain(): Promise<void>
}

const MOST_SILENT_MS = 60_000
const MOST_DRAINED_BYTES = 16_000_000

/** Throws `ImportStopped` for a sender that went away or fell silent. */
export function readUpload(body: ReadableStream<Uint8Array> | null, mostSilentMs = MOST_SILENT_MS): Upload {
  const reader = body?.getReader()
  let ended = reader === undefined
  let note: ImportNote | undefined
  const next = async (): Promise<Uint8Array | undefined> => {
    if (note !== undefined) throw stopped(note)
    if (reader === undefined || ended) return undefined
    const silence = Promise.withResolvers<never>()
    const seconds = mostSilentMs / 1_000
    const timer = setTimeout(() => silence.reject(stopped({ code: 'upload-stalled', seconds })), mostSilentMs)
    try {
      const { done, value } = await Promise.race([reader.read().catch(cut), silence.promise])
      if (done) ended = true
      return value
    } finally {
      clearTimeout(timer)
    }
  }
  return {
    ended: () => ended,
    stop: (why) => void (note = why),
    async drain() {
      note = undefined
      try {
        for (let bytes = 0; bytes < MOST_DRAINED_BYTES && !ended;) bytes += (await next())?.length ?? 0
      } catch {
        // Gone, or too slow: what was to be said is said all the same.
      }
      if (!ended) await reader?.cancel().catch(() => undefined)
    },
    async *[Symbol.asyncIterator]() {
      for (let chunk = await next(); chunk !== undefined; chunk = await next()) yield chunk
    },
  }
}

function cut(): never {
  throw stopped({ code: 'document-cut' })
}
