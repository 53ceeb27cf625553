/** How many requests of strangers are believed before one of them proves itself (log §7). */
export interface UnverifiedLimit {
  /** `undefined`: too many; else called once the intent was verified, for then nobody was misused. */
  begin(addresses: readonly string[]): (() => void) | undefined
}

const MOST_PER_MINUTE = 10
const MINUTE_MS = 60_000

export function limitUnverified(monotonicMs: () => number): UnverifiedLimit {
  const begun = new Map<string, Set<{ readonly atMs: number }>>()
  const forgetOld = (nowMs: number) => {
    for (const [address, requests] of begun) {
      for (const request of requests) if (nowMs - request.atMs >= MINUTE_MS) requests.delete(request)
      if (requests.size === 0) begun.delete(address)
    }
  }
  return {
    begin(addresses) {
      const nowMs = monotonicMs()
      forgetOld(nowMs)
      if (addresses.some((address) => (begun.get(address)?.size ?? 0) >= MOST_PER_MINUTE)) return undefined
      const request = { atMs: nowMs }
      for (const address of addresses) {
        const requests = begun.get(address) ?? new Set()
        begun.set(address, requests.add(request))
      }
      return () => {
        for (const address of addresses) begun.get(address)?.delete(request)
      }
    },
  }
}
