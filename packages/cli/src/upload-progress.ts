const EVERY_MS = 1_000
const MEGABYTE = 1_000_000

/** Lines for a person who waits: how much was taken, how fast, and how long the rest takes at this rate. */
export function uploadProgress(
  write: (line: string) => void,
  monotonicMs: () => number,
  totalBytes: number,
): (sentBytes: number) => void {
  const beganMs = monotonicMs()
  let saidAtMs = beganMs
  return (sentBytes) => {
    const nowMs = monotonicMs()
    if (nowMs - saidAtMs < EVERY_MS && sentBytes < totalBytes) return
    saidAtMs = nowMs
    const perSecond = (sentBytes * 1_000) / Math.max(1, nowMs - beganMs)
    const percent = Math.floor((100 * sentBytes) / Math.max(1, totalBytes))
    const left =
      sentBytes < totalBytes ? `, ${Math.ceil((totalBytes - sentBytes) / Math.max(1, perSecond))} s left` : ''
    write(
      `${megabytes(sentBytes)} of ${megabytes(totalBytes)} MB (${percent} %), ${megabytes(perSecond)} MB/s${left}\n`,
    )
  }
}

function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(1)
}
