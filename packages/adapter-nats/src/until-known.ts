/** In a cluster it takes a moment until every node knows of a new stream or consumer; until then: no responders. */
export const AGAIN_MS = 50

export interface AskAgain extends Disposable {
  /** Asks in a moment; `false` when it has been tried for long enough. */
  later(): boolean
}

export function untilKnown(ask: () => void, timeoutMs: number): AskAgain {
  const begun = performance.now()
  let timer: NodeJS.Timeout | undefined
  return {
    later() {
      if (performance.now() - begun > timeoutMs) return false
      timer = setTimeout(ask, AGAIN_MS)
      return true
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  }
}
