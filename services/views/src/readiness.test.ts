import { STREAMS } from '@uniwire/events'
import { LogUnavailableError } from '@uniwire/ports'
import type { EventLog, EventLogs } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { article } from './harness/articles.ts'
import { openPlace } from './harness/place.ts'
import { counterCheck } from './readiness.ts'

const known = article()

describe('a service that still reads the log', () => {
  it('is not ready and counts nothing, rather than to call an article unknown', async () => {
    await using place = await openPlace()
    await place.append(known)
    await using counter = await place.openCounter()
    const gate = Promise.withResolvers<void>()
    await using views = await place.startUnready({ counter, logs: pagesHeld(place.logs, () => gate.promise) })
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
    await using counter = await place.openCounter()
    const silence = Promise.withResolvers<void>()
    let held = Promise.resolve()
    await using views = await place.start({ counter, logs: pagesHeld(place.logs, () => held) })
    const ready = async () => (await views.service.checks[0]?.check())?.ready
    expect(await ready()).toBe(true)
    held = silence.promise
    await place.append(known)
    expect(await ready()).toBe(true)
    place.clock.forwardMs(5_001)
    expect(await ready()).toBe(false)
    silence.resolve()
    await expect.poll(ready).toBe(true)
    place.clock.forwardMs(60_000)
    expect(await ready()).toBe(true)
  })

  it('outlives a log that is away, for counting goes on, and not a counter that is', async () => {
    await using place = await openPlace()
    const counter = await place.openCounter()
    let away = false
    const logs = withEnd(place.logs, () => away)
    await using views = await place.start({ counter, logs })
    away = true
    expect(await views.service.checks[0]?.check()).toMatchObject({ ready: true })
    expect(await counterCheck(counter).check()).toEqual({ ready: true })
    await counter[Symbol.asyncDispose]()
    await expect(counterCheck(counter).check()).rejects.toThrow('views.db')
  })
})

/** The same logs, whose own pages wait for what `held` says at the time. */
function pagesHeld(logs: EventLogs, held: () => Promise<void>): EventLogs {
  return changed(logs, (log) => ({
    follow: async function* (query) {
      for await (const page of log.follow(query)) {
        await held()
        yield page
      }
    },
  }))
}

function withEnd(logs: EventLogs, away: () => boolean): EventLogs {
  return changed(logs, (log) => ({
    end: () => (away() ? Promise.reject(new LogUnavailableError('silent')) : log.end()),
  }))
}

function changed(logs: EventLogs, change: (log: EventLog) => Partial<EventLog>): EventLogs {
  return {
    async open(spec) {
      const log = await logs.open(spec)
      return spec.name === STREAMS.log.name ? { ...log, ...change(log) } : log
    },
    [Symbol.asyncDispose]: () => logs[Symbol.asyncDispose](),
  }
}
