import type { SetAlarm } from './alarm.ts'

/** Time that passes when a test says so; alarms ring on the way, in order. */
export interface TestClock {
  readonly now: () => string
  readonly nowMs: () => number
  readonly setAlarm: SetAlarm
  /** Lets time pass, and what is due happen, step by step. */
  readonly advance: (ms: number) => Promise<void>
  /** The clock is set forward: no time passes for what waits. */
  readonly setForward: (ms: number) => void
  readonly alarms: () => number
}

const BEGIN_MS = Date.parse('2026-11-22T10:00:00.000Z')

export function testClock(): TestClock {
  let timeMs = BEGIN_MS
  const alarms = new Set<{ atMs: number; readonly ring: () => void }>()
  const nextBefore = (endMs: number) =>
    [...alarms].filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0]
  return {
    now: () => new Date(timeMs).toISOString(),
    nowMs: () => timeMs,
    alarms: () => alarms.size,
    setForward(ms) {
      timeMs += ms
      for (const alarm of alarms) alarm.atMs += ms
    },
    setAlarm(inMs, ring) {
      const alarm = { atMs: timeMs + inMs, ring }
      alarms.add(alarm)
      return { [Symbol.dispose]: () => void alarms.delete(alarm) }
    },
    async advance(ms) {
      const endMs = timeMs + ms
      for (let next = nextBefore(endMs); next !== undefined; next = nextBefore(endMs)) {
        alarms.delete(next)
        timeMs = Math.max(timeMs, next.atMs)
        next.ring()
        await settle()
      }
      timeMs = endMs
    },
  }
}

/** What the log in memory needs to store and to tell its followers: some turns of the event loop. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) {
    await new Promise((resolve) => void setImmediate(resolve))
  }
}
