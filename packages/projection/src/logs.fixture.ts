import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { openEventLogs } from '@uniwire/adapter-sqlite'
import { STREAMS } from '@uniwire/events'
import type { EventLog } from '@uniwire/ports'
import type { Pause } from './backoff.ts'

/** SQLite in memory, and a clock that tests turn. */
export async function openLogs() {
  let nowMs = Date.parse('2026-11-22T10:00:00Z')
  const logs = await openEventLogs({ file: ':memory:', now: () => nowMs, newId: () => randomUUID() })
  const log = await logs.open(STREAMS.log)
  const dead = await logs.open(STREAMS.dead)
  return {
    log,
    dead,
    forwardMs: (ms: number) => {
      nowMs += ms
    },
    now: () => new Date(nowMs).toISOString(),
    /** One event of a type that nobody knows, on a subject of its own; gives its sequence. */
    async append(name: string): Promise<number> {
      const envelope = { id: randomUUID(), source: '/test', type: 'test.noted', time: '2026', schema: 1 }
      const outcome = await log.append({
        subject: `university.${name}`,
        expected: 0,
        envelope,
        payload: '{}',
      })
      if (!outcome.ok) throw new Error(outcome.conflict)
      return outcome.sequence
    },
    subjects: (page: { readonly records: readonly { readonly subject: string }[] }) =>
      page.records.map(({ subject }) => subject.replace('university.', '')),
    [Symbol.asyncDispose]: () => logs[Symbol.asyncDispose](),
  }
}

/** A pause that remembers how long it was asked to take, and takes one turn of the event loop. */
export function rememberedPauses() {
  const asked: number[] = []
  const wait: Pause = async (ms, signal) => {
    asked.push(ms)
    await nextTurn()
    return !signal.aborted
  }
  return { asked, wait }
}

/** Pages as `follow` gives them, each after `before` was asked; what that throws, the log throws. */
export function interrupted(log: EventLog, before: () => void): EventLog {
  return {
    ...log,
    follow: async function* (query) {
      for await (const page of log.follow(query)) {
        before()
        yield page
      }
    },
  }
}
