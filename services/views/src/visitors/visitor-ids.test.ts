import { describe, expect, it } from 'vitest'
import { openViewCounter } from '@uniwire/adapter-sqlite'
import { createVisitorIds } from './visitor-ids.ts'

const NOON = '2026-11-22T12:00:00.000Z'
const reader = {
  university: 'nura',
  address: '198.51.100.7',
  userAgent: 'Mozilla/5.0 (X11)',
  at: '2026-11-22T10:00:00.000Z',
}

const openCounter = () => openViewCounter({ file: ':memory:', now: () => Date.parse(NOON) })

/** Replicas over one counter, each with salts of its own to offer: filled with its number. */
async function replicas() {
  const counter = await openCounter()
  const offers: Uint8Array[] = []
  const start = (over = counter) =>
    createVisitorIds({
      counter: over,
      randomBytes(length) {
        const salt = new Uint8Array(length).fill(offers.length + 1)
        offers.push(salt)
        return salt
      },
    })
  return { start, offers, [Symbol.asyncDispose]: () => counter[Symbol.asyncDispose]() }
}

describe('visitors', () => {
  it('are the same within a university and a day, and differ by address, user agent and university', async () => {
    await using place = await replicas()
    const ids = place.start()
    const id = async (changes: Partial<typeof reader> = {}) =>
      (await ids.identify({ ...reader, ...changes })).id
    expect(await id({ at: '2026-11-22T23:59:59.999Z' })).toBe(await id())
    const others = [{}, { address: '198.51.100.8' }, { userAgent: 'x' }, { university: 'aqtau' }]
    expect(new Set(await Promise.all(others.map(id))).size).toBe(4)
  })

  it('are the same for every replica, and so are the ids of their views', async () => {
    await using place = await replicas()
    const identified = [place.start(), place.start()].map(async (ids) => ids.identify(reader))
    const [one, two] = await Promise.all(identified)
    expect(two?.id).toBe(one?.id)
    expect(two?.eventId('a')).toBe(one?.eventId('a'))
    expect(place.offers).toHaveLength(2)
  })

  it('stay the same when the counter has lost its salt, also for a replica that starts then', async () => {
    await using place = await replicas()
    const ids = place.start()
    const before = (await ids.identify(reader)).id
    await using empty = await openCounter()
    let current = empty
    const moved = createVisitorIds({
      counter: { visitorSalt: (day, offered) => current.visitorSalt(day, offered) },
      randomBytes: (length) => new Uint8Array(length).fill(9),
    })
    const known = (await moved.identify(reader)).id
    await using emptier = await openCounter()
    current = emptier
    await moved.turnTo(NOON)
    expect((await place.start(emptier).identify(reader)).id).toBe(known)
    expect(known).not.toBe(before)
  })

  it('cannot be followed into the next day, whose salt is another', async () => {
    await using place = await replicas()
    const ids = place.start()
    const before = (await ids.identify(reader)).id
    expect((await ids.identify({ ...reader, at: '2026-11-23T00:00:00.000Z' })).id).not.toBe(before)
    expect(place.offers).toHaveLength(2)
  })

  it('lose their salt when the day is over, without anyone coming', async () => {
    const given: Uint8Array[] = []
    const ids = createVisitorIds({
      counter: {
        visitorSalt(_day, offered) {
          given.push(offered)
          return Promise.resolve(offered)
        },
      },
      randomBytes: (length) => new Uint8Array(length).fill(1),
    })
    await ids.identify(reader)
    await ids.turnTo('2026-11-22T23:59:59.000Z')
    expect(given.at(-1)?.[0]).toBe(1)
    await ids.turnTo('2026-11-23T00:00:00.000Z')
    expect(given.at(-1)?.every((byte) => byte === 0)).toBe(true)
  })

  it('show neither address nor user agent, and take 32 random bytes as salt', async () => {
    await using place = await replicas()
    expect((await place.start().identify(reader)).id).toMatch(/^[\w-]{22}$/)
    expect(place.offers[0]).toHaveLength(32)
  })

  it('give a view without an id one that holds for half a minute, per article and reader', async () => {
    await using place = await replicas()
    const ids = place.start()
    const event = async (article: string, changes: Partial<typeof reader> = {}) =>
      (await ids.identify({ ...reader, ...changes })).eventId(article)
    expect(await event('a', { at: '2026-11-22T10:00:29.999Z' })).toBe(await event('a'))
    expect(await event('a', { at: '2026-11-22T10:00:30.000Z' })).not.toBe(await event('a'))
    expect(await event('b')).not.toBe(await event('a'))
    expect(await event('a', { address: '198.51.100.8' })).not.toBe(await event('a'))
  })
})
