import { STREAMS } from '@uniwire/events'
import { LogUnavailableError } from '@uniwire/ports'
import type { EventLog, EventLogs, LogPage } from '@uniwire/ports'
import { createPositionGate } from '@uniwire/projection'
import { describe, expect, it } from 'vitest'
import { article } from './harness/articles.ts'
import { openPlace } from './harness/place.ts'
import { counterCheck, logCheck } from './readiness.ts'

const known = article()

/** The same logs, of which the log itself is read only once the gate opens. */
function heldBack(logs: EventLogs, gate: Promise<void>): EventLogs {
  return {
    async open(spec) {
      const log = await logs.open(spec)
      if (spec.name !== STREAMS.log.name) return log
      const follow = async function* (query: Parameters<EventLog['follow']>[0]): AsyncGenerator<LogPage> {
        await gate
        yield* log.follow(query)
      }
      return { ...log, follow }
    },
    [Symbol.asyncDispose]: () => logs[Symbol.asyncDispose](),
  }
}

describe('a service that still reads the log', () => {
  it('is not ready and counts nothing, rather than to call an article unknown', async () => {
    await using place = await openPlace()
    await place.append(known)
    await using counter = await place.openCounter()
    const gate = Promise.withResolvers<void>()
    await using views = await place.startUnready({ counter, logs: heldBack(place.logs, gate.promise) })
    expect((await views.beacon({ article: known.id })).status).toBe(503)
    expect((await views.send(`/v1/views?article=${known.id}`)).headers.get('Retry-After')).toBe('1')
    expect(await views.service.checks[0]?.check()).toMatchObject({ ready: false })
    gate.resolve()
    await expect.poll(async () => (await views.beacon({ article: known.id, event: 'e' })).status).toBe(204)
    expect(await views.service.views.totals([known.id])).toMatchObject([{ live: 1 }])
  })
})

describe('readiness', () => {
  it('ends when the service is behind for 5 seconds without getting further, and only then', async () => {
    await using place = await openPlace()
    const position = createPositionGate(0)
    const check = logCheck({ log: place.log, position, complete: () => true, now: place.clock.now })
    const ready = async () => (await check.check()).ready
    await place.append(known)
    await place.append(known, 'article.revised')
    expect(await ready()).toBe(true)
    place.clock.forwardMs(4_000)
    position.advance(1)
    expect(await ready()).toBe(true)
    place.clock.forwardMs(5_001)
    expect(await ready()).toBe(false)
    position.advance(2)
    expect(await ready()).toBe(true)
    place.clock.forwardMs(60_000)
    expect(await ready()).toBe(true)
  })

  it('outlives a log that is away, for counting goes on, and not a counter that is', async () => {
    await using place = await openPlace()
    const position = createPositionGate(0)
    const log = { ...place.log, end: () => Promise.reject(new LogUnavailableError('silent')) }
    const check = logCheck({ log, position, complete: () => true, now: place.clock.now })
    expect(await check.check()).toEqual({ ready: true, detail: 'the log is away, at 0' })
    const counter = await place.openCounter()
    expect(await counterCheck(counter).check()).toEqual({ ready: true })
    await counter[Symbol.asyncDispose]()
    await expect(counterCheck(counter).check()).rejects.toThrow('views.db')
  })
})
