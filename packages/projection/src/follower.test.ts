import { LogUnavailableError } from '@uniwire/ports'
import type { LogPage } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import type { FollowerOptions } from './follower.ts'
import { startFollower } from './follower.ts'
import { interrupted, openLogs, rememberedPauses } from './logs.fixture.ts'

type Place = Awaited<ReturnType<typeof openLogs>>

/** A follower that writes down what it was given, and its failures. */
function follow(place: Place, over: Partial<FollowerOptions> = {}) {
  const seen: string[] = []
  const replaced: string[] = []
  const failures: unknown[] = []
  const pauses = rememberedPauses()
  const follower = startFollower({
    log: place.log,
    apply: (page: LogPage) => {
      seen.push(...place.subjects(page))
    },
    onReplaced: (reason) => {
      replaced.push(reason)
      seen.length = 0
    },
    onFailure: (error) => failures.push(error),
    wait: pauses.wait,
    ...over,
  })
  return { ...follower, seen, replaced, failures, asked: pauses.asked }
}

describe('a follower', () => {
  it('applies what is there, then what comes, in order, and says how far it is', async () => {
    await using place = await openLogs()
    await place.append('one')
    await using follower = follow(place)
    await follower.caughtUp()
    const last = await place.append('two')
    expect(await follower.position.reached(last, 5_000)).toBe(true)
    expect(follower.seen).toEqual(['one', 'two'])
  })

  it('begins after its own position', async () => {
    await using place = await openLogs()
    const first = await place.append('one')
    await place.append('two')
    await using follower = follow(place, { from: { generation: place.log.generation, position: first } })
    await follower.caughtUp()
    expect(follower.seen).toEqual(['two'])
  })

  it('reads a page again that could not be applied, with growing pauses, and does not move before', async () => {
    await using place = await openLogs()
    const sequence = await place.append('one')
    const positions: number[] = []
    let refusals = 3
    await using follower = follow(place, {
      apply: () => {
        positions.push(follower.position.now())
        if (refusals-- > 0) throw new Error('not yet')
      },
    })
    await follower.caughtUp()
    expect(follower.asked.slice(0, 3)).toEqual([100, 200, 400])
    expect(positions).toEqual([0, 0, 0, 0])
    expect(follower.failures).toHaveLength(3)
    expect(follower.failing()).toBe(false)
    expect(follower.position.now()).toBe(sequence)
  })

  it('comes back after the log went away, and misses and repeats nothing', async () => {
    await using place = await openLogs()
    let away = false
    const log = interrupted(place.log, () => {
      if (away) throw new LogUnavailableError('away')
    })
    await using follower = follow(place, { log })
    await follower.position.reached(await place.append('one'), 5_000)
    away = true
    const second = await place.append('two')
    await expect.poll(() => follower.failing()).toBe(true)
    const third = await place.append('three')
    away = false
    expect(await follower.position.reached(third, 5_000)).toBe(true)
    expect(follower.seen).toEqual(['one', 'two', 'three'])
    expect(third).toBeGreaterThan(second)
  })

  it('takes a log that ends by itself for one that is away', async () => {
    await using place = await openLogs()
    let answers = 0
    const follow1 = async function* (query: Parameters<Place['log']['follow']>[0]) {
      answers += 1
      if (answers > 2) yield* place.log.follow(query)
    }
    await using follower = follow(place, { log: { ...place.log, follow: follow1 } })
    await follower.position.reached(await place.append('one'), 5_000)
    expect(follower.failures).toEqual([expect.any(LogUnavailableError), expect.any(LogUnavailableError)])
  })

  it('catches up although the log did not say its end at the start', async () => {
    await using place = await openLogs()
    await place.append('one')
    let refusals = 2
    const end = () => (refusals-- > 0 ? Promise.reject(new LogUnavailableError('away')) : place.log.end())
    await using follower = follow(place, { log: { ...place.log, end } })
    await follower.caughtUp()
    expect(follower.seen).toEqual(['one'])
    expect(follower.asked).toEqual([100, 200])
  })

  it('does not say that it caught up when it was stopped before', async () => {
    await using place = await openLogs()
    await place.append('one')
    const follower = follow(place, {
      apply: () => {
        throw new Error('never')
      },
    })
    const waiting = follower.caughtUp().catch(String)
    await follower[Symbol.asyncDispose]()
    expect(await waiting).toContain('stopped before it caught up')
  })

  it('ends after the page that it is applying', async () => {
    await using place = await openLogs()
    await place.append('one')
    const began = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    const done: string[] = []
    const follower = follow(place, {
      apply: async () => {
        began.resolve()
        await goOn.promise
        done.push('page')
      },
    })
    await began.promise
    const disposed = follower[Symbol.asyncDispose]()
    goOn.resolve()
    await disposed
    expect(done).toEqual(['page'])
    expect(follower.position.now()).toBe(1)
  })
})
