import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { EngineUnavailableError } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { hasEngine } from '../harness/engines/engine.ts'
import { startRedis } from '../harness/engines/redis.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { recordUntilCounted } from './until-counted.ts'
import { begin, now, totalsOf, view } from './views.ts'

const isHere = hasEngine('redis', { own: true })

describe.runIf(isHere)('a Redis that does not answer', () => {
  it('makes every call unavailable while it is stopped, and counts once what was sent meanwhile', async () => {
    await using redis = await startRedis()
    await using counter = await openRedisViewCounter({ url: redis.url, now, timeoutMs: 300 })
    await recordable(counter)
    redis.pause()
    const views = Array.from({ length: 50 }, (_, n) => view(`${n}`))
    // In the middle of calls, and again while the connection that was given up is being replaced.
    for (let round = 0; round < 4; round += 1) {
      const calls = [
        ...views.map((each) => counter.record([each])),
        counter.totals(['A']),
        counter.seed([]),
        counter.mostRead({ windowHours: 24, at: '2024-09-02T12:00:00Z', limit: 5 }),
        counter.unsettled(10),
      ]
      const failures = (await Promise.allSettled(calls)).flatMap((each) =>
        each.status === 'rejected' ? [each.reason] : [],
      )
      // A seed of nothing asks nothing.
      expect(failures).toHaveLength(calls.length - 1)
      expect(failures.every((error) => error instanceof EngineUnavailableError)).toBe(true)
    }
    redis.resume()
    for (const each of views) await recordUntilCounted(counter, [each])
    expect(await totalsOf(counter)).toMatchObject({ live: 51, unique: 51, rejected: {} })
  })

  it('is waited for: the counter opens without it and works once it is there', async () => {
    await using redis = await startRedis()
    await redis.stop()
    const errors: unknown[] = []
    await using counter = await openRedisViewCounter({
      url: redis.url,
      now,
      timeoutMs: 200,
      onError: (error) => errors.push(error),
    })
    const error = await counter.totals(['A']).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(EngineUnavailableError)
    expect(String(error)).toContain(`127.0.0.1:${redis.port}`)
    expect(String(error)).toContain('ECONNREFUSED')
    expect(errors.length).toBeGreaterThan(0)
    await redis.restart()
    await waitUntil(`Redis at ${redis.url}`, () =>
      counter.totals(['A']).then(
        () => true,
        () => false,
      ),
    )
    await begin(counter, 'A')
    expect(await counter.record([view('1')])).toEqual(['counted'])
  })

  it('keeps nobody waiting who closes the counter', async () => {
    await using redis = await startRedis()
    const counter = await openRedisViewCounter({ url: redis.url, now, timeoutMs: 300 })
    await recordable(counter)
    redis.pause()
    const call = counter.record([view('1')])
    const closing = counter[Symbol.asyncDispose]()
    await expect(call).rejects.toThrow(EngineUnavailableError)
    await closing
    await expect(counter.record([view('2')])).rejects.toThrow(EngineUnavailableError)
  })

  it('answers what is in flight when the counter closes', async () => {
    await using redis = await startRedis()
    const counter = await openRedisViewCounter({ url: redis.url, now })
    await begin(counter, 'A')
    const call = counter.record([view('1')])
    await counter[Symbol.asyncDispose]()
    expect(await call).toEqual(['counted'])
  })
})

async function recordable(counter: Awaited<ReturnType<typeof openRedisViewCounter>>): Promise<void> {
  await waitUntil('the first answer', () =>
    begin(counter, 'A').then(
      () => true,
      () => false,
    ),
  )
  expect(await counter.record([view('first')])).toEqual(['counted'])
}
