import { expect, it } from 'vitest'
import type { ViewCounterEngine } from './engine.ts'
import { DAY_MS, day } from './engine.ts'

const salt = (byte: number) => new Uint8Array(32).fill(byte)

export function salting(engine: ViewCounterEngine): void {
  it('is the first that was offered for the day, for everyone', async () => {
    await using open = await engine.open()
    const today = day(open)
    expect([...(await open.counter.visitorSalt(today, salt(1)))]).toEqual([...salt(1)])
    expect([...(await open.neighbour.visitorSalt(today, salt(2)))]).toEqual([...salt(1)])
    expect([...(await open.counter.visitorSalt(day(open, 1), salt(3)))]).toEqual([...salt(3)])
  })

  it('is one, however many offer theirs at once', async () => {
    await using open = await engine.open()
    const given = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 === 0 ? open.counter : open.neighbour).visitorSalt(day(open), salt(n)),
      ),
    )
    expect(new Set(given.map((each) => each.join())).size).toBe(1)
  })

  it('is forgotten when an hour of another day has passed, and not before', async () => {
    await using open = await engine.open()
    const first = day(open)
    await open.counter.visitorSalt(first, salt(1))
    const untilMidnight = Date.parse(first) + DAY_MS - open.now()
    await open.passTime(untilMidnight + 1_800_000)
    expect([...(await open.counter.visitorSalt(first, salt(2)))]).toEqual([...salt(1)])
    await open.passTime(3_600_000)
    await open.counter.visitorSalt(day(open), salt(3))
    expect([...(await open.counter.visitorSalt(first, salt(4)))]).toEqual([...salt(4)])
    expect([...(await open.counter.visitorSalt(first, salt(5)))]).toEqual([...salt(5)])
  })
}
