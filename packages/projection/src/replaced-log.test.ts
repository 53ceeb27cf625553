import { describe, expect, it } from 'vitest'
import { compete } from './competing.fixture.ts'
import type { FollowerOptions } from './follower.ts'
import { startFollower } from './follower.ts'
import { openLogs, rememberedPauses } from './logs.fixture.ts'
import { replaceableLog } from './replaceable-log.fixture.ts'

type Place = Awaited<ReturnType<typeof openLogs>>

/** A log with these events, and a follower that keeps what it read of it. */
async function followed(place: Place, names: readonly string[], over: Partial<FollowerOptions> = {}) {
  for (const name of names) await place.append(name)
  const log = replaceableLog(place.log)
  const held: string[] = []
  const reasons: string[] = []
  const follower = startFollower({
    log,
    apply: (page) => {
      held.push(...place.subjects(page))
    },
    onReplaced: (reason) => {
      reasons.push(reason)
      held.length = 0
    },
    onFailure: () => undefined,
    wait: rememberedPauses().wait,
    ...over,
  })
  await follower.caughtUp()
  return { ...follower, log, held, reasons }
}

async function logOf(names: readonly string[]) {
  const place = await openLogs()
  for (const name of names) await place.append(name)
  return place
}

describe('a follower whose log is replaced', () => {
  it('reads a log of another generation from its beginning, after everything was given up', async () => {
    await using place = await openLogs()
    await using follower = await followed(place, ['one', 'two'])
    await using other = await logOf(['one', 'two', 'three'])
    follower.log.replaceBy(other.log)
    await expect.poll(() => follower.held).toEqual(['one', 'two', 'three'])
    expect(follower.reasons).toEqual(['it belongs to another log'])
  })

  it('notices a log of the same generation that ends before its position', async () => {
    await using place = await openLogs()
    await using follower = await followed(place, ['one', 'two', 'three'])
    await using shorter = await logOf(['one'])
    follower.log.replaceBy({ ...shorter.log, generation: place.log.generation })
    await expect.poll(() => follower.held).toEqual(['one'])
    expect(follower.reasons).toEqual(['it is ahead of the log'])
    const next = await shorter.append('four')
    expect(await follower.position.reached(next, 60_000)).toBe(true)
    expect(follower.held).toEqual(['one', 'four'])
  })

  it('notices a log of the same generation with another event at its position', async () => {
    await using place = await openLogs()
    await using follower = await followed(place, ['one', 'two'])
    await using other = await logOf(['one', 'other', 'more'])
    follower.log.replaceBy({ ...other.log, generation: place.log.generation })
    await expect.poll(() => follower.held).toEqual(['one', 'other', 'more'])
    expect(follower.reasons).toEqual(['the log has another event at its position'])
  })

  it('is not complete, and nowhere, until it has read what the other log holds', async () => {
    await using place = await openLogs()
    const goOn = Promise.withResolvers<void>()
    let given = 0
    await using follower = await followed(place, ['one', 'two'], {
      onReplaced: async () => {
        given += 1
        await goOn.promise
      },
    })
    expect(follower.complete()).toBe(true)
    await using other = await logOf(['one'])
    follower.log.replaceBy(other.log)
    await expect.poll(() => given).toBe(1)
    expect(follower.complete()).toBe(false)
    expect(follower.position.now()).toBe(0)
    goOn.resolve()
    await follower.caughtUp()
    expect(follower.complete()).toBe(true)
    expect(follower.position.now()).toBe(1)
  })

  it('does not read on before everything could be given up', async () => {
    await using place = await openLogs()
    let refusals = 3
    const held: string[] = []
    await using follower = await followed(place, ['one', 'two'], {
      apply: (page) => {
        held.push(...place.subjects(page))
      },
      onReplaced: () => {
        if (refusals-- > 0) throw new Error('the file is busy')
        held.length = 0
      },
    })
    await using other = await logOf(['other'])
    follower.log.replaceBy(other.log)
    await expect.poll(() => follower.position.now()).toBe(1)
    expect(held).toEqual(['other'])
  })

  it('counts a page that failed as read: some of it may be contained', async () => {
    await using place = await openLogs()
    let fails = false
    const reasons: string[] = []
    await using follower = await followed(place, ['one'], {
      apply: () => {
        if (fails) throw new Error('in the middle')
      },
      onReplaced: (reason) => {
        reasons.push(reason)
        fails = false
      },
    })
    fails = true
    await place.append('two')
    await expect.poll(() => follower.failing()).toBe(true)
    await using shorter = await logOf(['one'])
    const { records } = await place.log.read({ after: 0, limit: 1 })
    const idAt = (sequence: number) => Promise.resolve(records[sequence - 1]?.envelope.id)
    follower.log.replaceBy({ ...shorter.log, idAt, generation: place.log.generation })
    await expect.poll(() => reasons).toEqual(['it is ahead of the log'])
  })
})

describe('a competing consumer whose log is replaced', () => {
  it('applies nothing of the other log, and says why', async () => {
    await using place = await openLogs()
    await place.append('one')
    const log = replaceableLog(place.log)
    await using running = await compete(place, undefined, { log })
    await expect.poll(() => running.batches).toEqual([['one']])
    await using other = await logOf(['one'])
    log.replaceBy(other.log)
    await place.append('two')
    await expect.poll(() => running.replaced).toEqual(['it belongs to another log'])
    expect(running.batches).toEqual([['one']])
  })

  it('notices a shorter log by what it was given, though its position is older', async () => {
    await using place = await openLogs()
    await place.append('one')
    await place.append('two')
    const log = replaceableLog(place.log)
    await using running = await compete(place, undefined, {
      log,
      meddle: (consumer) => ({ ...consumer, position: () => Promise.resolve(1) }),
    })
    await expect.poll(() => running.batches).toEqual([['one', 'two']])
    const { records } = await place.log.read({ after: 0, limit: 1 })
    const idAt = (sequence: number) => Promise.resolve(records[sequence - 1]?.envelope.id)
    log.replaceBy({ ...place.log, generation: place.log.generation, end: () => Promise.resolve(1), idAt })
    await place.append('three')
    await expect.poll(() => running.replaced).toEqual(['it is ahead of the log'])
    expect(running.batches.flat()).not.toContain('three')
  })

  it('does not begin on top of what was built from another log', async () => {
    await using place = await openLogs()
    await place.append('one')
    const from = { generation: 'another', position: 1 }
    await using running = await compete(place, undefined, { from })
    await expect.poll(() => running.replaced).toEqual(['it belongs to another log'])
    expect(running.batches).toEqual([])
    expect(running.positions).toEqual([])
  })
})
