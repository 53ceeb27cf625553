/** How far a projection has come, with everyone who waits for it to come further. */
export interface PositionGate {
  now(): number
  current(): Promise<number>
  /** A lower position changes nothing. */
  advance(position: number): void
  /** To 0: what was contained is gone. Nothing else takes a position back. */
  reset(): void
  /** `true` as soon as the position is reached, `false` once `timeoutMs` have passed without. */
  reached(position: number, timeoutMs: number): Promise<boolean>
}

interface Waiter {
  readonly position: number
  readonly resolve: (reached: boolean) => void
}

export function createPositionGate(start: number): PositionGate {
  let position = start
  const waiters = new Set<Waiter>()
  return {
    now: () => position,
    current: async () => position,
    advance(next) {
      if (next <= position) return
      position = next
      for (const waiter of waiters) if (waiter.position <= position) waiter.resolve(true)
    },
    reset() {
      position = 0
    },
    async reached(wanted, timeoutMs) {
      if (wanted <= position) return true
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const waiter = { position: wanted, resolve }
      waiters.add(waiter)
      const timer = setTimeout(() => resolve(false), timeoutMs)
      try {
        return await promise
      } finally {
        clearTimeout(timer)
        waiters.delete(waiter)
      }
    },
  }
}
