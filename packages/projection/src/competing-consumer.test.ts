import { EngineUnavailableError, LogUnavailableError } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { compete, deliverInVain } from './competing.fixture.ts'
import { openLogs } from './logs.fixture.ts'

const away = new EngineUnavailableError('away')

describe('a competing consumer', () => {
  it('applies in batches, and publishes the ack floor after each', async () => {
    await using place = await openLogs()
    await place.append('one')
    const last = await place.append('two')
    await using running = await compete(place)
    await expect.poll(() => running.positions).toEqual([0, last])
    expect(running.batches).toEqual([['one', 'two']])
    const next = await place.append('three')
    await expect.poll(() => running.positions).toEqual([0, last, next])
  })

  it('waits for an engine that is away, for ever, and loses nothing', async () => {
    await using place = await openLogs()
    const last = await place.append('one')
    let attempts = 12
    await using running = await compete(place, () => (attempts-- > 0 ? away : undefined))
    await expect.poll(() => running.positions).toEqual([0, last])
    expect(running.asked).toEqual([
      100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000, 10_000, 10_000,
    ])
    expect(running.died).toEqual([])
    expect(await place.dead.end()).toBe(0)
  })

  it('pulls nothing more while it waits, and says so', async () => {
    await using place = await openLogs()
    await place.append('one')
    let back = false
    await using running = await compete(place, () => (back ? undefined : away), { maxBatch: 1 })
    await expect.poll(() => running.failing()).toBe(true)
    await place.append('two')
    await expect.poll(() => running.failures.length).toBeGreaterThan(5)
    expect(new Set(running.batches.flat())).toEqual(new Set(['one']))
    back = true
    await expect.poll(() => running.batches.at(-1)).toEqual(['two'])
    await expect.poll(() => running.failing()).toBe(false)
  })

  it('works on as many batches at once as it may, and its position passes none that is not settled', async () => {
    await using place = await openLogs()
    await place.append('one')
    await place.append('two')
    const last = await place.append('three')
    const begun: (() => void)[] = []
    await using running = await compete(place, undefined, {
      maxBatch: 1,
      maxBatchesAtOnce: 2,
      apply: (deliveries) =>
        new Promise((resolve) => {
          begun.push(() => resolve(deliveries.map(() => ({ kind: 'done' }))))
        }),
    })
    await expect.poll(() => begun.length).toBe(2)
    begun[1]?.()
    await expect.poll(() => begun.length).toBe(3)
    begun[2]?.()
    await place.append('four')
    await expect.poll(() => begun.length).toBe(4)
    expect(running.positions).toEqual([0])
    begun[0]?.()
    await expect.poll(() => running.positions.at(-1)).toBe(last)
    begun[3]?.()
  })

  it('gives up a pull that found nothing yet when what it works on has to wait', async () => {
    await using place = await openLogs()
    await place.append('one')
    let back = false
    const pulls: AbortSignal[] = []
    await using running = await compete(place, () => (back ? undefined : away), {
      maxBatchesAtOnce: 2,
      meddle: (consumer) => ({
        ...consumer,
        pull: (request) => {
          pulls.push(request.signal)
          return consumer.pull(request)
        },
      }),
      // It may have failed before the second pull began.
      apply: async (deliveries) => {
        await expect.poll(() => pulls.length).toBe(2)
        if (!back) throw away
        return deliveries.map(() => ({ kind: 'done' }))
      },
    })
    await expect.poll(() => running.failures.length).toBeGreaterThan(2)
    expect(pulls.map(({ aborted }) => aborted)).toEqual([false, true])
    await place.append('two')
    await expect.poll(() => running.failures.length).toBeGreaterThan(5)
    expect(pulls).toHaveLength(2)
    back = true
    await expect.poll(() => pulls.length).toBeGreaterThan(2)
  })

  it('keeps alive all that it holds, also what waits behind a suspicious event', async () => {
    await using place = await openLogs()
    const suspicious = await place.append('one')
    await deliverInVain(place, 4)
    const ordinary = await place.append('two')
    const kept: (readonly number[])[] = []
    await using running = await compete(place, () => away, {
      ackWaitMs: 30,
      meddle: (consumer) => ({
        ...consumer,
        working: (sequences) => {
          kept.push(sequences)
          return consumer.working(sequences)
        },
      }),
    })
    await expect.poll(() => kept.length).toBeGreaterThan(1)
    expect(kept[0]?.toSorted()).toEqual([suspicious, ordinary])
    expect(running.batches[0]).toEqual(['two'])
  })

  it('hands back at its end what it could not settle, so that the next one need not wait', async () => {
    await using place = await openLogs()
    const last = await place.append('one')
    const first = await compete(place, () => away)
    await expect.poll(() => first.failing()).toBe(true)
    await first[Symbol.asyncDispose]()
    await using second = await compete(place)
    await expect.poll(() => second.positions).toEqual([0, last])
  })

  it('settles again when the log did not take the ack, without a second dead letter', async () => {
    await using place = await openLogs()
    await place.append('good')
    const last = await place.append('bad')
    let refusals = 2
    await using running = await compete(
      place,
      (name) => (name === 'bad' ? { kind: 'dead', reason: 'bad' } : undefined),
      {
        meddle: (consumer) => ({
          ...consumer,
          ack: (sequences) =>
            refusals-- > 0 ? Promise.reject(new LogUnavailableError('unknown')) : consumer.ack(sequences),
        }),
      },
    )
    await expect.poll(() => running.positions.at(-1)).toBe(last)
    expect(await place.dead.end()).toBe(1)
  })

  it('publishes a position again that could not be kept', async () => {
    await using place = await openLogs()
    const last = await place.append('one')
    const kept: number[] = []
    let refusals = 2
    await using running = await compete(place, undefined, {
      onPosition: (position) => {
        if (position === last && refusals-- > 0) return Promise.reject(away)
        kept.push(position)
        return Promise.resolve()
      },
    })
    await expect.poll(() => kept).toEqual([0, last])
    expect(running.batches).toHaveLength(1)
  })
})
