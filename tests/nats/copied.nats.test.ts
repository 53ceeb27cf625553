import { openNatsEventLogs } from '@uniwire/adapter-nats'
import { openEventLogs } from '@uniwire/adapter-sqlite'
import { STREAMS } from '@uniwire/events'
import { copyLog, NotACopyError } from '@uniwire/log-copy'
import type { EventLogs } from '@uniwire/ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newRecord, stored } from '../contract/event-log/engine.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startNats } from '../harness/engines/nats.ts'
import type { Nats } from '../harness/engines/nats.ts'
import { newNamespace, readAll } from './open-log.ts'

const newId = () => crypto.randomUUID()
const SLOW_MS = 120_000

describe.runIf(hasEngine('nats', { own: true }))('a log copied into JetStream', () => {
  let nats: Nats
  beforeAll(async () => {
    nats = await startNats()
  }, SLOW_MS)
  afterAll(() => nats[Symbol.asyncDispose]())

  const openTarget = () =>
    openNatsEventLogs({
      servers: nats.url,
      namespace: newNamespace(),
      now: Date.now,
      newId,
      requestTimeoutMs: 15_000,
    })
  const copy = (source: EventLogs, target: EventLogs) =>
    copyLog({ source, target, newId, now: () => '2026-11-22T10:00:00.000Z', onProgress: () => undefined })

  it(
    'has the holes of its source, also the last ones, and comes back out of it as it was',
    async () => {
      await using source = await sourceWithHoles()
      await using target = await openTarget()
      await copy(source, target)
      const [from, to] = [await source.open(STREAMS.log), await target.open(STREAMS.log)]
      expect(await readAll(to)).toEqual(await readAll(from))
      expect(await to.end()).toBe(await from.end())
      expect(await to.idAt(1)).toBeUndefined()
      await using again = await newSource()
      await copy(target, again)
      const back = await again.open(STREAMS.log)
      expect(await readAll(back)).toEqual(await readAll(from))
      expect(await back.end()).toBe(await from.end())
    },
    SLOW_MS,
  )

  it(
    'is gone on with wherever it was killed',
    async () => {
      await using source = await sourceWithHoles()
      const from = await source.open(STREAMS.log)
      let finished = false
      for (let writes = 0; !finished; writes += 1) {
        await using target = await openTarget()
        finished = await copy(source, dying(target, writes)).then(
          () => true,
          () => false,
        )
        await copy(source, target)
        const to = await target.open(STREAMS.log)
        expect(await readAll(to), `killed at write ${writes}`).toEqual(await readAll(from))
        expect(await to.end()).toBe(await from.end())
      }
    },
    SLOW_MS,
  )

  it(
    'is refused by streams that hold another log',
    async () => {
      await using source = await sourceWithHoles()
      await using target = await openTarget()
      await stored(await target.open(STREAMS.log), newRecord('university.kaznu'))
      await expect(copy(source, target)).rejects.toThrow(NotACopyError)
    },
    SLOW_MS,
  )
})

const newSource = () => openEventLogs({ file: ':memory:', now: Date.now, newId })

/** Erased events at the beginning, side by side, in the middle and at the end. */
async function sourceWithHoles(): Promise<EventLogs> {
  const logs = await newSource()
  const log = await logs.open(STREAMS.log)
  const lasts = new Map<string, number>()
  for (const name of ['a', 'b', 'b', 'c', 'a', 'c', 'd', 'e', 'c', 'f']) {
    const subject = `article.kaznu.${name}`
    lasts.set(name, await stored(log, newRecord(subject, lasts.get(name) ?? 0, `{"name":"${name}"}`)))
  }
  for (const [name, before] of [
    ['a', 5],
    ['b', 4],
    ['c', 6],
    ['f', 11],
  ] as const) {
    await log.erase(`article.kaznu.${name}`, before)
  }
  return logs
}

/** Every write into it counts down; the last one and whatever comes later fails, as after a kill. */
function dying(logs: EventLogs, writes: number): EventLogs {
  let left = writes
  const or = async <T>(work: () => Promise<T>): Promise<T> => {
    left -= 1
    if (left < 0) throw new Error('killed')
    return work()
  }
  return {
    async open(spec) {
      const log = await logs.open(spec)
      return {
        ...log,
        appendBatch: (records) => or(() => log.appendBatch(records)),
        erase: (subject, before) => or(() => log.erase(subject, before)),
      }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}
