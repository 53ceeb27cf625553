import type { CopyProgress } from '@uniwire/log-copy'

const EVERY_MS = 1_000

/** Lines for a person who waits: how far each stream is, how fast, and how long it takes at this rate. */
export function progressLines(
  write: (line: string) => void,
  monotonicMs: () => number,
): (progress: CopyProgress) => void {
  let stream: { readonly name: string; readonly sinceMs: number; readonly from: number } | undefined
  let saidAtMs = -Infinity
  return ({ stream: name, copied, position, end }) => {
    const nowMs = monotonicMs()
    if (stream?.name !== name) {
      stream = { name, sinceMs: nowMs, from: copied }
      saidAtMs = nowMs
      return
    }
    if (nowMs - saidAtMs < EVERY_MS && position < end) return
    saidAtMs = nowMs
    const perSecond = ((copied - stream.from) * 1_000) / Math.max(1, nowMs - stream.sinceMs)
    write(line(name, position, end, perSecond))
  }
}

function line(name: string, position: number, end: number, perSecond: number): string {
  const percent = Math.floor((100 * position) / Math.max(1, end))
  const rate = `${Math.round(perSecond)} records/s`
  const left = position < end && perSecond > 0 ? `, ${Math.ceil((end - position) / perSecond)} s left` : ''
  return `${name}: ${position} of ${end} (${percent} %), ${rate}${left}\n`
}
